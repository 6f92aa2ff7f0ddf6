/** A scalar Flink SQL type, split into its name and its numbers: `DECIMAL(18, 2)` → `DECIMAL`, `[18, 2]`. */
export interface FlinkType {
  readonly name: string;
  readonly parameters: readonly number[];
}

const TYPE = /^([A-Z_]+)(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/;

/** Reads a canonical Flink SQL type. Throws on what no store column can hold (ARRAY, MAP, ROW, ...). */
export function parseFlinkType(text: string): FlinkType {
  const match = TYPE.exec(text.trim().toUpperCase());
  const name = match?.[1];
  if (match === null || name === undefined) {
    throw new Error(
      `type ${text} can't be a column of a store table; flatten it in the SELECT or drop the column`,
    );
  }
  const parameters = [match[2], match[3]].filter((number) => number !== undefined).map(Number);
  return { name, parameters };
}
