// Prints the whole stock: node src/export.mjs --format csv|json
import { readFileSync } from "node:fs";

const COLUMNS = ["sku", "name", "quantity", "reserved", "updated_at"];

/** The stock, sorted by sku. */
export function readStock() {
  const items = JSON.parse(readFileSync(new URL("../data/stock.json", import.meta.url), "utf8"));
  return items.sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** A CSV field, quoted as RFC 4180 says. */
function field(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(items) {
  return [COLUMNS.join(","), ...items.map((item) => COLUMNS.map((column) => field(item[column])).join(","))].join("\n");
}

export function toJson(items, exportedAt = new Date()) {
  const rows = items.map((item) => Object.fromEntries(COLUMNS.map((column) => [column, item[column]])));
  return JSON.stringify({ exportedAt: exportedAt.toISOString(), items: rows }, null, 2);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const format = process.argv[process.argv.indexOf("--format") + 1] ?? "csv";
  if (format !== "csv" && format !== "json") {
    console.error(`No such format: ${format}. There are csv and json.`);
    process.exit(2);
  }
  console.log(format === "csv" ? toCsv(readStock()) : toJson(readStock()));
}
