import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type EngineLog, engineLog, standardErrorLog } from "./engine-log";
import type { OperationContext } from "./operation-context";
import { check, diff, type OldState, parseInputs, previewUpdate } from "./operations";
import { fromStruct, toStruct } from "./property-values";
import type { HandlerRegistry, RegisteredHandler } from "./registry";
import type { Change, CheckFailure } from "./resource-handler";

/** The calls that this provider answers; Pulumi takes the others as unimplemented. */
export type ProviderService = Partial<IResourceProviderServer> & grpc.UntypedServiceImplementation;

interface Resource {
  getUrn(): string;
  getType(): string;
}

/** The provider over a registry of handlers. `engineAddress`: where Pulumi's engine listens for messages, if known already. */
export function providerService(
  registry: HandlerRegistry,
  version: string,
  engineAddress?: string,
): ProviderService {
  let log: EngineLog = engineAddress === undefined ? standardErrorLog : engineLog(engineAddress);
  const running = new Set<AbortController>();

  /** Answers a call; what is thrown becomes the call's plain error message. */
  function answer<Q, R>(work: (request: Q) => Promise<R> | R): grpc.handleUnaryCall<Q, R> {
    return (call, callback) => {
      Promise.resolve()
        .then(() => work(call.request))
        .then(
          (response) => callback(null, response),
          (error: unknown) => callback({ code: grpc.status.UNKNOWN, details: messageOf(error) }),
        );
    };
  }

  /** Runs a resource's operation so that Cancel and its time-out (seconds, 0 is none) abort it. */
  async function operate<T>(
    request: Resource,
    timeout: number,
    work: (handler: RegisteredHandler, context: OperationContext) => Promise<T>,
  ): Promise<T> {
    const urn = request.getUrn();
    const controller = new AbortController();
    const timer =
      timeout > 0
        ? setTimeout(() => controller.abort(new Error(`not done after ${timeout} s`)), timeout * 1000)
        : undefined;
    running.add(controller);
    try {
      const type = request.getType() || (urn.split("::")[2]?.split("$").at(-1) ?? "");
      return await work(await handlerOf(registry, type), {
        urn,
        signal: controller.signal,
        status: (message) => log.log(urn, "info", message, true),
        info: (message) => log.log(urn, "info", message, false),
        warn: (message) => log.log(urn, "warn", message, false),
      });
    } finally {
      clearTimeout(timer);
      running.delete(controller);
      await log.flush();
    }
  }

  return {
    handshake: answer((request: proto.ProviderHandshakeRequest) => {
      log = request.getEngineAddress() === "" ? log : engineLog(request.getEngineAddress());
      return new proto.ProviderHandshakeResponse();
    }),
    attach: answer((request: plugin.PluginAttach) => {
      log = engineLog(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: answer(() => new plugin.PluginInfo().setVersion(version)),
    getSchema: answer(() =>
      new proto.GetSchemaResponse().setSchema(JSON.stringify({ name: "strata", version })),
    ),
    getMapping: answer(() => new proto.GetMappingResponse()),
    checkConfig: answer((request: proto.CheckRequest) =>
      new proto.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answer(() => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE)),
    // Without acceptSecrets Pulumi unwraps secret inputs itself and keeps the same properties secret in the outputs.
    configure: answer(() => new proto.ConfigureResponse().setSupportspreview(true)),
    cancel: answer(() => {
      for (const controller of running) {
        controller.abort(new Error("cancelled"));
      }
      return new Empty();
    }),

    check: answer((request: proto.CheckRequest) =>
      operate(request, 0, async (handler, context) => {
        const olds = request.hasOlds() ? fromStruct(request.getOlds()) : undefined;
        const exists = olds !== undefined && Object.keys(olds).length > 0;
        const outcome = await check(
          handler,
          exists ? olds : undefined,
          fromStruct(request.getNews()),
          context,
        );
        return new proto.CheckResponse()
          .setInputs(toStruct(outcome.inputs))
          .setFailuresList(outcome.failures.map(checkFailure));
      }),
    ),

    diff: answer((request: proto.DiffRequest) =>
      operate(request, 0, async (handler, context) => {
        const ignored = request.getIgnorechangesList();
        const news = fromStruct(request.getNews());
        const { changes, replaces } = await diff(handler, oldState(request), news, ignored, context);
        const response = new proto.DiffResponse()
          .setChanges(proto.DiffResponse.DiffChanges[changes.length > 0 ? "DIFF_SOME" : "DIFF_NONE"])
          .setReplacesList([...replaces])
          .setDiffsList([...new Set(changes.map(({ property }) => property))])
          // Our things are named by their inputs: the old one must be gone before its successor can take the name.
          .setDeletebeforereplace(replaces.length > 0)
          .setHasdetaileddiff(true);
        for (const change of changes) {
          response.getDetaileddiffMap().set(change.property, propertyDiff(change, change.inputDiff));
        }
        return response;
      }),
    ),

    create: answer((request: proto.CreateRequest) => {
      if (request.getPreview()) {
        return new proto.CreateResponse().setProperties(request.getProperties());
      }
      return operate(request, request.getTimeout(), async (handler, context) => {
        const inputs = parseInputs(handler, fromStruct(request.getProperties()));
        const { id, outputs } = await handler.create(inputs, context);
        return new proto.CreateResponse().setId(id).setProperties(toStruct(outputs));
      });
    }),

    read: answer((request: proto.ReadRequest) =>
      operate(request, request.getTimeout(), async (handler, context) => {
        const olds = fromStruct(request.getProperties());
        const known = Object.keys(olds).length > 0 ? olds : undefined;
        const result = await handler.read(request.getId(), known, context);
        return result.found
          ? new proto.ReadResponse()
              .setId(request.getId())
              .setInputs(toStruct(result.inputs))
              .setProperties(toStruct(result.outputs))
          : new proto.ReadResponse();
      }),
    ),

    update: answer((request: proto.UpdateRequest) => {
      const state = oldState(request);
      const news = fromStruct(request.getNews());
      if (request.getPreview()) {
        return new proto.UpdateResponse().setProperties(toStruct(previewUpdate(state, news)));
      }
      return operate(request, request.getTimeout(), async (handler, context) => {
        const outputs = await handler.update(state.id, state.outputs, parseInputs(handler, news), context);
        return new proto.UpdateResponse().setProperties(toStruct(outputs));
      });
    }),

    delete: answer((request: proto.DeleteRequest) =>
      operate(request, request.getTimeout(), async (handler, context) => {
        await handler.delete(request.getId(), fromStruct(request.getProperties()), context);
        return new Empty();
      }),
    ),
  };
}

async function handlerOf(registry: HandlerRegistry, type: string): Promise<RegisteredHandler> {
  const load = registry[type];
  if (load === undefined) {
    throw new Error(
      `the provider strata has no resource type ${type}; it has ${Object.keys(registry).join(", ")}`,
    );
  }
  return (await load()).handler;
}

function oldState(request: proto.DiffRequest | proto.UpdateRequest): OldState {
  const outputs = fromStruct(request.getOlds());
  const inputs = request.hasOldInputs() ? fromStruct(request.getOldInputs()) : outputs;
  return { id: request.getId(), inputs, outputs };
}

function checkFailure({ property, reason }: CheckFailure): proto.CheckFailure {
  return new proto.CheckFailure().setProperty(property).setReason(reason);
}

function propertyDiff({ kind, replace }: Change, inputDiff: boolean): proto.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  const kinds = {
    add: replace ? ADD_REPLACE : ADD,
    delete: replace ? DELETE_REPLACE : DELETE,
    update: replace ? UPDATE_REPLACE : UPDATE,
  } as const;
  return new proto.PropertyDiff().setKind(kinds[kind]).setInputdiff(inputDiff);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(messageOf).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
