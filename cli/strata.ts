/** The command line. Each command is loaded when it is called, so that `strata check` stays quick. */
import { Command, Option } from "commander";
import { projectRoot } from "../components/process/project-root";
import type { LineageOptions } from "./commands/lineage";
import { messageOf } from "./user-error";

/** What every command that works on a stack gets. */
interface StackFlags {
  readonly stack: string;
}

const program = new Command("strata")
  .description("A real-time data warehouse as code, on this machine or on Alibaba Cloud.")
  .showHelpAfterError("(strata --help shows what there is)")
  .enablePositionalOptions();

function stackCommand(name: string, description: string): Command {
  const stack = new Option("-s, --stack <name>", "which stack (a file stacks/<name>.yaml)")
    .env("STRATA_STACK")
    .default("local");
  return program.command(name).description(description).addOption(stack);
}

const allowDelete = () =>
  new Option("--allow-delete <tables>", "tables whose data may be deleted, separated by commas").env(
    "STRATA_ALLOW_DELETE",
  );

/** Sets the exit code of the command's promise. */
function exits<A extends unknown[]>(work: (...args: A) => Promise<number>): (...args: A) => Promise<void> {
  return async (...args) => {
    process.exitCode = await work(...args);
  };
}

stackCommand("up", "bring everything up: dependencies, engines, the warehouse, sample traffic")
  .addOption(allowDelete())
  .option("-y, --yes", "do not ask (this is the default; accepted for people used to Pulumi)")
  .action(
    exits(async (flags: StackFlags & { allowDelete?: string }) =>
      (await import("./commands/up.js")).upCommand(flags.stack, flags.allowDelete ?? ""),
    ),
  );

stackCommand("preview", "show what up would change")
  .addOption(allowDelete())
  .option("--expect-no-changes", "fail when anything would change")
  .action(
    exits(async (flags: StackFlags & { allowDelete?: string; expectNoChanges?: boolean }) =>
      (await import("./commands/preview.js")).previewCommand(
        flags.stack,
        flags.allowDelete ?? "",
        flags.expectNoChanges === true,
      ),
    ),
  );

stackCommand("refresh", "look at what is really there and correct Pulumi's state").action(
  exits(async (flags: StackFlags) => (await import("./commands/refresh.js")).refreshCommand(flags.stack)),
);

stackCommand("destroy", "remove the warehouse; what holds data only when it is named")
  .addOption(allowDelete())
  .action(
    exits(async (flags: StackFlags & { allowDelete?: string }) =>
      (await import("./commands/destroy.js")).destroyCommand(flags.stack, flags.allowDelete ?? ""),
    ),
  );

stackCommand("status", "say how every part is; exit code 1 when something is not as it should be")
  .option("--json", "as JSON")
  .action(
    exits(async (flags: StackFlags & { json?: boolean }) =>
      (await import("./commands/status.js")).statusCommand(flags.stack, flags.json === true),
    ),
  );

stackCommand("down", "stop everything that was started here; data stays")
  .option("--purge", "also remove the stack's data, logs, secrets and Pulumi state")
  .action(
    exits(async (flags: StackFlags & { purge?: boolean }) =>
      (await import("./commands/down.js")).downCommand(flags.stack, flags.purge === true),
    ),
  );

program
  .command("check")
  .description("check the layer files; needs no engine")
  .option("--json", "as JSON")
  .option("-C, --project <folder>", "the folder that holds layers/ (default: this project)")
  .option("--no-cache", "do all work, whatever earlier runs have done")
  .action(
    exits(async ({ project, ...flags }: { json?: boolean; cache?: boolean; project?: string }) =>
      (await import("./commands/check.js")).checkCommand(project ?? projectRoot(), flags),
    ),
  );

program
  .command("plan")
  .description("show the Plan of the layer files; needs no engine")
  .option("--json", "the whole Plan as JSON")
  .option("--sql <job>", "the Flink SQL of one job")
  .action(
    exits(async (flags: { json?: boolean; sql?: string }) =>
      (await import("./commands/plan.js")).planCommand(projectRoot(), flags),
    ),
  );

const init = program.command("init").description("write a good first file of a table, an API or a source");
init
  .command("table")
  .argument("<table>", "layer.name, e.g. dwa.zone_hour")
  .option("--from <table>", "what it reads: a table, or source.table for the ODS")
  .action(
    exits(async (id: string, flags: { from?: string }) =>
      (await import("./commands/init.js")).initTableCommand(projectRoot(), id, flags),
    ),
  );
init
  .command("api")
  .argument("<name>")
  .requiredOption("--table <table>", "the table that answers")
  .option("--consumer <name>", "who may call it; left out: nobody yet")
  .action(
    exits(async (name: string, flags: { table: string; consumer?: string }) =>
      (await import("./commands/init.js")).initApiCommand(projectRoot(), name, flags),
    ),
  );
init
  .command("source")
  .argument("<name>")
  .option("--database <name>", "the database's name on its server; left out: the source's name")
  .action(
    exits(async (name: string, flags: { database?: string }) =>
      (await import("./commands/init.js")).initSourceCommand(projectRoot(), name, flags),
    ),
  );

program
  .command("schemas")
  .description("write the JSON Schemas for editors and the pages of the checks")
  .option("--check", "write nothing; fail when a file is not current")
  .action(
    exits(async (flags: { check?: boolean }) =>
      (await import("./commands/schemas.js")).schemasCommand(projectRoot(), flags),
    ),
  );

program
  .command("diff")
  .description(
    "say what the change of the layer files since a revision does; exit code 0 harmless, 1 errors, 2 state-breaking, 3 destructive",
  )
  .argument("[base]", "git revision to compare with", "HEAD")
  .option("--json", "the whole report as JSON")
  .action(
    exits(async (base: string, flags: { json?: boolean }) =>
      (await import("./commands/diff.js")).diffCommand(projectRoot(), base, flags),
    ),
  );

program
  .command("lineage")
  .description("from which source columns a column comes, and to which API fields it goes; needs no engine")
  .argument("<what>", "a column, e.g. dwa.borough_minute.revenue, or a table, store table or API")
  .option("--up", "only where it comes from")
  .option("--down", "only where it goes to")
  .option("--json", "nodes and edges as JSON")
  .option("--openlineage", "OpenLineage job events with column lineage, one a line")
  .option("--mermaid", "a Mermaid flowchart")
  .action(
    exits(async (what: string, flags: LineageOptions) =>
      (await import("./commands/lineage.js")).lineageCommand(projectRoot(), what, flags),
    ),
  );

stackCommand("traffic", "the sample traffic: pause, resume, status")
  .argument("<action>", "pause, resume or status")
  .action(
    exits(async (action: string, flags: StackFlags) =>
      (await import("./commands/traffic.js")).trafficCommand(flags.stack, action),
    ),
  );

stackCommand("logs", "print an engine's log")
  .argument("[engine]", "kafka, flink, mariadb, postgres, oneservice or traffic")
  .option("-n, --lines <count>", "how many of the last lines", "100")
  .option("-f, --follow", "go on printing what is added")
  .action(
    exits(async (engine: string | undefined, flags: StackFlags & { lines: string; follow?: boolean }) =>
      (await import("./commands/logs.js")).logsCommand(
        flags.stack,
        engine,
        Number(flags.lines),
        flags.follow === true,
      ),
    ),
  );

stackCommand("env", 'print what a shell needs to run pulumi itself: eval "$(npx strata env)"').action(
  exits(async (flags: StackFlags) => (await import("./commands/env.js")).envCommand(flags.stack)),
);

stackCommand("pulumi", "run pulumi with the right environment, e.g. strata pulumi preview --diff")
  .argument("[args...]", "pulumi's own arguments")
  .passThroughOptions()
  .allowUnknownOption()
  .action(
    exits(async (args: string[], flags: StackFlags) =>
      (await import("./commands/pulumi.js")).pulumiCommand(flags.stack, args),
    ),
  );

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`strata: ${messageOf(error)}\n`);
  if (process.env.STRATA_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
