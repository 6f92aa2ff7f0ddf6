import * as path from "node:path";
import type * as Grpc from "@grpc/grpc-js";
import type * as Language from "@pulumi/pulumi/proto/language_pb";
import { runChild } from "./child-process";
import { type PulumiSdk, sdkFolder } from "./pulumi-sdk";

/** The SDK's entry point for each kind of plugin that is written for Node. */
const ENTRY_POINTS: Readonly<Record<string, string>> = {
  resource: "run-plugin",
  analyzer: "run-policy-pack",
};

/** Runs a plugin (a policy pack, a provider) that is written for Node and streams what it prints to the engine. */
export async function runPlugin(
  sdk: PulumiSdk,
  call: Grpc.ServerWritableStream<Language.RunPluginRequest, Language.RunPluginResponse>,
  engineAddress: string,
): Promise<void> {
  const { request } = call;
  const program = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const entryPoint = ENTRY_POINTS[request.getKind() || "resource"] ?? "run-plugin";
  const folder = sdkFolder(program) ?? sdk.folder;
  const environment = Object.fromEntries(
    request.getEnvList().map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  const send = (fill: (response: Language.RunPluginResponse) => void) => {
    const response = new sdk.language.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  const end = await runChild(
    process.execPath,
    [
      path.join(folder, "cmd", entryPoint),
      ...(entryPoint === "run-plugin" ? [] : [engineAddress]),
      program,
      ...request.getArgsList(),
    ],
    {
      cwd: request.getPwd(),
      env: { ...process.env, ...environment, PULUMI_NODEJS_TYPESCRIPT: "false" },
      stdio: ["ignore", "pipe", "pipe"],
    },
    (child) => {
      child.stdout?.on("data", (chunk: Buffer) => send((response) => response.setStdout(chunk)));
      child.stderr?.on("data", (chunk: Buffer) => send((response) => response.setStderr(chunk)));
      call.on("cancelled", () => child.kill("SIGTERM"));
    },
  );
  if (end.error !== null) {
    const { error } = end;
    send((response) => response.setStderr(Buffer.from(`${error}\n`)));
  }
  send((response) => response.setExitcode(end.code ?? 1));
  call.end();
}
