import type * as z from "zod";
import type { YamlPath } from "../model/places";

/** The keys that a schema knows at a path, to suggest the nearest one for a key that it doesn't. */
export function schemaKeys(schema: z.core.$ZodType, path: YamlPath): readonly string[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case "object": {
      const [head, ...rest] = path;
      if (head === undefined) return Object.keys(def.shape);
      const inner = def.shape[String(head)];
      return inner === undefined ? [] : schemaKeys(inner, rest);
    }
    case "record":
      return path.length === 0 ? [] : schemaKeys(def.valueType, path.slice(1));
    case "array":
      return path.length === 0 ? [] : schemaKeys(def.element, path.slice(1));
    case "optional":
    case "default":
    case "nullable":
      return schemaKeys(def.innerType, path);
    case "pipe":
      return schemaKeys(def.in, path);
    case "union":
      return def.options.flatMap((option) => schemaKeys(option, path));
    default:
      return [];
  }
}
