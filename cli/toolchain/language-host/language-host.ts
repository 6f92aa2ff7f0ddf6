import * as fs from "node:fs";
import * as path from "node:path";
import type * as Grpc from "@grpc/grpc-js";
import type * as Language from "@pulumi/pulumi/proto/language_pb";
import { runChild, signalChildren } from "./child-process";
import { runPlugin } from "./plugin-run";
import { runProgram } from "./program-run";
import { type PulumiSdk, sdkFolder } from "./pulumi-sdk";

type Respond<T> = (error: Partial<Grpc.StatusObject> | null, value?: T | null) => void;

/** Answers the engine's calls of the `LanguageRuntime` service. */
export class LanguageHost {
  readonly #sdk: PulumiSdk;
  #engineAddress: string;

  constructor(sdk: PulumiSdk, engineAddress: string) {
    this.#sdk = sdk;
    this.#engineAddress = engineAddress;
  }

  /** The service's handlers; methods that are left out answer UNIMPLEMENTED. */
  handlers(): Grpc.UntypedServiceImplementation {
    const { language, plugin, empty } = this.#sdk;
    return {
      handshake: this.#unary<Language.LanguageHandshakeRequest, unknown>((request) => {
        if (request.getEngineAddress() !== "") this.#engineAddress = request.getEngineAddress();
        return new language.LanguageHandshakeResponse();
      }),
      getPluginInfo: this.#unary(() => {
        const info = new plugin.PluginInfo();
        info.setVersion(this.#sdk.version);
        return info;
      }),
      // The project names its provider plugins in Pulumi.yaml; the program needs no others.
      getRequiredPlugins: this.#unary(() => new language.GetRequiredPluginsResponse()),
      getRequiredPackages: this.#unary(() => new language.GetRequiredPackagesResponse()),
      runtimeOptionsPrompts: this.#unary(() => new language.RuntimeOptionsResponse()),
      about: this.#unary(() => {
        const response = new language.AboutResponse();
        response.setExecutable(process.execPath);
        response.setVersion(process.version);
        return response;
      }),
      getProgramDependencies: this.#unary((request: Language.GetProgramDependenciesRequest) =>
        this.#dependencies(request),
      ),
      run: this.#unary(async (request: Language.RunRequest) => {
        const program = request.getInfo()?.getProgramDirectory() || request.getPwd();
        const outcome = await runProgram(
          sdkFolder(program) ?? this.#sdk.folder,
          request,
          this.#engineAddress,
        );
        const response = new language.RunResponse();
        response.setError(outcome.error);
        response.setBail(outcome.bail);
        return response;
      }),
      installDependencies: (
        call: Grpc.ServerWritableStream<Language.InstallDependenciesRequest, unknown>,
      ) => {
        void this.#installDependencies(call);
      },
      runPlugin: (call: Grpc.ServerWritableStream<Language.RunPluginRequest, Language.RunPluginResponse>) => {
        void runPlugin(this.#sdk, call, this.#engineAddress);
      },
      cancel: this.#unary(() => {
        signalChildren("SIGTERM");
        return new empty.Empty();
      }),
    };
  }

  #unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>) {
    return (call: Grpc.ServerUnaryCall<Request, Response>, respond: Respond<Response>): void => {
      Promise.resolve()
        .then(() => answer(call.request))
        .then(
          (response) => respond(null, response),
          (error: unknown) =>
            respond({
              code: this.#sdk.grpc.status.UNKNOWN,
              details: error instanceof Error ? error.message : String(error),
            }),
        );
    };
  }

  #dependencies(request: Language.GetProgramDependenciesRequest): Language.GetProgramDependenciesResponse {
    const { language } = this.#sdk;
    const response = new language.GetProgramDependenciesResponse();
    const folder = request.getInfo()?.getRootDirectory() || request.getPwd() || process.cwd();
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    response.setDependenciesList(
      Object.entries(manifest.dependencies ?? {}).map(([name, version]) => {
        const dependency = new language.DependencyInfo();
        dependency.setName(name);
        dependency.setVersion(version);
        return dependency;
      }),
    );
    return response;
  }

  async #installDependencies(
    call: Grpc.ServerWritableStream<Language.InstallDependenciesRequest, unknown>,
  ): Promise<void> {
    const { language, grpc } = this.#sdk;
    const send = (chunk: Buffer, stream: "stdout" | "stderr") => {
      const response = new language.InstallDependenciesResponse();
      if (stream === "stdout") response.setStdout(chunk);
      else response.setStderr(chunk);
      call.write(response);
    };
    const end = await runChild(
      "npm",
      ["install"],
      { cwd: call.request.getDirectory(), stdio: ["ignore", "pipe", "pipe"] },
      (child) => {
        child.stdout?.on("data", (chunk: Buffer) => send(chunk, "stdout"));
        child.stderr?.on("data", (chunk: Buffer) => send(chunk, "stderr"));
      },
    );
    if (end.code === 0) {
      call.end();
      return;
    }
    const why = end.error ?? end.signal ?? `exit code ${end.code}`;
    call.destroy(Object.assign(new Error(`npm install: ${why}`), { code: grpc.status.UNKNOWN }));
  }
}
