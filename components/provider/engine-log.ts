import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const DEADLINE = 5_000;

/** Severity of a message, as Pulumi shows it. */
export type Severity = "info" | "warn";

/** The way to the user: messages go to Pulumi's engine in the order they were given. */
export interface EngineLog {
  /** A message; `ephemeral` ones are a passing line in the progress display. */
  log(urn: string, severity: Severity, message: string, ephemeral: boolean): void;
  /** Resolves when everything given so far was sent. */
  flush(): Promise<void>;
}

/** Messages to the engine at `address` (host:port). A message that can't be sent goes to standard error instead. */
export function engineLog(address: string): EngineLog {
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  let last: Promise<void> = Promise.resolve();
  const send = (request: LogRequest): Promise<void> =>
    new Promise((resolve) => {
      client.log(request, new grpc.Metadata(), { deadline: Date.now() + DEADLINE }, (error: Error | null) => {
        if (error !== null) {
          process.stderr.write(`${request.getMessage()}\n`);
        }
        resolve();
      });
    });
  return {
    log(urn, severity, message, ephemeral) {
      const request = new LogRequest();
      request.setUrn(urn);
      request.setSeverity(severity === "warn" ? LogSeverity.WARNING : LogSeverity.INFO);
      request.setMessage(message);
      request.setEphemeral(ephemeral);
      last = last.then(() => send(request));
    },
    flush: () => last,
  };
}

/** Messages without an engine: to standard error. */
export const standardErrorLog: EngineLog = {
  log: (_urn, _severity, message) => process.stderr.write(`${message}\n`),
  flush: () => Promise.resolve(),
};
