import type { ChangeClass } from "../../../jobs/compiler/change/change-class";
import { BASE, type Edit, edited, type Layers, READER } from "./base-warehouse";

/** One kind of change, judged on a running warehouse. */
export interface Kind {
  readonly name: string;
  readonly old: Layers;
  readonly now: Layers;
  /** The table whose class is judged, and the job that is changed. */
  readonly table: string;
  readonly job: string;
  readonly expected: ChangeClass;
  /** Part of the integration suite; the others only of `npm run change:judge`. */
  readonly telling?: true;
  /** Flink would go on, and rightly so; the compiler can not know it. */
  readonly careful?: true;
}

type Edits = Readonly<Record<string, Edit>>;

function kind(
  name: string,
  table: string,
  expected: ChangeClass,
  edits: Edits,
  more: {
    readonly before?: Edits;
    readonly job?: string;
    readonly telling?: true;
    readonly careful?: true;
  } = {},
): Kind {
  const old = edited(BASE, more.before ?? {});
  const flags = {
    ...(more.telling === true ? { telling: true as const } : {}),
    ...(more.careful === true ? { careful: true as const } : {}),
  };
  return { name, old, now: edited(old, edits), table, job: more.job ?? "main§", expected, ...flags };
}

const WITH_READER: Edits = { "dwa/status§.yaml": READER };
const WITH_READER_IN_MAIN: Edits = { "dwa/status§.yaml": READER.replace("reader§", "main§") };
const NEW_TABLE = READER.replace("job: reader§\n", "");
const TTL = (text: string): readonly (readonly [string, string])[] => [
  ["job: main§", `job: main§\nstate: { ttl: ${text} }`],
];
const ALL_TTL = (text: string): Edits => ({
  "ods/orders§.yaml": TTL(text),
  "ods/customers§.yaml": TTL(text),
  "dim/customer§.yaml": TTL(text),
  "dws/order§.yaml": TTL(text),
  "dwf/order§.yaml": TTL(text),
  "dwa/city§.yaml": TTL(text),
});
const CHANGED_TTL = (from: string, to: string): Edits =>
  Object.fromEntries(
    Object.keys(ALL_TTL(from)).map((path) => [path, [[`ttl: ${from}`, `ttl: ${to}`]] as const]),
  );

/** Every kind of change that is judged. */
export const KINDS: readonly Kind[] = [
  kind("doc", "dws.order§", "metadata", { "dws/order§.yaml": [["doc: Orders.", "doc: All orders."]] }),
  kind("owner", "dws.order§", "metadata", { "dws/order§.yaml": [["owner: shop", "owner: sales"]] }),
  kind("lifecycle", "dws.order§", "metadata", {
    "dws/order§.yaml": [["job: main§", "job: main§\nlifecycle: managed"]],
  }),
  kind("classification", "dws.order§", "metadata", {
    "dws/order§.yaml": [["status: STRING", "status: { type: STRING, classification: pii }"]],
  }),
  kind(
    "white space and comment in SQL",
    "dwa.city§",
    "state-compatible",
    { "dwa/city§.yaml": [["  FROM dwf", "  -- all of them\n      FROM   dwf"]] },
    { telling: true },
  ),
  kind("keywords in lower case", "dwf.order§", "state-compatible", {
    "dwf/order§.yaml": [
      ["LEFT JOIN", "left join"],
      ["SELECT", "select"],
    ],
  }),
  kind("needless backticks", "dwa.city§", "state-compatible", {
    "dwa/city§.yaml": [["SELECT city", "SELECT `city`"]],
  }),
  kind("column may be null now", "dim.customer§", "state-compatible", {
    "dim/customer§.yaml": [["city: STRING NOT NULL", "city: STRING"]],
  }),
  kind(
    "column NOT NULL now",
    "dwf.order§",
    "state-compatible",
    { "dwf/order§.yaml": [["amount: DECIMAL(10, 2)", "amount: DECIMAL(10, 2) NOT NULL"]] },
    { before: { "dwf/order§.yaml": [["amount: DECIMAL(10, 2) NOT NULL", "amount: DECIMAL(10, 2)"]] } },
  ),
  kind("state kept longer", "dwa.city§", "state-compatible", CHANGED_TTL("10 days", "20 days"), {
    before: ALL_TTL("10 days"),
  }),
  kind("state kept shorter", "dwa.city§", "state-compatible", CHANGED_TTL("20 days", "10 days"), {
    before: ALL_TTL("20 days"),
  }),
  kind("state limited in time", "dwa.city§", "state-breaking", ALL_TTL("10 days")),
  kind("state no longer limited", "dwa.city§", "state-breaking", CHANGED_TTL("10 days", "0 days"), {
    before: ALL_TTL("10 days"),
  }),
  kind("partitions of a topic nobody reads", "dwa.city§", "state-compatible", {
    "dwa/city§.yaml": [["job: main§", "job: main§\npartitions: 4"]],
  }),
  kind(
    "partitions of a topic that is read",
    "dws.order§",
    "destructive",
    { "dws/order§.yaml": [["job: main§", "job: main§\npartitions: 5"]] },
    { before: WITH_READER, job: "reader§", telling: true },
  ),
  kind(
    "new table, job of its own",
    "dwa.status§",
    "additive",
    { "dwa/status§.yaml": NEW_TABLE },
    { job: "dwa_status§", telling: true },
  ),
  kind("new table joins the job", "dwa.status§", "state-breaking", WITH_READER_IN_MAIN, { telling: true }),
  kind("new captured table joins the job", "ods.returns§", "additive", {
    "ods/returns§.yaml": "doc: Returns.\nowner: shop\nsource: s§.returns\njob: main§\n",
  }),
  kind("new captured table with a view", "dws.return§", "additive", {
    "ods/returns§.yaml": "doc: Returns.\nowner: shop\nsource: s§.returns\njob: main§\n",
    "dws/return§.yaml":
      "doc: Returns.\nowner: shop\njob: main§\ncolumns:\n  return_id: BIGINT\n  order_id: BIGINT\nkey: [return_id]\nsql: SELECT return_id, order_id FROM ods.returns§\n",
  }),
  kind(
    "aggregate: other expression",
    "dwa.city§",
    "state-breaking",
    { "dwa/city§.yaml": [["SUM(amount)", "SUM(amount * 2)"]] },
    { telling: true },
  ),
  kind("aggregate: one more column", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [
      ["amount: DECIMAL(18, 2)", "amount: DECIMAL(18, 2)\n  most: DECIMAL(10, 2)"],
      ["SUM(amount)", "SUM(amount), MAX(amount) AS most"],
    ],
  }),
  kind("aggregate: column from known aggregates", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [
      ["amount: DECIMAL(18, 2)", "amount: DECIMAL(18, 2)\n  twice: BIGINT"],
      ["SUM(amount)", "SUM(amount), COUNT(*) * 2 AS twice"],
    ],
  }),
  kind("aggregate: one column less", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [
      ["\n  amount: DECIMAL(18, 2)", ""],
      [", SUM(amount)", ""],
    ],
  }),
  kind("aggregate: other filter", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [["city IS NOT NULL", "city IS NOT NULL AND amount > 0"]],
  }),
  kind("aggregate: HAVING", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [["GROUP BY city", "GROUP BY city\n  HAVING COUNT(*) > 2"]],
  }),
  kind("aggregate: column renamed", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [["amount: DECIMAL(18, 2)", "total: DECIMAL(18, 2)"]],
  }),
  kind("aggregate: column wider", "dwa.city§", "state-breaking", {
    "dwa/city§.yaml": [["DECIMAL(18, 2)", "DECIMAL(20, 2)"]],
  }),
  kind("projection: other expression, state below", "dws.order§", "state-breaking", {
    "dws/order§.yaml": [["COALESCE(amount, 0)", "COALESCE(amount, 1)"]],
  }),
  kind("projection: one more column, state below", "dws.order§", "state-breaking", {
    "dws/order§.yaml": [
      ["  status: STRING", "  status: STRING\n  note: STRING"],
      [", status", ", status, note"],
    ],
  }),
  kind("filter, state below", "dws.order§", "state-breaking", {
    "dws/order§.yaml": [["FROM ods.orders§", "FROM ods.orders§\n  WHERE amount >= 0"]],
  }),
  kind(
    "projection at the end of the job",
    "dwf.order§",
    "state-breaking",
    { "dwf/order§.yaml": [["c.city", "UPPER(c.city)"]] },
    { before: { "dwa/city§.yaml": null } },
  ),
  kind(
    "constant filter at the end of the job",
    "dim.customer§",
    "state-breaking",
    { "dim/customer§.yaml": [["FROM ods.customers§", "FROM ods.customers§\n  WHERE city <> 'Rome'"]] },
    { before: { "dwa/city§.yaml": null, "dwf/order§.yaml": null } },
  ),
  kind("join: inner instead of left", "dwf.order§", "state-breaking", {
    "dwf/order§.yaml": [["LEFT JOIN", "JOIN"]],
  }),
  kind("join: other condition", "dwf.order§", "state-breaking", {
    "dwf/order§.yaml": [["o.customer_id", "o.customer_id AND o.amount > 1"]],
  }),
  kind(
    "join: other alias",
    "dwf.order§",
    "state-breaking",
    {
      "dwf/order§.yaml": [
        ["§ o", "§ t"],
        ["SELECT o.order_id, o.amount, o.status", "SELECT t.order_id, t.amount, t.status"],
        ["= o.", "= t."],
      ],
    },
    { careful: true },
  ),
  kind("table less, in the job", "dwa.city§", "destructive", { "dwa/city§.yaml": null }),
  kind(
    "table less, job of its own",
    "dwa.status§",
    "destructive",
    { "dwa/status§.yaml": null },
    { before: WITH_READER, job: "reader§" },
  ),
  kind("neighbour of a table less", "dwf.order§", "state-breaking", { "dwa/city§.yaml": null }),
  kind("table renamed", "dwa.city§", "destructive", {
    "dwa/city§.yaml": null,
    "dwa/town§.yaml": BASE["dwa/city§.yaml"] ?? "",
  }),
  kind("key: other column", "dwa.city§", "destructive", {
    "dwa/city§.yaml": [["key: [city]", "key: [city, orders]"]],
  }),
  kind(
    "job renamed",
    "dwa.status§",
    "state-breaking",
    { "dwa/status§.yaml": [["reader§", "other§"]] },
    { before: WITH_READER, job: "other§" },
  ),
  kind(
    "table moves into the other job",
    "dwa.status§",
    "state-breaking",
    { "dwa/status§.yaml": [["reader§", "main§"]] },
    { before: WITH_READER },
  ),
  kind("captured column more", "ods.orders§", "state-breaking", {
    "sources/s§.yaml": [["      note: STRING", "      note: STRING\n      channel: STRING"]],
  }),
  kind("captured column wider", "ods.orders§", "state-breaking", {
    "sources/s§.yaml": [["DECIMAL(10, 2)", "DECIMAL(12, 2)"]],
    "dws/order§.yaml": [["DECIMAL(10, 2)", "DECIMAL(12, 2)"]],
    "dwf/order§.yaml": [["DECIMAL(10, 2)", "DECIMAL(12, 2)"]],
  }),
  kind(
    "reader: column more that it does not use",
    "dwa.status§",
    "state-breaking",
    {
      "dws/order§.yaml": [
        ["  status: STRING", "  status: STRING\n  note: STRING"],
        [", status", ", status, note"],
      ],
    },
    { before: WITH_READER, job: "reader§", telling: true },
  ),
  kind(
    "reader: its upstream computes otherwise",
    "dwa.status§",
    "no-change",
    { "dws/order§.yaml": [["COALESCE(amount, 0)", "COALESCE(amount, 1)"]] },
    { before: WITH_READER, job: "reader§" },
  ),
];
