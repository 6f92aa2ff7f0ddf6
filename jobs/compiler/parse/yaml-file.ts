import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";
import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import type { Place } from "../diagnostic/place";
import { type Places, pathKey, type TextLines, type YamlPath } from "../model/places";
import { LineStarts } from "./line-starts";
import type { SourceFile } from "./source-file";
import { textLines } from "./text-lines";
import { yamlMessage } from "./yaml-message";

/** A YAML file as plain data with the position of every part; `value` is undefined when it can't be trusted. */
export interface YamlFile {
  readonly value: unknown;
  readonly places: Places;
  readonly diagnostics: readonly Diagnostic[];
}

const MAX_DEPTH = 32;

/** Reads one YAML file: one document of plain maps, lists and scalars; anchors, aliases, merges and tags are refused. */
export function readYaml(file: SourceFile): YamlFile {
  const text = file.text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const reader = new Reader(file.path, text);
  return reader.read();
}

class Reader {
  private readonly lines: LineStarts;
  private readonly values = new Map<string, Place>();
  private readonly keys = new Map<string, Place>();
  private readonly texts = new Map<string, TextLines>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly places: Places;

  constructor(
    file: string,
    private readonly text: string,
  ) {
    this.lines = new LineStarts(text);
    this.places = { file, values: this.values, keys: this.keys, texts: this.texts };
  }

  read(): YamlFile {
    let value: unknown;
    try {
      value = this.parse();
    } catch (thrown) {
      // A document that nests tens of thousands deep overflows the parser's own recursion.
      if (!(thrown instanceof RangeError)) throw thrown;
      this.diagnostics.push(errorAt(this.place(0, 1), "yaml/too-deep", "The file nests too deeply."));
    }
    return { value, places: this.places, diagnostics: this.diagnostics };
  }

  private parse(): unknown {
    const document = parseDocument(this.text, {
      prettyErrors: false,
      logLevel: "error",
      uniqueKeys: true,
      strict: true,
      merge: false,
    });
    let readable = true;
    for (const problem of [...document.errors, ...document.warnings]) {
      const { message, hint, code } = yamlMessage(problem.code, problem.message, this.text, problem.pos[0]);
      const place = this.place(problem.pos[0], problem.pos[1] - problem.pos[0]);
      this.diagnostics.push(errorAt(place, code, message, hint));
      readable &&= problem.code === "DUPLICATE_KEY";
    }
    if (!readable) return undefined;
    if (document.contents === null) return null;
    return this.walk(document.contents, []) ? document.toJS() : undefined;
  }

  /** Notes the positions under `node`; false when a part of it is refused. */
  private walk(node: Node, path: YamlPath): boolean {
    const key = pathKey(path);
    const place = this.placeOf(node);
    this.values.set(key, place);
    if (isAlias(node) || ("anchor" in node && node.anchor !== undefined)) {
      return this.refuse(
        place,
        "yaml/anchor",
        "Anchors and aliases are not used here.",
        "Write the value out.",
      );
    }
    if (node.tag !== undefined) {
      return this.refuse(place, "yaml/tag", `Tags such as ${node.tag} are not used here.`, "Remove the tag.");
    }
    if (path.length > MAX_DEPTH) return this.refuse(place, "yaml/too-deep", "The file nests too deeply.", "");
    if (isScalar(node)) {
      if (typeof node.value === "string") this.texts.set(key, textLines(node, node.value, this.text, place));
      return true;
    }
    if (isMap(node)) return node.items.map((pair) => this.walkPair(pair, path)).every(Boolean);
    if (isSeq(node)) return node.items.map((item, i) => this.walk(item as Node, [...path, i])).every(Boolean);
    return true;
  }

  private walkPair(pair: Pair<unknown, unknown>, path: YamlPath): boolean {
    const key = pair.key as Node;
    const place = this.placeOf(key);
    if (!isScalar(key) || typeof key.value !== "string" || key.value === "__proto__") {
      const hint = "Write a plain name, in quotes if it looks like a number or a truth value.";
      return this.refuse(place, "yaml/key", "A key must be a text.", hint);
    }
    const inner = [...path, key.value];
    this.keys.set(pathKey(inner), place);
    if (key.anchor !== undefined || key.tag !== undefined) {
      return this.refuse(
        place,
        "yaml/anchor",
        "Anchors, aliases and tags are not used here.",
        "Write the key alone.",
      );
    }
    if (key.value === "<<") {
      return this.refuse(
        place,
        "yaml/anchor",
        "Merge keys (<<) are not used here.",
        "Write the entries out.",
      );
    }
    return pair.value === null || this.walk(pair.value as Node, inner);
  }

  private refuse(place: Place, code: string, message: string, hint: string): false {
    this.diagnostics.push(errorAt(place, code, message, hint));
    return false;
  }

  private placeOf(node: Node): Place {
    const [start, end] = node.range ?? [0, 0];
    return this.place(start, end - start);
  }

  private place(offset: number, length: number): Place {
    const { line, column } = this.lines.at(Math.max(0, Math.min(offset, this.text.length)));
    const newline = this.text.indexOf("\n", offset);
    const room = (newline < 0 ? this.text.length : newline) - offset;
    return {
      file: this.places.file,
      line,
      column,
      length: Math.max(1, Math.min(length, room)),
    };
  }
}
