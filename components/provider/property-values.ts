import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Any value a property can have; the provider's messages carry nothing else. */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue };

/** The properties of a resource. */
export type Properties = { readonly [key: string]: PropertyValue };

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The plain properties of a message: secrets and outputs unwrapped, unknown values left as Pulumi's mark. */
export function fromStruct(struct: Struct | undefined): Properties {
  if (struct === undefined) {
    return {};
  }
  const value = unwrap(struct.toJavaScript() as PropertyValue);
  return isObject(value) ? value : {};
}

/** A message of plain properties; undefined values are left out. */
export function toStruct(properties: object): Struct {
  // JSON drops what is undefined, and nothing that a property may hold is lost in it.
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

/** Whether a value is not known yet (in previews, when it comes from a resource that does not exist). */
export function isUnknown(value: PropertyValue | undefined): boolean {
  return value === UNKNOWN;
}

/** The paths of the unknown values inside a value. */
export function unknownPaths(
  value: PropertyValue,
  path: readonly (string | number)[] = [],
): (string | number)[][] {
  if (isUnknown(value)) {
    return [[...path]];
  }
  if (isArray(value)) {
    return value.flatMap((item, index) => unknownPaths(item, [...path, index]));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => unknownPaths(item, [...path, key]));
  }
  return [];
}

/** A path as Pulumi writes it, e.g. `columns[2].type`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") {
      return `${text}[${part}]`;
    }
    const name = String(part);
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
      return `${text}[${JSON.stringify(name)}]`;
    }
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

/** Whether a value is an object with properties. */
export function isObject(value: PropertyValue | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isArray(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

function unwrap(value: PropertyValue): PropertyValue {
  if (isArray(value)) {
    return value.map(unwrap);
  }
  if (!isObject(value)) {
    return value;
  }
  const signature = value[SIGNATURE];
  if (signature === SECRET) {
    return unwrap(value.value ?? null);
  }
  if (signature === OUTPUT) {
    return value.value === undefined ? UNKNOWN : unwrap(value.value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrap(item)]));
}
