import type { SqlTypeKind } from "../sql/types/sql-type";
import { MYSQL_RESERVED, POSTGRES_RESERVED } from "./reserved-words";

/** What a store can do and how tables are named in it. Shared code reads these and never a store's name. */
export interface StoreKind {
  readonly system: string;
  /** Whether the gateway can answer from it. */
  readonly servesApis: boolean;
  readonly schema: (layer: string, name: string) => string;
  readonly table: (layer: string, name: string) => string;
  /** The relation that the gateway reads (never the table itself). */
  readonly relation: (layer: string, name: string) => { readonly schema: string; readonly name: string };
  /** Longest name of a table, in characters. */
  readonly maxNameLength: number;
  /** Column types that it can hold. */
  readonly types: ReadonlySet<SqlTypeKind>;
  /** Fewest and most digits after the second that its sink takes. */
  readonly timestampPrecision: { readonly min: number; readonly max: number };
  /** Words that can't be a column or table name because the sink writes names without quotes. */
  readonly reservedNames: ReadonlySet<string>;
}

const SCALARS: readonly SqlTypeKind[] = [
  "BOOLEAN",
  "TINYINT",
  "SMALLINT",
  "INT",
  "BIGINT",
  "FLOAT",
  "DOUBLE",
  "DATE",
  "CHAR",
  "VARCHAR",
  "VARBINARY",
  "DECIMAL",
  "TIME",
  "TIMESTAMP",
];

const exportView = (layer: string, name: string) => ({ schema: "export", name: `${layer}_${name}` });

/** Every system that can hold a table beside its topic. */
export const STORE_KINDS: readonly StoreKind[] = [
  {
    system: "hologres",
    servesApis: true,
    schema: (layer) => layer,
    table: (_layer, name) => name,
    relation: exportView,
    maxNameLength: 59,
    types: new Set(SCALARS),
    timestampPrecision: { min: 1, max: 6 },
    reservedNames: POSTGRES_RESERVED,
  },
  {
    system: "adb",
    servesApis: false,
    schema: () => "warehouse",
    table: (layer, name) => `${layer}_${name}`,
    relation: exportView,
    maxNameLength: 64,
    types: new Set(SCALARS),
    timestampPrecision: { min: 1, max: 6 },
    reservedNames: MYSQL_RESERVED,
  },
];

/** The store kind of a system, if there is one. */
export function storeKind(system: string): StoreKind | undefined {
  return STORE_KINDS.find((kind) => kind.system === system);
}
