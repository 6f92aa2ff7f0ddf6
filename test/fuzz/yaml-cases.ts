import { editFile, type MakeCase, repeatedly, splice } from "./case";

const SCRAPS =
  "\t|\n|: |- |{|}|[|]|&a |*a|!!x |!|'|\"|>|#|---|...|%|@|`|? |~|null|-1|,|  |\n\n|\u0000|é|%YAML 1.2\n".split(
    "|",
  );
const UNICODE = [
  "😀",
  "\ud800",
  "\udc00",
  "\u202e",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\u2029",
  "\u0085",
  "\u0000",
  "\u0007",
  "e\u0301",
  "İ",
  "ß",
  "中文",
  "\u00a0",
];
const VALUES = [
  "~",
  "1e999",
  "-0",
  "0x1F",
  "0o17",
  "2024-01-01",
  "true",
  "[]",
  "{}",
  "[1, [2]]",
  "{a: {b: c}}",
  '""',
  "' '",
  "99999999999999999999",
  ".nan",
  ".inf",
  "no",
  "a: b",
  "|\n  x",
  ">-\n  x",
];

/** Classes of bad YAML, by name. */
export const YAML_CASES: Readonly<Record<string, MakeCase>> = {
  "yaml scraps": (random, base) =>
    repeatedly(random, 4, base, (files) =>
      editFile(random, files, (text) => splice(random, text, random.pick(SCRAPS), 30)),
    ),
  "yaml lines": (random, base) =>
    repeatedly(random, 3, base, (files) =>
      editFile(random, files, (text) => {
        const lines = text.split("\n");
        const [from, to] = [random.below(lines.length), random.below(lines.length)];
        const line = lines[from] ?? "";
        const moved = random.pick([[], [line, line], [`  ${line}`], [line.trimStart()], [`- ${line}`]]);
        lines.splice(from, 1, ...moved);
        if (random.chance(30)) lines.splice(to, 0, line);
        return lines.join("\n");
      }),
    ),
  tabs: (random, base) =>
    editFile(random, base, (text) =>
      text
        .split("\n")
        .map((line) =>
          random.chance(30) ? line.replace(/^ +|: /, random.pick(["\t", " \t", ":\t", "\t\t"])) : line,
        )
        .join("\n"),
    ),
  "line ends": (random, base) =>
    editFile(random, base, (text) => {
      const ends = random.pick([["\r\n"], ["\r"], ["\n", "\r\n"], ["\r\n", "\r", "\n"], ["\n\r"]]);
      const mixed = text.replace(/\n/g, () => random.pick(ends));
      return random.chance(60) ? splice(random, mixed, random.pick(SCRAPS), 10) : mixed;
    }),
  "duplicate keys": (random, base) =>
    editFile(random, base, (text) => {
      const lines = text.split("\n");
      const keyed = lines.flatMap((line, i) => (/^\s*[\w"]+:/.test(line) ? [i] : []));
      if (keyed.length === 0) return text;
      const line = lines[random.pick(keyed)] ?? "";
      lines.splice(random.pick(keyed), 0, line, ...(random.chance(30) ? [line] : []));
      return lines.join("\n");
    }),
  "anchors and merges": (random, base) =>
    editFile(random, base, (text) => {
      const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: [*d, *d]\n`;
      if (random.chance(20)) return random.chance(50) ? bomb + text : text + bomb;
      const anchored = text.replace(/: (?=\S)/g, (colon) => (random.chance(20) ? `${colon}&a ` : colon));
      return random.chance(60)
        ? anchored.replace(/\n(?=\w)/g, (end) => (random.chance(30) ? `\n<<: *a\n` : end))
        : anchored.replace(/: \S+/g, (value) => (random.chance(20) ? ": *a" : value));
    }),
  unicode: (random, base) =>
    repeatedly(random, 4, base, (files) =>
      editFile(random, files, (text) =>
        splice(random, text, random.pick(UNICODE).repeat(1 + random.below(3)), 3),
      ),
    ),
  "values of another kind": (random, base) =>
    repeatedly(random, 3, base, (files) =>
      editFile(random, files, (text) =>
        text.replace(/: .+$/gm, (value) => (random.chance(12) ? `: ${random.pick(VALUES)}` : value)),
      ),
    ),
  "deep yaml": (random, base) =>
    editFile(random, base, (text) => {
      const depth = random.pick([10, 33, 200, 2000, 10000]);
      const nested = random.pick([
        `${"[".repeat(depth)}${"]".repeat(depth)}`,
        "[".repeat(depth),
        `${"{a: ".repeat(depth)}1${"}".repeat(depth)}`,
        "- ".repeat(depth),
        `ROW<a ${"ARRAY<".repeat(depth)}INT${">".repeat(depth)}>`,
        `${"DECIMAL(".repeat(depth)}`,
      ]);
      return random.chance(50) ? `${text}\nx: ${nested}\n` : text.replace(/: \w.*$/m, `: ${nested}`);
    }),
  "huge files": (random, base) =>
    editFile(random, base, (text) =>
      random.pick([
        () => `${text}\n# ${"x".repeat(200_000)}\n`,
        () =>
          text.replace(
            "columns:\n",
            () => `columns:\n${Array.from({ length: 1000 }, (_, i) => `  c${i}: BIGINT\n`).join("")}`,
          ),
        () => text.replace(/doc: .*/, () => `doc: ${"long ".repeat(40_000)}`),
        () => text + "x: 1\n".repeat(3000),
        () => text.replace("SELECT", () => `SELECT ${"1, ".repeat(5000)}`),
      ])(),
    ),
};
