import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { z } from "zod";
import type { OperationContext } from "../../../components/provider/operation-context";
import { providerService } from "../../../components/provider/provider-service";
import type { RegisteredHandler } from "../../../components/provider/registry";
import type { Change, ResourceHandler } from "../../../components/provider/resource-handler";
import { serve } from "../../../components/provider/serve";

/** The mark of a value that is not known yet, as Pulumi sends it. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const URN = "urn:pulumi:s::p::strata:fake:Thing::thing";

interface Thing {
  readonly name: string;
  readonly size: number;
  readonly labels: readonly { readonly key: string }[];
}

/** A thing that lives in a map; tests change it behind the provider's back. */
export class FakeHandler implements ResourceHandler<Thing, Thing & { made: string }> {
  readonly type = "strata:fake:Thing";
  readonly inputs = z.strictObject({
    name: z.string().min(2, "must have two letters"),
    size: z.number().max(10, "must be 10 or less").default(1),
    labels: z.array(z.object({ key: z.string() })).default([]),
  });
  readonly replaceOn = ["name"] as const;
  readonly things = new Map<string, Thing>();
  readonly calls: string[] = [];
  drift: readonly Change[] = [];
  failure: string | undefined;
  seen: OperationContext | undefined;

  async checkChange(olds: Thing | undefined, news: Thing) {
    return olds !== undefined && news.size < olds.size ? [{ property: "size", reason: "can't shrink" }] : [];
  }
  async probe() {
    this.calls.push("probe");
    return this.drift;
  }
  async create(inputs: Thing, context: OperationContext) {
    this.calls.push("create");
    this.seen = context;
    context.status("making it");
    if (this.failure !== undefined) {
      throw new Error(this.failure);
    }
    this.things.set(inputs.name, inputs);
    return { id: inputs.name, outputs: { ...inputs, made: "yes" } };
  }
  async read(id: string) {
    const inputs = this.things.get(id);
    return inputs === undefined
      ? ({ found: false } as const)
      : ({ found: true, inputs, outputs: { ...inputs, made: "yes" } } as const);
  }
  async update(id: string, _olds: Thing, news: Thing, context: OperationContext) {
    this.calls.push("update");
    if (this.failure === "wait") {
      await new Promise((_, reject) => {
        context.signal.addEventListener("abort", () => reject(context.signal.reason));
      });
    }
    this.things.set(id, news);
    return { ...news, made: "yes" };
  }
  async delete(id: string) {
    this.calls.push("delete");
    this.things.delete(id);
  }
}

/** A provider with one fake handler behind real gRPC on loopback. */
export async function fakeProvider(engineAddress?: string): Promise<{
  readonly handler: FakeHandler;
  call<Q, R>(method: string, request: Q): Promise<R>;
  close(): void;
}> {
  const handler = new FakeHandler();
  const registered: RegisteredHandler = handler;
  const registry = { [handler.type]: async () => ({ handler: registered }) };
  const { port, server } = await serve(providerService(registry, "1.2.3", engineAddress));
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return {
    handler,
    call: (method, request) =>
      new Promise((resolve, reject) => {
        const bound = Reflect.get(client, method).bind(client);
        bound(request, (error: Error | null, response: never) =>
          error === null ? resolve(response) : reject(error),
        );
      }),
    close: () => {
      client.close();
      server.forceShutdown();
    },
  };
}
