import pc from "picocolors";
import { durationText } from "./duration";

const HEARTBEAT_MS = 15_000;
const REDRAW_MS = 120;

/** What the work of a step may say about itself. */
export interface Step {
  /** What is being done right now. */
  status(message: string): void;
  /** What came of it, shown behind the title when the step has ended. */
  note(message: string): void;
}

interface Running {
  readonly title: string;
  readonly startedAt: number;
  status: string;
  note: string;
}

/**
 * Steps with their times, several at once if need be. On a terminal the running ones are redrawn in place; else each
 * start and end is a line, with a sign of life every 15 s.
 */
export class StepList {
  readonly #out: NodeJS.WriteStream;
  readonly #live: boolean;
  readonly #running = new Set<Running>();
  #drawn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(out: NodeJS.WriteStream = process.stdout) {
    this.#out = out;
    this.#live = out.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined;
  }

  /** Runs a step and shows it; what the work throws is thrown on. */
  async run<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
    const running: Running = { title, startedAt: Date.now(), status: "", note: "" };
    this.#begin(running);
    try {
      const result = await work({
        status: (message) => this.#status(running, message),
        note: (message) => {
          running.note = message;
        },
      });
      this.#end(running, pc.green("✓"));
      return result;
    } catch (error) {
      this.#end(running, pc.red("✗"));
      throw error;
    }
  }

  /** A step that was done before this list began. */
  done(title: string, note: string, ms: number): void {
    this.line(`${pc.green("✓")} ${title}${note === "" ? "" : ` (${note})`} ${pc.dim(durationText(ms))}`);
  }

  /** Prints a line above the running steps. */
  line(text: string): void {
    this.#erase();
    this.#out.write(`${text}\n`);
    this.#draw();
  }

  #begin(running: Running): void {
    this.#running.add(running);
    if (this.#live) this.#draw();
    else this.line(`▸ ${running.title} …`);
    this.#timer ??= setInterval(() => this.#tick(), this.#live ? REDRAW_MS : HEARTBEAT_MS);
  }

  #end(running: Running, mark: string): void {
    this.#running.delete(running);
    const note = running.note === "" ? "" : ` (${running.note})`;
    this.line(`${mark} ${running.title}${note} ${pc.dim(durationText(Date.now() - running.startedAt))}`);
    if (this.#running.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #status(running: Running, message: string): void {
    if (message === running.status) return;
    running.status = message;
    if (this.#live) this.#draw();
    else if (message !== "") this.line(`  ${running.title}: ${message}`);
  }

  #tick(): void {
    if (this.#live) {
      this.#draw();
      return;
    }
    for (const running of this.#running) {
      const status = running.status === "" ? "" : `: ${running.status}`;
      this.line(`  … ${running.title}${status} (${durationText(Date.now() - running.startedAt)})`);
    }
  }

  #erase(): void {
    if (this.#drawn > 0) this.#out.write(`\u001b[${this.#drawn}A\u001b[0J`);
    this.#drawn = 0;
  }

  #draw(): void {
    if (!this.#live) return;
    this.#erase();
    const width = Math.max(20, (this.#out.columns ?? 80) - 1);
    for (const running of this.#running) {
      const status = running.status === "" ? "" : `: ${running.status.split("\n")[0]}`;
      const text = `… ${running.title}${status}`.slice(0, width - 12);
      this.#out.write(`${pc.cyan(text)} ${pc.dim(durationText(Date.now() - running.startedAt))}\n`);
      this.#drawn++;
    }
  }
}
