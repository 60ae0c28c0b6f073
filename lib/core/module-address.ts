/** Orders of the list of modules. */
export const MODULE_SORTS = ["asked", "name", "threads", "queries", "cost"] as const;
export type ModuleSort = (typeof MODULE_SORTS)[number];

/** So many modules are shown at first, and so many more each time. */
export const PAGE_MODULES = 60;

/** So many modules can be added at once. */
export const MOST_ADDED = 200;

/** What the page of modules shows, as it stands in the address. */
export interface ModuleAddress {
  /** Words of the name, the path or the description. */
  words: string;
  sort: ModuleSort;
  count: number;
}

/** Reads an address: what is none of the choices is as if it weren't there. */
export function moduleAddress(read: (name: string) => string | null | undefined): ModuleAddress {
  const count = Number(read("count") ?? PAGE_MODULES);
  return {
    words: (read("words") ?? "").slice(0, 200),
    sort: MODULE_SORTS.find((sort) => sort === read("sort")) ?? "asked",
    count: Number.isInteger(count) && count > 0 ? Math.min(count, 5_000) : PAGE_MODULES,
  };
}

/** The address of a list of modules. */
export function modulesHref({ words, sort, count }: ModuleAddress): string {
  const params = new URLSearchParams();
  if (words.trim() !== "") params.set("words", words);
  if (sort !== "asked") params.set("sort", sort);
  if (count !== PAGE_MODULES) params.set("count", String(count));
  return params.size === 0 ? "/modules" : `/modules?${params}`;
}

/** The page of a module. */
export const moduleHref = (name: string) => `/modules/${encodeURIComponent(name)}`;
