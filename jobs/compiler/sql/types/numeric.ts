import type { DecimalType, SqlType, SqlTypeKind } from "./sql-type";

/** The numeric kinds without DECIMAL, from the narrowest. */
export const NUMBER_ORDER: readonly SqlTypeKind[] = [
  "TINYINT",
  "SMALLINT",
  "INT",
  "BIGINT",
  "FLOAT",
  "DOUBLE",
];

const MAX_PRECISION = 38;
const MIN_SCALE = 6;

/** Digits that the whole numbers take as a DECIMAL. */
const DIGITS: Readonly<Partial<Record<SqlTypeKind, number>>> = {
  TINYINT: 3,
  SMALLINT: 5,
  INT: 10,
  BIGINT: 19,
};

/** Whether a type is numeric. */
export function isNumber(type: SqlType): boolean {
  return type.kind === "DECIMAL" || NUMBER_ORDER.includes(type.kind);
}

/** An exact number as a DECIMAL; null for FLOAT, DOUBLE and what is no number. */
export function decimalOf(type: SqlType): DecimalType | null {
  if (type.kind === "DECIMAL") return type;
  const precision = DIGITS[type.kind];
  return precision === undefined ? null : { kind: "DECIMAL", precision, scale: 0 };
}

/** A DECIMAL, cut at Flink's limit of 38 digits without regard to its scale. */
export function decimal(precision: number, scale: number): DecimalType {
  return {
    kind: "DECIMAL",
    precision: Math.min(precision, MAX_PRECISION),
    scale: Math.min(scale, MAX_PRECISION),
  };
}

/** A DECIMAL of at most 38 digits: digits before the point are kept, at least 6 after it (or all there are). */
function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX_PRECISION) return decimal(precision, scale);
  return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - (precision - scale), Math.min(scale, MIN_SCALE)));
}

/** The wider of two numbers that are no DECIMAL. Of FLOAT and DOUBLE it is the first, as in Flink. */
export function widerNumber(a: SqlType, b: SqlType): SqlType {
  if (decimalOf(a) === null && decimalOf(b) === null) return a;
  return NUMBER_ORDER.indexOf(a.kind) >= NUMBER_ORDER.indexOf(b.kind) ? a : b;
}

/** The type of `a operator b` for two numbers, as Flink's planner gives it; null when it refuses. */
export function arithmeticType(
  operator: "+" | "-" | "*" | "/" | "%",
  a: SqlType,
  b: SqlType,
): SqlType | null {
  const one = decimalOf(a);
  const other = decimalOf(b);
  if (a.kind !== "DECIMAL" && b.kind !== "DECIMAL") {
    if (operator === "%") return one === null || other === null ? null : b;
    return widerNumber(a, b);
  }
  if (one === null || other === null) return operator === "%" ? null : { kind: "DOUBLE" };
  const [p1, s1, p2, s2] = [one.precision, one.scale, other.precision, other.scale];
  switch (operator) {
    case "+":
    case "-": {
      const scale = Math.max(s1, s2);
      return adjusted(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
    }
    case "*":
      return adjusted(p1 + p2 + 1, s1 + s2);
    case "/": {
      const scale = Math.max(MIN_SCALE, s1 + p2 + 1);
      return adjusted(p1 - s1 + s2 + scale, scale);
    }
    case "%": {
      const scale = Math.max(s1, s2);
      return adjusted(Math.min(p1 - s1, p2 - s2) + scale, scale);
    }
  }
}

/** The type of ROUND and TRUNCATE of a DECIMAL to `digits` after the point. */
export function roundedType(type: DecimalType, digits: number): DecimalType {
  if (digits >= type.scale) return type;
  if (digits < 0) return decimal(1 + type.precision - type.scale, 0);
  return decimal(1 + type.precision - type.scale + digits, digits);
}

/** The type of SUM. */
export function sumType(type: SqlType): SqlType {
  return type.kind === "DECIMAL" ? decimal(MAX_PRECISION, type.scale) : type;
}

/** The type of AVG and of the deviations. */
export function averageType(type: SqlType): SqlType {
  return type.kind === "DECIMAL" ? decimal(MAX_PRECISION, Math.max(type.scale, MIN_SCALE)) : type;
}
