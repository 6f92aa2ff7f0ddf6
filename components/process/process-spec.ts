import type { OperationContext } from "../provider/operation-context";

/** What running a process may tell its user, and how it learns that the user gave up. */
export type Progress = Pick<OperationContext, "signal" | "status" | "info" | "warn">;

/** A TCP port on 127.0.0.1 that a process listens on. */
export interface ListenPort {
  /** Its name in the stack's configuration, e.g. `kafka` for `ports.kafka`. */
  readonly setting: string;
  readonly port: number;
}

/** What is executed. Never holds a secret: the command line can be read by everyone on the machine. */
export interface ProcessCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the project's root. */
  readonly cwd?: string;
}

/** A detached process of this machine, as its kind declares it. */
export interface ProcessSpec {
  /** Names the data folder, the log and the pid file, e.g. `kafka`. One process a name and stack. */
  readonly engine: string;
  /** Absolute path of `.strata/<stack>`. */
  readonly stackFolder: string;
  readonly ports: readonly ListenPort[];
  /**
   * Text that changes when the process must be restarted to follow its settings, e.g. the settings as JSON. No secret.
   * A running process with another text is restarted by `startProcess`.
   */
  readonly configuration: string;
  /** Installs packages, writes configuration files, initialises an empty data folder. Runs before every start, under the lock. */
  prepare?(progress: Progress): Promise<void>;
  command(): ProcessCommand | Promise<ProcessCommand>;
  /** Speaks the process's own protocol; throws while it can't serve. Must end within about 3 s. */
  ready(): Promise<void>;
  /**
   * Runs after a start succeeded, e.g. to create accounts, and again when it was interrupted: it must be repeatable.
   * A failure stops the process again.
   */
  started?(progress: Progress): Promise<void>;
  /** Default: SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** Milliseconds from the stop signal to SIGKILL. Default: 20,000. */
  readonly stopTimeout?: number;
  /** Milliseconds a start may take. Default: 120,000. */
  readonly startTimeout?: number;
  /** Free bytes that the data folder's disk must have. Default: 1 GiB. */
  readonly minFreeBytes?: number;
}

/** A process of ours as it is on the machine. */
export interface RunningProcess {
  readonly engine: string;
  readonly pid: number;
  /** Start time in clock ticks since boot: with the pid it names a process for as long as the machine runs. */
  readonly startTicks: number;
  readonly configuration: string;
  /** Whether its start was finished, `ProcessSpec.started` included. Not so while it starts, or when whoever started it was killed. */
  readonly complete: boolean;
}
