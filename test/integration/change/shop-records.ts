/** One record of a change topic: its key and its value. */
export interface ChangeRecord {
  readonly table: "orders" | "customers" | "returns";
  readonly key: string;
  readonly value: string;
}

type Row = Readonly<Record<string, string | null>>;

const KEYS = { orders: "order_id", customers: "customer_id", returns: "return_id" } as const;
const CITIES = ["Rome", "Oslo", "Lima", null, "Bonn"] as const;

let clock = 1_700_000_000_000;

function record(table: ChangeRecord["table"], type: "INSERT" | "UPDATE" | "DELETE", row: Row): ChangeRecord {
  const key = KEYS[table];
  clock += 1000;
  const value = {
    database: "shop",
    table,
    type,
    isDdl: false,
    es: clock,
    ts: clock,
    pkNames: [key],
    data: [row],
    old: null,
  };
  return { table, key: JSON.stringify({ [key]: Number(row[key]) }), value: JSON.stringify(value) };
}

function order(id: number, more: Row = {}): Row {
  return {
    order_id: String(id),
    customer_id: String((id % 6) + 1),
    amount: id % 7 === 0 ? null : `${id}.50`,
    status: "new",
    note: `note ${id}`,
    channel: null,
    ...more,
  };
}

/** What the shop does before the warehouse changes: orders that are changed several times, some deleted. */
export function earlierRecords(): readonly ChangeRecord[] {
  const ids = Array.from({ length: 24 }, (_, i) => i + 1);
  return [
    ...CITIES.map((city, i) => record("customers", "INSERT", { customer_id: String(i + 1), city })),
    ...ids.map((id) => record("orders", "INSERT", order(id))),
    ...ids.map((id) => record("orders", "UPDATE", order(id, { status: "packed" }))),
    ...ids.map((id) => record("orders", "UPDATE", order(id, { status: id % 2 === 0 ? "paid" : "packed" }))),
    ...[3, 8].map((id) => record("orders", "DELETE", order(id))),
    ...[1, 2].map((id) => record("returns", "INSERT", { return_id: String(id), order_id: String(id) })),
  ];
}

/** What it does after: it goes on with some of the old orders, and with new ones. */
export function laterRecords(): readonly ChangeRecord[] {
  const some = [1, 2, 5, 6, 9, 12, 15, 18, 21, 24];
  return [
    ...some.map((id) => record("orders", "UPDATE", order(id, { status: "sent", amount: `${id}.75` }))),
    ...[25, 26, 27].map((id) => record("orders", "INSERT", order(id))),
    record("orders", "DELETE", order(4)),
    record("customers", "UPDATE", { customer_id: "2", city: "Kyiv" }),
    record("customers", "INSERT", { customer_id: "6", city: "Rome" }),
    record("returns", "INSERT", { return_id: "3", order_id: "5" }),
  ];
}
