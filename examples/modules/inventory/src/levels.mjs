// Lists the products that run low: node src/levels.mjs
import { readStock } from "./export.mjs";

/** What can be sold; never below zero. */
export function available(item) {
  return Math.max(0, item.quantity - item.reserved);
}

/** Whether a product should be ordered again; one without a limit never is. */
export function isLow(item) {
  return item.reorder_at !== undefined && available(item) < item.reorder_at;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  for (const item of readStock().filter(isLow)) {
    console.log(`${item.sku}  ${item.name}: ${available(item)} left, order at ${item.reorder_at}`);
  }
}
