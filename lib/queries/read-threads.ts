import type { ThreadCounts, ThreadListView, ThreadPage } from "../core/message.ts";
import { filterOf, type ThreadAddress } from "../core/thread-address.ts";
import { getEngine } from "./engine.ts";

/** How many threads a page has. */
export const PAGE_THREADS = 50;
/** More pinned threads are reached by the filter. */
const PINNED_THREADS = 100;
/** Grouped by module: so many modules, with so many threads each. */
export const GROUPED_MODULES = 30;
export const MODULE_THREADS = 5;

/**
 * What the page of threads shows first. @param count how many threads besides the pinned ones, at most 1,000
 * @throws SwitchboardError database-busy
 */
export async function readThreadList(address: ThreadAddress, count = PAGE_THREADS): Promise<ThreadListView> {
  if (address.group === "module") return readByModule(address);
  const { store } = await getEngine();
  const filter = { ...filterOf(address), limit: count };
  if (address.shelf !== "list") return store.listThreadPage(filter);
  const pinned = await store.listThreadPage({ ...filter, pinned: true, limit: PINNED_THREADS });
  const others = await store.listThreadPage({ ...filter, pinned: false });
  return { threads: [...pinned.threads, ...others.threads], next: others.next, cursor: pinned.cursor };
}

/** The newest threads of each module; those of most threads, or the one that the address names. */
async function readByModule(address: ThreadAddress): Promise<ThreadListView> {
  const { store } = await getEngine();
  const modules = address.module === null ? (await store.countThreads()).modules : [{ name: address.module }];
  const threads = new Map<string, ThreadPage["threads"][number]>();
  let cursor = Number.POSITIVE_INFINITY;
  for (const { name } of modules.slice(0, GROUPED_MODULES)) {
    const page = await store.listThreadPage({ ...filterOf(address), module: name, limit: MODULE_THREADS });
    for (const thread of page.threads) threads.set(thread.threadId, thread);
    cursor = Math.min(cursor, page.cursor);
  }
  if (!Number.isFinite(cursor)) cursor = (await store.listThreadPage({ limit: 1 })).cursor;
  return { threads: [...threads.values()], next: null, cursor };
}

/** The page after another one. @throws SwitchboardError input-invalid when `after` is no page of this order */
export async function readThreadsAfter(address: ThreadAddress, after: string): Promise<ThreadPage> {
  const pinned = address.shelf === "list" ? false : filterOf(address).pinned;
  return (await getEngine()).store.listThreadPage({ ...filterOf(address), pinned, after, limit: PAGE_THREADS });
}

/** Those of some threads that the address shows, as they are now. */
export async function readTheseThreads(address: ThreadAddress, ids: readonly string[]): Promise<ThreadPage> {
  return (await getEngine()).store.listThreadPage({ ...filterOf(address), ids, limit: ids.length });
}

/** How many threads there are of each module, tag and state. */
export async function readThreadCounts(): Promise<ThreadCounts> {
  return (await getEngine()).store.countThreads();
}
