import { MAX_LENGTH, type SqlType } from "../../sql/types/sql-type";
import type { Contract } from "../contract";

/** Bytes that a text, bytes or list of unknown length is taken for. */
const USUAL_LENGTH = 32;
const USUAL_ENTRIES = 8;

/** Bytes that one row of a table takes in state, without what the state backend adds. */
export function rowWidth(contract: Contract): number {
  return contract.columns.reduce((sum, column) => sum + typeWidth(column.type), 0);
}

function typeWidth(type: SqlType): number {
  switch (type.kind) {
    case "NULL":
    case "BOOLEAN":
    case "TINYINT":
      return 1;
    case "SMALLINT":
      return 2;
    case "INT":
    case "FLOAT":
    case "DATE":
    case "TIME":
      return 4;
    case "BIGINT":
    case "DOUBLE":
    case "INTERVAL":
      return 8;
    case "TIMESTAMP":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return type.precision <= 3 ? 8 : 12;
    case "DECIMAL":
      return type.precision <= 18 ? 8 : 16;
    case "CHAR":
    case "VARCHAR":
    case "BINARY":
    case "VARBINARY":
      return type.length === MAX_LENGTH ? USUAL_LENGTH : Math.min(type.length, USUAL_LENGTH * 2);
    case "ARRAY":
    case "MULTISET":
      return USUAL_ENTRIES * typeWidth(type.element.type);
    case "MAP":
      return USUAL_ENTRIES * (typeWidth(type.key.type) + typeWidth(type.value.type));
    case "ROW":
      return type.fields.reduce((sum, field) => sum + typeWidth(field.type), 0);
  }
}
