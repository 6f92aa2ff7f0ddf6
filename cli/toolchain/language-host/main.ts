/**
 * Pulumi's language host for Node programs, as a gRPC server over the protocol that the program's own
 * `@pulumi/pulumi` ships. For places where Pulumi's installer, and with it the official host, can't be reached.
 * It runs JavaScript; it does not compile TypeScript, generate SDKs or package plugins.
 */

import { signalChildren } from "./child-process";
import { LanguageHost } from "./language-host";
import { loadSdk } from "./pulumi-sdk";

const STOP_CHECK_MS = 1000;

function argument(name: string, args: readonly string[]): string | undefined {
  const index = args.findIndex((arg) => arg === `-${name}` || arg === `--${name}`);
  if (index >= 0) return args[index + 1];
  const prefix = new RegExp(`^--?${name}=`);
  return args.find((arg) => prefix.test(arg))?.replace(prefix, "");
}

function main(args: readonly string[]): void {
  const root = argument("root", args);
  const sdk = loadSdk(root === undefined ? [process.cwd()] : [process.cwd(), root]);
  const engineAddress = args.filter((arg) => !arg.startsWith("-")).at(-1) ?? "";
  const server = new sdk.grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const host = new LanguageHost(sdk, engineAddress);
  server.addService(sdk.service.LanguageRuntimeService, host.handlers());
  server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    // The engine reads the port from the first line.
    process.stdout.write(`${port}\n`);
  });

  const stop = () => {
    signalChildren("SIGTERM");
    server.forceShutdown();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  // The engine gives each plugin its own process group and ends it with SIGINT; it waits 5 s for the exit.
  process.on("SIGINT", stop);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, STOP_CHECK_MS);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`pulumi-language-nodejs: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
