import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as Grpc from "@grpc/grpc-js";
import type * as LanguageService from "@pulumi/pulumi/proto/language_grpc_pb";
import type * as Language from "@pulumi/pulumi/proto/language_pb";
import type * as Plugin from "@pulumi/pulumi/proto/plugin_pb";
import type * as Empty from "google-protobuf/google/protobuf/empty_pb";

/** The Pulumi SDK that a program has installed: the language host brings none of its own. */
export interface PulumiSdk {
  /** Folder of the npm package. */
  readonly folder: string;
  readonly version: string;
  readonly grpc: typeof Grpc;
  readonly language: typeof Language;
  readonly service: typeof LanguageService;
  readonly plugin: typeof Plugin;
  readonly empty: typeof Empty;
}

/** Folder of `@pulumi/pulumi` as seen from a folder, or undefined when none is installed there or above. */
export function sdkFolder(from: string): string | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, "node_modules", "@pulumi", "pulumi");
    if (fs.existsSync(path.join(candidate, "package.json"))) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/**
 * Loads the SDK that the first of the folders sees.
 *
 * @throws when none of them does, with what to do.
 */
export function loadSdk(folders: readonly string[]): PulumiSdk {
  const folder = folders.map(sdkFolder).find((found) => found !== undefined);
  if (folder === undefined) {
    throw new Error(
      `@pulumi/pulumi is not installed for ${folders[0] ?? "the program"}: run npm ci there first`,
    );
  }
  const load = createRequire(path.join(folder, "package.json"));
  const { version } = load("./package.json") as { version: string };
  return {
    folder,
    version,
    grpc: load("@grpc/grpc-js") as typeof Grpc,
    language: load("./proto/language_pb") as typeof Language,
    service: load("./proto/language_grpc_pb") as typeof LanguageService,
    plugin: load("./proto/plugin_pb") as typeof Plugin,
    empty: load("google-protobuf/google/protobuf/empty_pb") as typeof Empty,
  };
}
