import type { Place } from "../diagnostic/place";

/** A path in a YAML document: map keys and list positions from the root. */
export type YamlPath = readonly (string | number)[];

/** Where each line of a text value begins in its file; null: the value is folded or escaped, only its start is known. */
export interface TextLines {
  readonly start: Place;
  readonly lines: readonly { readonly line: number; readonly column: number }[] | null;
}

/** The positions of everything that stands in one layer file. */
export interface Places {
  readonly file: string;
  readonly values: ReadonlyMap<string, Place>;
  readonly keys: ReadonlyMap<string, Place>;
  readonly texts: ReadonlyMap<string, TextLines>;
}

/** The map key under which a path is kept in `Places`. */
export function pathKey(path: YamlPath): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Where the value at `path` stands, or the nearest thing around it that a person wrote. */
export function valuePlace(places: Places, path: YamlPath): Place {
  for (let depth = path.length; depth >= 0; depth--) {
    const key = pathKey(path.slice(0, depth));
    // Of a value that is missing, the key of the map around it says more than the map's first line.
    const found =
      depth === path.length ? places.values.get(key) : (places.keys.get(key) ?? places.values.get(key));
    if (found !== undefined) return depth === 0 && path.length > 0 ? { ...found, length: 1 } : found;
  }
  return { file: places.file, line: 1, column: 1, length: 1 };
}

/** Where the key of the entry at `path` stands, else the value. */
export function keyPlace(places: Places, path: YamlPath): Place {
  return places.keys.get(pathKey(path)) ?? valuePlace(places, path);
}

/** Where a part of the text value at `path` stands in the file; `offset` and `length` count in the value's text. */
export function textPlace(
  places: Places,
  path: YamlPath,
  text: string,
  offset: number,
  length: number,
): Place {
  const map = places.texts.get(pathKey(path));
  if (map === undefined) return valuePlace(places, path);
  if (map.lines === null) return map.start;
  // The end of the text is often the start of an empty line after it: point at the last thing written.
  const at = Math.min(offset, text.trimEnd().length);
  const before = text.slice(0, at).split("\n");
  const line = map.lines[before.length - 1];
  if (line === undefined) return map.start;
  const end = text.indexOf("\n", at);
  const room = (end < 0 ? text.length : end) - at;
  return {
    file: places.file,
    line: line.line,
    column: line.column + (before.at(-1) ?? "").length,
    length: Math.max(1, Math.min(length, room)),
  };
}
