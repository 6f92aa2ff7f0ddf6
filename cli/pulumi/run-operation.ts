import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import * as path from "node:path";
import { StringDecoder } from "node:string_decoder";
import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";
import type { PulumiCli } from "../toolchain/ensure-pulumi";
import { pulumiEnvironment } from "../toolchain/pulumi-environment";
import { changeOf, type ResourceChange } from "./describe-changes";
import { type EngineEvent, EventReader, nameOfUrn, plainMessage } from "./engine-events";
import { isCounted } from "./resource-words";

const POLL_MS = 150;

/** An operation of Pulumi on a stack. */
export interface Operation {
  readonly cli: PulumiCli;
  readonly stack: string;
  readonly command: "up" | "preview" | "refresh" | "destroy";
  readonly args: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called when a change begins, or a resource says something passing. */
  readonly onStatus?: (message: string) => void;
}

/** What an operation did, or would do. */
export interface OperationResult {
  readonly succeeded: boolean;
  readonly timedOut: boolean;
  readonly changes: readonly ResourceChange[];
  /** Number of resources that people count and that stay as they are. */
  readonly unchanged: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** Runs an operation and reads the engine's events while it runs. Interrupting us cancels it in good order. */
export async function runOperation(operation: Operation): Promise<OperationResult> {
  const state = path.join(projectRoot(), ".strata");
  mkdirSync(state, { recursive: true });
  const folder = mkdtempSync(path.join(state, "events-"));
  const log = path.join(folder, "events");
  closeSync(openSync(log, "w", 0o600));
  const collector = new EventCollector(operation.onStatus);
  const stopReading = followFile(log, (chunk) => collector.read(chunk));
  try {
    const result = await runCommand(
      operation.cli.executable,
      [
        operation.command,
        "--stack",
        operation.stack,
        "--non-interactive",
        "--color",
        "never",
        "--event-log",
        log,
        ...operation.args,
      ],
      {
        cwd: projectRoot(),
        timeout: operation.timeout,
        env: {
          ...pulumiEnvironment(operation.cli),
          // Makes --event-log known.
          PULUMI_DEBUG_COMMANDS: "true",
          STRATA_STACK: operation.stack,
          ...operation.env,
        },
      },
    );
    stopReading();
    return collector.result(result.code === 0, result.timedOut, result.stderr || result.stdout);
  } finally {
    stopReading();
    rmSync(folder, { recursive: true, force: true });
  }
}

class EventCollector {
  readonly #reader = new EventReader();
  readonly #changes = new Map<string, ResourceChange>();
  readonly #failed = new Set<string>();
  readonly #errors: string[] = [];
  readonly #warnings: string[] = [];
  readonly #notes: string[] = [];
  #unchanged = 0;

  constructor(private readonly onStatus: ((message: string) => void) | undefined) {}

  read(chunk: string): void {
    for (const event of this.#reader.read(chunk)) this.#take(event);
  }

  result(succeeded: boolean, timedOut: boolean, output: string): OperationResult {
    const errors = [...new Set(this.#errors)];
    return {
      succeeded,
      timedOut,
      changes: [...this.#changes.values()].filter((change) => !this.#failed.has(change.urn)),
      unchanged: this.#unchanged,
      // An error before the engine began (a locked stack, a wrong passphrase) is only in what the CLI printed.
      errors:
        succeeded || errors.length > 0 ? errors : [output.trim() || "pulumi failed and printed nothing"],
      warnings: [...new Set(this.#warnings)],
      notes: [...new Set(this.#notes)],
    };
  }

  #take(event: EngineEvent): void {
    if (event.diagnosticEvent !== undefined) this.#takeMessage(event.diagnosticEvent);
    const begun = event.resourcePreEvent?.metadata;
    if (begun !== undefined) {
      const change = changeOf(begun);
      if (change !== undefined) {
        this.#changes.set(`${change.op} ${change.urn}`, change);
        this.onStatus?.(`${change.op} ${change.label}`);
      } else if (begun.op === "same" && isCounted(begun.type)) this.#unchanged++;
    }
    const failed = event.resOpFailedEvent?.metadata;
    if (failed !== undefined) this.#failed.add(failed.urn);
  }

  #takeMessage(diagnostic: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    const text = plainMessage(diagnostic.message);
    if (text === "") return;
    const name =
      diagnostic.urn === undefined || diagnostic.urn === "" ? "" : `${nameOfUrn(diagnostic.urn)}: `;
    if (diagnostic.ephemeral === true) this.onStatus?.(`${name}${text}`);
    else if (diagnostic.severity === "error") this.#errors.push(`${name}${text}`);
    else if (diagnostic.severity === "warning") this.#warnings.push(`${name}${text}`);
    else if (diagnostic.severity !== "debug") this.#notes.push(`${name}${text}`);
  }
}

/** Hands on what is appended to a file, until the returned function is called (which reads the rest). */
function followFile(file: string, take: (chunk: string) => void): () => void {
  const descriptor = openSync(file, "r");
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.alloc(256 * 1024);
  const read = () => {
    for (;;) {
      const length = readSync(descriptor, buffer);
      if (length === 0) return;
      take(decoder.write(buffer.subarray(0, length)));
    }
  };
  const timer = setInterval(read, POLL_MS);
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    clearInterval(timer);
    read();
    closeSync(descriptor);
  };
}
