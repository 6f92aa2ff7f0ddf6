import { readFileSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../process/project-root";
import { providerService } from "./provider-service";
import { registry } from "./registry";
import { serve } from "./serve";

/** Milliseconds between two looks whether Pulumi still runs. */
const PARENT_POLL = 2_000;

/** Starts the plugin: Pulumi reads its port from the first line of standard output. */
async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(path.join(projectRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  const engineAddress = process.argv.slice(2).findLast((argument) => /^[^-].*:\d+$/.test(argument));
  const { port } = await serve(providerService(registry, version, engineAddress));
  process.stdout.write(`${port}\n`);
}

// A plugin has its own process group, so this is no Ctrl-C: Pulumi ends its plugins with SIGINT and waits 5 s for each.
process.on("SIGINT", () => process.exit(0));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit(1);
  }
}, PARENT_POLL).unref();

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
