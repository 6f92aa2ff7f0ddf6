import type { z } from "zod";
import type { OperationContext } from "./operation-context";
import type { Change, CheckFailure, ReadResult } from "./resource-handler";

/** A `ResourceHandler` of any type, as the server calls it: with plain objects that passed the handler's own check. */
export interface RegisteredHandler {
  readonly type: string;
  readonly inputs: z.ZodType<object>;
  readonly replaceOn?: readonly string[];
  checkChange?(
    olds: object | undefined,
    news: object,
    context: OperationContext,
  ): Promise<readonly CheckFailure[]>;
  probe?(id: string, olds: object, news: object, context: OperationContext): Promise<readonly Change[]>;
  create(
    inputs: object,
    context: OperationContext,
  ): Promise<{ readonly id: string; readonly outputs: object }>;
  read(id: string, olds: object | undefined, context: OperationContext): Promise<ReadResult<object, object>>;
  update(id: string, olds: object, news: object, context: OperationContext): Promise<object>;
  delete(id: string, olds: object, context: OperationContext): Promise<void>;
}

/** Handlers by type token, loaded on first use so that the plugin starts at once. */
export type HandlerRegistry = Readonly<
  Record<string, () => Promise<{ readonly handler: RegisteredHandler }>>
>;

/** Every resource type of the provider `strata`. */
export const registry: HandlerRegistry = {
  "strata:adb:Table": () => import("../adb/table/handler.js"),
  "strata:dts:Subscription": () => import("../dts/subscription/handler.js"),
  "strata:flink:Cluster": () => import("../flink/local/server.js"),
  "strata:flink:Job": () => import("../flink/job/handler.js"),
  "strata:hologres:Server": () => import("../hologres/local/server.js"),
  "strata:hologres:Table": () => import("../hologres/table/handler.js"),
  "strata:kafka:Server": () => import("../kafka/local/server.js"),
  "strata:kafka:Topic": () => import("../kafka/topic/handler.js"),
  "strata:oneservice:Catalogue": () => import("../oneservice/catalogue-handler.js"),
  "strata:oneservice:Gateway": () => import("../oneservice/gateway-handler.js"),
  "strata:rds:Schema": () => import("../rds/schema/handler.js"),
  "strata:rds:Server": () => import("../rds/local/server.js"),
  "strata:traffic:Replay": () => import("../traffic/replay-handler.js"),
  "strata:warehouse:Contract": () => import("../warehouse/contract-handler.js"),
};
