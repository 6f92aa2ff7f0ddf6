const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?$/;
const ZONE = /(Z|[+-]\d{2}:\d{2})$/;

/** A calendar date `YYYY-MM-DD` of the years 1 to 9999; null when there is no such day. */
export function parseDate(text: string): string | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? text
    : null;
}

/** A time of day `HH:MM[:SS[.ffffff]]`; null when out of range. */
export function parseTime(text: string): string | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const seconds = match[3] ?? "00";
  if (Number(match[1]) > 23 || Number(match[2]) > 59 || Number(seconds) > 59) return null;
  return `${match[1]}:${match[2]}:${seconds}${match[4] ?? ""}`;
}

/** A date and time without a zone, joined by `T` or a space; null when it has a zone or does not exist. */
export function parseTimestamp(text: string): string | null {
  const separator = text[10];
  if (separator !== "T" && separator !== " ") return null;
  const date = parseDate(text.slice(0, 10));
  const time = parseTime(text.slice(11));
  return date === null || time === null ? null : `${date} ${time}`;
}

/** A date and time with its zone (`Z` or `+02:00`); null without one. */
export function parseTimestampLtz(text: string): string | null {
  const zone = ZONE.exec(text)?.[1];
  if (zone === undefined) return null;
  if (zone !== "Z" && (Number(zone.slice(1, 3)) > 14 || Number(zone.slice(4)) > 59)) return null;
  const local = parseTimestamp(text.slice(0, -zone.length));
  return local === null ? null : `${local}${zone === "Z" ? "+00:00" : zone}`;
}

/** PostgreSQL's `2019-03-01 08:30:00.5[+00]` as ISO text with exactly `precision` fraction digits. */
export function timestampToJson(stored: string, precision: number, zone: "" | "Z"): string {
  const match = /^(\d{4,}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:\+00(?::00)?)?$/.exec(stored);
  if (match === null) return stored;
  const fraction = precision === 0 ? "" : `.${(match[3] ?? "").padEnd(precision, "0").slice(0, precision)}`;
  return `${match[1]}T${match[2]}${fraction}${zone}`;
}
