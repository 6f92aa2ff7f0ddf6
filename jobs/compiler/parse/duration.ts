const UNITS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Milliseconds of a duration in words, e.g. `5 seconds`, `90 days`, `1 hour`; or what is wrong with the text. */
export function parseDuration(text: string): { readonly ms: number } | { readonly error: string } {
  const match = /^(\d{1,9}) ([a-z]+?)s?$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ""];
  if (match === null || unit === undefined) {
    return {
      error: `"${text}" is not a duration: write a whole number and a unit, e.g. "5 seconds", "90 days".`,
    };
  }
  const ms = Number(match[1]) * unit;
  return Number.isSafeInteger(ms) ? { ms } : { error: `"${text}" is too long.` };
}
