import { type FilterKey, filterTokens } from "./search-expression.ts";

/** The value that a search narrows a filter to; null when it doesn't, "" never. */
export function filterValue(query: string, key: FilterKey): string | null {
  return filterTokens(query).find((token) => token.key === key && !token.excluded)?.value ?? null;
}

/**
 * A search with one filter set, in place of what it had of that kind; null takes it away. It stands before the words:
 * the last of them may still be in the midst of being typed.
 */
export function withFilter(query: string, key: FilterKey, value: string | null): string {
  let rest = query;
  for (const token of filterTokens(query).reverse()) {
    if (token.key !== key || token.excluded) continue;
    rest = `${rest.slice(0, token.start).trimEnd()} ${rest.slice(token.end).trimStart()}`;
  }
  const words = rest.trimStart();
  if (value === null) return words;
  const written = /[\s]|^"/.test(value) ? `"${value.replaceAll('"', "")}"` : value;
  return `${key}:${written}${words === "" ? "" : ` ${words}`}`;
}
