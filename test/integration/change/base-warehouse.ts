import { type Compilation, compileSources } from "../../../jobs/compiler/compile";
import type { Plan } from "../../../jobs/compiler/plan/plan";

/** Layer files by path under `layers/`; `§` in names and texts stands for the number of the warehouse. */
export type Layers = Readonly<Record<string, string>>;

/** An edit of one file: text that is replaced, the whole new text, or null to leave the file out. */
export type Edit = string | null | readonly (readonly [from: string, to: string])[];

/** The warehouse that is changed: two captured tables, a join, an aggregate in one job; a reader in another. */
export const BASE: Layers = {
  "warehouse.yaml": "name: judge\ndoc: Orders of a shop.\n",
  "sources/s§.yaml": `doc: The shop.
owner: shop
engine: mysql
database: shop
tables:
  orders:
    key: [order_id]
    columns:
      order_id: BIGINT
      customer_id: BIGINT
      amount: DECIMAL(10, 2)
      status: STRING
      note: STRING
  customers:
    key: [customer_id]
    columns:
      customer_id: BIGINT
      city: STRING
  returns:
    key: [return_id]
    columns:
      return_id: BIGINT
      order_id: BIGINT
`,
  "ods/orders§.yaml": "doc: Orders.\nowner: shop\nsource: s§.orders\njob: main§\n",
  "ods/customers§.yaml": "doc: Customers.\nowner: shop\nsource: s§.customers\njob: main§\n",
  "dim/customer§.yaml": `doc: Customers.
owner: shop
job: main§
columns:
  customer_id: BIGINT
  city: STRING NOT NULL
key: [customer_id]
sql: |
  SELECT customer_id, COALESCE(city, 'nowhere')
  FROM ods.customers§
`,
  "dws/order§.yaml": `doc: Orders.
owner: shop
job: main§
columns:
  order_id: BIGINT
  customer_id: BIGINT
  amount: DECIMAL(10, 2) NOT NULL
  status: STRING
key: [order_id]
sql: |
  SELECT order_id, customer_id, COALESCE(amount, 0), status
  FROM ods.orders§
`,
  "dwf/order§.yaml": `doc: Orders with the city of the customer.
owner: shop
job: main§
columns:
  order_id: BIGINT
  amount: DECIMAL(10, 2) NOT NULL
  status: STRING
  city: STRING
key: [order_id]
sql: |
  SELECT o.order_id, o.amount, o.status, c.city
  FROM dws.order§ o
  LEFT JOIN dim.customer§ c ON c.customer_id = o.customer_id
`,
  "dwa/city§.yaml": `doc: Orders by city.
owner: shop
job: main§
columns:
  city: STRING
  orders: BIGINT NOT NULL
  amount: DECIMAL(18, 2)
key: [city]
sql: |
  SELECT city, COUNT(*), SUM(amount)
  FROM dwf.order§
  WHERE city IS NOT NULL
  GROUP BY city
`,
};

/** A reader in a job of its own. */
export const READER = `doc: Orders by status.
owner: shop
job: reader§
columns:
  status: STRING
  orders: BIGINT NOT NULL
key: [status]
sql: |
  SELECT status, COUNT(*)
  FROM dws.order§
  WHERE status IS NOT NULL
  GROUP BY status
`;

/** Layer files with edits. Throws where an edit does not apply. */
export function edited(layers: Layers, edits: Readonly<Record<string, Edit>>): Layers {
  const result: Record<string, string> = { ...layers };
  for (const [path, edit] of Object.entries(edits)) {
    if (edit === null) delete result[path];
    else if (typeof edit === "string") result[path] = edit;
    else
      for (const [from, to] of edit) {
        const before = result[path] ?? "";
        if (!before.includes(from)) throw new Error(`${path} does not contain ${JSON.stringify(from)}`);
        result[path] = before.replace(from, () => to);
      }
  }
  return result;
}

/** The Plan of layer files as warehouse number `number`; its tables, topics and jobs share no name with another's. */
export function planOf(layers: Layers, number: number): Plan {
  const fill = (text: string) => text.replaceAll("§", `_${number}`);
  const files = Object.entries(layers).map(([path, text]) => ({
    path: `layers/${fill(path)}`,
    text: fill(text),
  }));
  const { plan, diagnostics }: Compilation = compileSources(files);
  if (plan === null)
    throw new Error(diagnostics.map((one) => `${one.file}:${one.line} ${one.message}`).join("\n"));
  return plan;
}
