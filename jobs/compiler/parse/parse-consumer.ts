import type { ConsumerModel } from "../model/consumer-model";
import { type ParsedFile, parseFile } from "./parse-file";
import { consumerSchema } from "./schema/consumer-schema";
import type { SourceFile } from "./source-file";

/** Reads `layers/consumers/<name>.yaml`. */
export function parseConsumer(file: SourceFile, name: string): ParsedFile<ConsumerModel> {
  const { value, places, diagnostics } = parseFile(file, consumerSchema);
  return { value: value === null ? null : { name, places, ...value }, places, diagnostics };
}
