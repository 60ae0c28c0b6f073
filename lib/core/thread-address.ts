import {
  THREAD_SORTS,
  THREAD_SOURCES,
  THREAD_STATES,
  type ThreadFilter,
  type ThreadSort,
  type ThreadSource,
  type ThreadState,
} from "./thread-filter.ts";

export const THREAD_GROUPS = ["day", "module"] as const;
export type ThreadGroup = (typeof THREAD_GROUPS)[number];
export const THREAD_SHELVES = ["list", "pinned", "archived"] as const;
export type ThreadShelf = (typeof THREAD_SHELVES)[number];

/** What the page of threads shows, as it stands in the address. */
export interface ThreadAddress {
  sort: ThreadSort;
  group: ThreadGroup;
  /** Words of the title. */
  title: string;
  module: string | null;
  tag: string | null;
  status: ThreadState | null;
  source: ThreadSource | null;
  /** "list": all that are not archived. */
  shelf: ThreadShelf;
}

/** The page as it is first opened. */
export const WHOLE_LIST: ThreadAddress = {
  sort: "activity",
  group: "day",
  title: "",
  module: null,
  tag: null,
  status: null,
  source: null,
  shelf: "list",
};

const NARROWING = ["module", "tag", "status", "source"] as const;

/** Reads an address. Whatever stands there is a list: what is none of the choices is as if it weren't there. */
export function threadAddress(read: (name: string) => string | null | undefined): ThreadAddress {
  const choice = <Choice extends string>(name: string, choices: readonly Choice[]) =>
    choices.find((word) => word === read(name));
  return {
    sort: choice("sort", THREAD_SORTS) ?? WHOLE_LIST.sort,
    group: choice("group", THREAD_GROUPS) ?? WHOLE_LIST.group,
    title: read("title") ?? "",
    module: read("module") || null,
    tag: read("tag") || null,
    status: choice("status", THREAD_STATES) ?? null,
    source: choice("source", THREAD_SOURCES) ?? null,
    shelf: choice("show", THREAD_SHELVES) ?? WHOLE_LIST.shelf,
  };
}

/** The query part of an address: only what differs from the page as it is first opened; "" for that one. */
export function threadQuery(address: ThreadAddress): string {
  const params = new URLSearchParams();
  if (address.title.trim() !== "") params.set("title", address.title);
  for (const name of NARROWING) if (address[name] !== null) params.set(name, address[name]);
  if (address.shelf !== WHOLE_LIST.shelf) params.set("show", address.shelf);
  if (address.sort !== WHOLE_LIST.sort) params.set("sort", address.sort);
  if (address.group !== WHOLE_LIST.group) params.set("group", address.group);
  return params.toString();
}

/** The address of a list of threads. */
export function threadsHref(address: Partial<ThreadAddress>): string {
  const query = threadQuery({ ...WHOLE_LIST, ...address });
  return query === "" ? "/threads" : `/threads?${query}`;
}

/** Whether anything but the order narrows the list. */
export function isNarrowed(address: ThreadAddress): boolean {
  return address.title.trim() !== "" || address.shelf !== "list" || NARROWING.some((name) => address[name] !== null);
}

/** The filter that finds what an address shows. */
export function filterOf(address: ThreadAddress): ThreadFilter {
  const { sort, title, module, tag, status, source, shelf } = address;
  return {
    sort,
    title: title.trim() === "" ? undefined : title,
    module: module ?? undefined,
    tag: tag ?? undefined,
    status: status ?? undefined,
    source: source ?? undefined,
    archived: shelf === "archived",
    pinned: shelf === "pinned" ? true : undefined,
  };
}
