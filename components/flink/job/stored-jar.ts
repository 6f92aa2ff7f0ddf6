import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { FlinkRest } from "../rest/flink-rest";
import type { JobSpec } from "./job-spec";

const uploads = new Map<FlinkRest, Map<string, Promise<string>>>();

/**
 * Id of the job's jar on the cluster, uploaded once per content. A copy stays in `folder`, so that a former version
 * can be run again after the jar was rebuilt. Throws when the jar is not the one that was declared.
 */
export async function storedJar(rest: FlinkRest, spec: JobSpec, folder: string): Promise<string> {
  const pending = uploads.get(rest) ?? new Map<string, Promise<string>>();
  uploads.set(rest, pending);
  const running = pending.get(spec.jarSha256);
  if (running !== undefined) {
    return running;
  }
  const upload = find(rest, spec, folder).finally(() => pending.delete(spec.jarSha256));
  pending.set(spec.jarSha256, upload);
  return upload;
}

async function find(rest: FlinkRest, spec: JobSpec, folder: string): Promise<string> {
  const fileName = `${path.basename(spec.jarPath, ".jar").replace(/-[0-9a-f]{12}$/, "")}-${spec.jarSha256.slice(0, 12)}.jar`;
  const copy = path.join(folder, fileName);
  const content = readIf(spec.jarPath, spec.jarSha256) ?? readIf(copy, spec.jarSha256);
  if (content === null) {
    throw new Error(
      `${spec.jarPath} is missing or is not the jar that was declared (SHA-256 ${spec.jarSha256.slice(0, 12)}…); ` +
        "it was rebuilt meanwhile: run again",
    );
  }
  mkdirSync(folder, { recursive: true });
  if (readIf(copy, spec.jarSha256) === null) {
    writeFileSync(`${copy}.${process.pid}`, content);
    renameSync(`${copy}.${process.pid}`, copy);
  }
  return (await rest.jars()).get(fileName) ?? rest.uploadJar(fileName, content);
}

function readIf(file: string, sha256: string): Uint8Array<ArrayBuffer> | null {
  try {
    const content = new Uint8Array(readFileSync(file));
    return createHash("sha256").update(content).digest("hex") === sha256 ? content : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return null;
    }
    throw error;
  }
}
