const UNITS: Readonly<Record<string, number>> = {
  KB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  TB: 1_000_000_000_000,
};

/** Bytes of an amount in words, e.g. `500 MB`, `1.5 GB` (1 KB = 1000 bytes); or what is wrong with the text. */
export function parseSize(text: string): { readonly bytes: number } | { readonly error: string } {
  const match = /^(\d{1,6}(?:\.\d{1,3})?) ([A-Z]{2})$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ""];
  if (match === null || unit === undefined) {
    return { error: `"${text}" is not a size: write a number and a unit, e.g. "500 MB", "2 GB".` };
  }
  return { bytes: Math.round(Number(match[1]) * unit) };
}

/** `1.5 GB`: an amount of bytes for people, to two digits. */
export function printSize(bytes: number): string {
  const [unit, factor] = Object.entries(UNITS).findLast(([, one]) => bytes >= one) ?? ["bytes", 1];
  const number = bytes / factor;
  return `${number >= 100 ? Math.round(number) : Number(number.toPrecision(2))} ${unit}`;
}
