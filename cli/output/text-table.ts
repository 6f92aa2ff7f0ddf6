/** Rows as text with aligned columns, two spaces apart; numbers go to the right. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, i) => Math.max(...all.map((row) => (row[i] ?? "").length)));
  const right = header.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^(-?[\d,.]+|)$/.test(row[i] ?? "")),
  );
  return all
    .map((row) =>
      widths
        .map((width, i) => (right[i] ? (row[i] ?? "").padStart(width) : (row[i] ?? "").padEnd(width)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
