import { basename } from "node:path";
import { FlinkRequestError, FlinkUnreachableError, rootCause } from "./flink-error";

/** A job as Flink lists it. Times in epoch milliseconds. */
export interface ListedJob {
  readonly jobId: string;
  readonly name: string;
  readonly state: string;
  readonly startedAt: number;
}

/** A job's state and those of its vertices; `now` is the cluster's clock (epoch milliseconds). */
export interface JobDetail {
  readonly state: string;
  readonly now: number;
  readonly vertices: readonly string[];
}

/** What `POST /jars/:id/run` is given. */
export interface RunRequest {
  /** 32 hex digits, chosen by the caller: Flink refuses to run the same id twice. */
  readonly jobId: string;
  readonly entryClass: string;
  readonly programArgs: readonly string[];
  readonly parallelism: number;
  /** A savepoint or retained checkpoint, or null to start without state. */
  readonly restoreFrom: string | null;
  readonly configuration: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 15_000;
const SUBMIT_TIMEOUT_MS = 120_000;
const IDEMPOTENT_TRIES = 3;

interface ExceptionsAnswer {
  readonly "root-exception"?: string | null;
  readonly exceptionHistory?: {
    readonly entries: readonly { readonly stacktrace: string; readonly timestamp: number }[];
  };
}

interface Sent {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly json?: unknown;
  readonly form?: FormData;
  readonly timeoutMs?: number;
  /** Sent again when the connection breaks. Default: true for GET only. */
  readonly idempotent?: boolean;
}

/** Flink's REST API, as far as the life of a job needs it. The paths and bodies are those of Flink 1.20. */
export class FlinkRest {
  readonly #url: string;

  /** `url`: e.g. `http://127.0.0.1:18081`. */
  constructor(url: string) {
    this.#url = url.replace(/\/+$/, "");
  }

  /** Every job that the cluster remembers, ended ones too. */
  async jobs(): Promise<readonly ListedJob[]> {
    const answer = await this.#send<{
      jobs: { jid: string; name: string; state: string; "start-time": number }[];
    }>("/jobs/overview", { method: "GET" });
    return answer.jobs.map((job) => ({
      jobId: job.jid,
      name: job.name,
      state: job.state,
      startedAt: job["start-time"],
    }));
  }

  /** One job, or null where Flink answered that it knows none of that id. */
  async job(jobId: string): Promise<JobDetail | null> {
    try {
      const answer = await this.#send<{ state: string; now: number; vertices: { status: string }[] }>(
        `/jobs/${jobId}`,
        {
          method: "GET",
        },
      );
      return {
        state: answer.state,
        now: answer.now,
        vertices: answer.vertices.map((vertex) => vertex.status),
      };
    } catch (error) {
      if (error instanceof FlinkRequestError && error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  /** The global job parameters that the job was run with. */
  async jobParameters(jobId: string): Promise<Readonly<Record<string, string>>> {
    const answer = await this.#send<{ "execution-config"?: { "user-config"?: Record<string, string> } }>(
      `/jobs/${jobId}/config`,
      { method: "GET" },
    );
    return answer["execution-config"]?.["user-config"] ?? {};
  }

  /** When the newest completed checkpoint was triggered (epoch milliseconds), or null before the first. */
  async lastCheckpointAt(jobId: string): Promise<number | null> {
    const answer = await this.#send<{ latest: { completed: { trigger_timestamp: number } | null } }>(
      `/jobs/${jobId}/checkpoints`,
      { method: "GET" },
    );
    return answer.latest.completed?.trigger_timestamp ?? null;
  }

  /** Asks for a checkpoint now; returns at once. */
  async triggerCheckpoint(jobId: string): Promise<void> {
    await this.#send(`/jobs/${jobId}/checkpoints`, {
      method: "POST",
      json: { checkpointType: "CONFIGURED" },
    });
  }

  /** Root causes of the job's failures, newest first. */
  async failures(jobId: string): Promise<readonly string[]> {
    const answer = await this.#exceptions(jobId);
    const traces = (answer.exceptionHistory?.entries ?? []).map((entry) => entry.stacktrace);
    const root = answer["root-exception"];
    return (traces.length > 0 ? traces : root ? [root] : []).map(rootCause);
  }

  /** When the job last failed (epoch milliseconds), or null. */
  async lastFailureAt(jobId: string): Promise<number | null> {
    const times = ((await this.#exceptions(jobId)).exceptionHistory?.entries ?? []).map(
      (entry) => entry.timestamp,
    );
    return times.length === 0 ? null : Math.max(...times);
  }

  #exceptions(jobId: string): Promise<ExceptionsAnswer> {
    return this.#send<ExceptionsAnswer>(`/jobs/${jobId}/exceptions?maxExceptions=20`, { method: "GET" });
  }

  /** Id by file name of every jar that was uploaded. */
  async jars(): Promise<ReadonlyMap<string, string>> {
    const answer = await this.#send<{ files: { id: string; name: string }[] }>("/jars", { method: "GET" });
    return new Map(answer.files.map((file) => [file.name, file.id]));
  }

  /** Uploads a jar under a file name and returns its id. */
  async uploadJar(fileName: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
    const form = new FormData();
    form.append("jarfile", new Blob([content], { type: "application/x-java-archive" }), fileName);
    const answer = await this.#send<{ filename: string }>("/jars/upload", {
      method: "POST",
      form,
      timeoutMs: SUBMIT_TIMEOUT_MS,
    });
    return basename(answer.filename);
  }

  /** Runs the program up to its submission without running the job; throws `FlinkRequestError` with what it refused. */
  async plan(
    jarId: string,
    request: Pick<RunRequest, "entryClass" | "programArgs" | "parallelism">,
  ): Promise<void> {
    await this.#send(`/jars/${jarId}/plan`, {
      method: "POST",
      json: {
        entryClass: request.entryClass,
        programArgsList: request.programArgs,
        parallelism: request.parallelism,
      },
      timeoutMs: SUBMIT_TIMEOUT_MS,
      idempotent: true,
    });
  }

  /** Starts a job. After a lost reply look the id up instead of sending again. */
  async run(jarId: string, request: RunRequest): Promise<void> {
    await this.#send(`/jars/${jarId}/run`, {
      method: "POST",
      json: {
        jobId: request.jobId,
        entryClass: request.entryClass,
        programArgsList: request.programArgs,
        parallelism: request.parallelism,
        allowNonRestoredState: false,
        flinkConfiguration: request.configuration,
        ...(request.restoreFrom === null ? {} : { savepointPath: request.restoreFrom }),
      },
      timeoutMs: SUBMIT_TIMEOUT_MS,
    });
  }

  /** Starts to stop a job with a savepoint in `folder`; returns the trigger id for `savepoint`. */
  async stopWithSavepoint(jobId: string, folder: string): Promise<string> {
    const answer = await this.#send<{ "request-id": string }>(`/jobs/${jobId}/stop`, {
      method: "POST",
      json: { targetDirectory: folder, drain: false, formatType: "CANONICAL" },
    });
    return answer["request-id"];
  }

  /** How a savepoint goes: null while it is being written, else where it is. Throws with the cause when it failed. */
  async savepoint(jobId: string, triggerId: string): Promise<string | null> {
    const answer = await this.#send<{
      status: { id: string };
      operation?: { location?: string; "failure-cause"?: { "stack-trace"?: string } };
    }>(`/jobs/${jobId}/savepoints/${triggerId}`, { method: "GET" });
    if (answer.status.id !== "COMPLETED") {
      return null;
    }
    const location = answer.operation?.location;
    if (location === undefined) {
      throw new FlinkRequestError(
        500,
        rootCause(answer.operation?.["failure-cause"]?.["stack-trace"] ?? "unknown cause"),
      );
    }
    return location;
  }

  /** Starts to cancel a job; one that has ended or is unknown is fine. */
  async cancel(jobId: string): Promise<void> {
    try {
      await this.#send(`/jobs/${jobId}?mode=cancel`, { method: "PATCH", idempotent: true });
    } catch (error) {
      if (!(error instanceof FlinkRequestError && (error.status === 404 || error.status === 409))) {
        throw error;
      }
    }
  }

  async #send<T>(path: string, sent: Sent): Promise<T> {
    const tries = (sent.idempotent ?? sent.method === "GET") ? IDEMPOTENT_TRIES : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sendOnce<T>(path, sent);
      } catch (error) {
        if (!(error instanceof FlinkUnreachableError) || error.refused || attempt >= tries) {
          throw error;
        }
      }
    }
  }

  async #sendOnce<T>(path: string, sent: Sent): Promise<T> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#url}${path}`, {
        method: sent.method,
        signal: AbortSignal.timeout(sent.timeoutMs ?? TIMEOUT_MS),
        ...(sent.json === undefined
          ? {}
          : { body: JSON.stringify(sent.json), headers: { "content-type": "application/json" } }),
        ...(sent.form === undefined ? {} : { body: sent.form }),
      });
      text = await response.text();
    } catch (error) {
      const codes = causeCodes(error);
      const reason = codes[0] ?? (error instanceof Error ? error.message : String(error));
      throw new FlinkUnreachableError(
        `Flink at ${this.#url} does not answer: ${reason}`,
        codes.includes("ECONNREFUSED"),
        error,
      );
    }
    if (!response.ok) {
      throw new FlinkRequestError(response.status, refusalOf(text));
    }
    return (text === "" ? {} : JSON.parse(text)) as T;
  }
}

function causeCodes(error: unknown): readonly string[] {
  if (typeof error !== "object" || error === null) {
    return [];
  }
  return [
    ...("code" in error && typeof error.code === "string" ? [error.code] : []),
    ...("cause" in error ? causeCodes(error.cause) : []),
    ...("errors" in error && Array.isArray(error.errors) ? error.errors.flatMap(causeCodes) : []),
  ];
}

function refusalOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "errors" in parsed && Array.isArray(parsed.errors)) {
      return rootCause(String(parsed.errors.at(-1) ?? body));
    }
  } catch {
    // Not JSON: shown as it is.
  }
  return rootCause(body);
}
