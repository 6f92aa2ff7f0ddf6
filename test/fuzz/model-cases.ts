import { editFile, type MakeCase, repeatedly } from "./case";

const IDS = [
  "ods.trips",
  "ods.zones",
  "dim.zone",
  "dws.trip",
  "dwf.trip",
  "dwa.borough_minute",
  "dwa.none",
  "ods.nope",
];
const PATHS = [
  "layers/dwa/Upper.yaml",
  "layers/dwa/ä.yaml",
  "layers/dwa/a b.yaml",
  "layers/dwa/x.yml",
  "layers/dwa/.yaml",
  "layers/dwa/in/deep.yaml",
  "layers/nope/x.yaml",
  "layers/x.yaml",
  "layers/metrics/x.yaml",
  "layers/dwa/constructor.yaml",
  "layers/dwa/__proto__.yaml",
  `layers/dwa/${"x".repeat(300)}.yaml`,
  "layers/sources/business.yml",
];

/** Classes of files that do not fit together, by name. */
export const MODEL_CASES: Readonly<Record<string, MakeCase>> = {
  cycles: (random, base) => {
    const count = 2 + random.below(random.chance(2) ? 1500 : 8);
    const tables = Array.from({ length: count }, (_, i) => {
      const reads = random.chance(80) ? (i + 1) % count : random.below(count);
      const more = random.chance(30) ? ` UNION ALL SELECT id FROM dim.t${random.below(count)}` : "";
      return {
        path: `layers/dim/t${i}.yaml`,
        text: `doc: T.\nowner: o\ncolumns:\n  id: BIGINT\nkey: [id]\nsql: |\n  SELECT id FROM dim.t${reads}${more}\n`,
      };
    });
    return [...base, ...tables];
  },
  references: (random, base) =>
    repeatedly(random, 3, base, (files) =>
      editFile(random, files, (text) =>
        text.replace(/\b(ods|dim|dws|dwf|dwa)\.\w+/g, (id) => (random.chance(40) ? random.pick(IDS) : id)),
      ),
    ),
  "files and folders": (random, base) =>
    repeatedly(random, 3, base, (files) => {
      const { text } = random.pick(files);
      const at = random.below(files.length);
      return random.pick([
        () => files.filter((_, i) => i !== at || files.length === 1),
        () => files.map((file, i) => (i === at ? { ...file, path: random.pick(PATHS) } : file)),
        () => [...files.filter(({ path }) => !PATHS.includes(path)), { path: random.pick(PATHS), text }],
        () =>
          files.map((file, i) =>
            i === at
              ? { ...file, text: random.pick(["", "\n", "# only\n", "null\n", "[]\n", "x\n", "---\n---\n"]) }
              : file,
          ),
        () => files.map((file, i) => (i === at ? { ...file, text } : file)),
      ])();
    }),
  names: (random, base) =>
    editFile(random, base, (text) => {
      const odd = random.pick([
        "constructor",
        "__proto__",
        "toString",
        "Select",
        "a".repeat(64),
        "1a",
        "a-b",
        "ü",
        '"a b"',
        '""',
        "hasOwnProperty",
      ]);
      const words = [...new Set(text.match(/\b[a-z_]{3,}\b/g) ?? ["doc"])];
      return text.replaceAll(new RegExp(`\\b${random.pick(words)}\\b`, "g"), () => odd);
    }),
  "several at once": (random, base) =>
    repeatedly(random, 6, base, (files) =>
      editFile(random, files, (text) => {
        const words = text.split(/(\W+)/);
        words.splice(
          random.below(words.length),
          1 + random.below(3),
          random.pick(["", "x", "1", ":", "\n", "SELECT"]),
        );
        return words.join("");
      }),
    ),
};
