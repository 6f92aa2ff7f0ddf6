import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService as definition } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ProviderService } from "./provider-service";

/** 400 MiB, as Pulumi's own providers allow: a plan can be large. */
const MAX_MESSAGE = 400 * 2 ** 20;

/** Serves a provider on a free port of 127.0.0.1. */
export async function serve(
  service: ProviderService,
): Promise<{ readonly port: number; readonly server: grpc.Server }> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE });
  server.addService(definition, service);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, server };
}
