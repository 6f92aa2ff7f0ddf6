/** A type that takes no parameters. */
export interface PlainType {
  readonly kind: "BOOLEAN" | "TINYINT" | "SMALLINT" | "INT" | "BIGINT" | "FLOAT" | "DOUBLE" | "DATE" | "NULL";
}

/** Text or bytes of a fixed (`CHAR`, `BINARY`) or a largest length; `MAX_LENGTH` prints as `STRING` or `BYTES`. */
export interface LengthType {
  readonly kind: "CHAR" | "VARCHAR" | "BINARY" | "VARBINARY";
  readonly length: number;
}

export interface DecimalType {
  readonly kind: "DECIMAL";
  readonly precision: number;
  readonly scale: number;
}

/** A time of day or a point in time; `precision` is the number of digits after the second. */
export interface TimeType {
  readonly kind: "TIME" | "TIMESTAMP" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";
  readonly precision: number;
}

/** `MONTHS` is every year-month interval, `MILLIS` every day-time interval: the planner knows only these two. */
export interface IntervalType {
  readonly kind: "INTERVAL";
  readonly of: "MONTHS" | "MILLIS";
}

/** A type together with whether its value may be null. */
export interface NullableType {
  readonly type: SqlType;
  readonly nullable: boolean;
}

export interface CollectionType {
  readonly kind: "ARRAY" | "MULTISET";
  readonly element: NullableType;
}

export interface MapType {
  readonly kind: "MAP";
  readonly key: NullableType;
  readonly value: NullableType;
}

export interface RowField extends NullableType {
  readonly name: string;
}

export interface RowType {
  readonly kind: "ROW";
  readonly fields: readonly RowField[];
}

/** A Flink SQL type without its nullability. */
export type SqlType =
  | PlainType
  | LengthType
  | DecimalType
  | TimeType
  | IntervalType
  | CollectionType
  | MapType
  | RowType;

export type SqlTypeKind = SqlType["kind"];

/** The length of `STRING` and `BYTES`. */
export const MAX_LENGTH = 2147483647;
