// Reads the stock that `inventory` exports as CSV.

/** How long the last good import may be used, in milliseconds. */
export const MAX_AGE = 60 * 60 * 1000;

/** Splits one CSV line as RFC 4180 says. */
export function fields(line) {
  const found = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    found.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return found;
}

/** What can be sold of each product, by sku. */
export function parseStock(csv) {
  const [header, ...lines] = csv.trim().split("\n");
  const columns = fields(header);
  const at = (row, name) => row[columns.indexOf(name)];
  return new Map(
    lines.map(fields).map((row) => [at(row, "sku"), Math.max(0, at(row, "quantity") - at(row, "reserved"))]),
  );
}
