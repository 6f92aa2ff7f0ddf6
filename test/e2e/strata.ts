import { spawn } from "node:child_process";
import path from "node:path";

/** The checkout that the tests run from. */
export const checkout = path.resolve(__dirname, "../..");

/** The copy of it that the warehouse under test lives in, so that tests may edit its layers. Git ignores it. */
export const root = path.join(checkout, ".strata/e2e-clone");

/** The stack of the end-to-end tests; its ports are in `stacks/e2e.yaml`. */
export const stack = "e2e";

/** The stack's run-time folder. */
export const stackFolder = path.join(root, ".strata", stack);

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly seconds: number;
}

/** Runs a program in the copy and waits for its end; `out` holds what both streams printed. */
export function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, STRATA_STACK: stack, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      out += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, seconds: (performance.now() - started) / 1000 }));
  });
}

/** Runs `strata` as a user would. */
export function strata(...args: readonly string[]): Promise<Ran> {
  return run(process.execPath, ["cli/bin/strata", ...args]);
}

/** Like {@link strata}, but a non-zero exit is an error that shows what was printed. */
export async function strataOk(...args: readonly string[]): Promise<Ran> {
  const ran = await strata(...args);
  if (ran.code !== 0) throw new Error(`strata ${args.join(" ")} exited with ${ran.code}:\n${ran.out}`);
  return ran;
}
