import type { Db } from "./db.ts";
import { whenFree } from "./patience.ts";

/**
 * Pages that the write-ahead log takes before they are moved into the file: fewer pages are moved twice. Not more: a dashboard
 * that writes meanwhile may be the one that moves them, and stands still for that.
 */
const CHECKPOINT_PAGES = 8_000;
/** Memory for pages, in KiB: the search index is merged in it. */
const CACHE_KIB = 64_000;
/**
 * So many parts of one size the search index may have before they are merged into one: what drizzle/ sets, and the most that
 * FTS5 takes (https://www.sqlite.org/fts5.html#the_automerge_configuration_option). Words are looked up in each part; each
 * merge writes them all anew. Later writes merge what a large one left, a little each.
 */
const [MERGED_AT, MERGED_LATE] = [8, 64];

/** Gives a connection the memory to write much at once. @returns gives it back @throws SwitchboardError database-busy, disk-full */
export async function preparedForMuch(db: Db): Promise<() => Promise<void>> {
  const { $client } = db;
  const checkpoint = $client.pragma("wal_autocheckpoint", { simple: true });
  const cache = $client.pragma("cache_size", { simple: true });
  $client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  $client.pragma(`cache_size = -${CACHE_KIB}`);
  // As a literal: what is bound is no integer to FTS5.
  const mergeAt = (parts: number) =>
    $client.exec(`INSERT INTO search_index (search_index, rank) VALUES ('automerge', ${parts})`);
  await whenFree(() => mergeAt(MERGED_LATE));
  return async () => {
    await whenFree(() => mergeAt(MERGED_AT));
    $client.pragma(`wal_autocheckpoint = ${Number(checkpoint)}`);
    $client.pragma(`cache_size = ${Number(cache)}`);
  };
}
