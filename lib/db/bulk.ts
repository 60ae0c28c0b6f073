import type { Db } from "./db.ts";

/** Pages that the write-ahead log takes before they are moved into the file: fewer pages are moved twice. */
const CHECKPOINT_PAGES = 8_000;
/** Memory for pages, in KiB: the search index is merged in it. */
const CACHE_KIB = 64_000;

/** Gives a connection the memory to write much at once. @returns gives it back */
export function preparedForMuch(db: Db): () => void {
  const { $client } = db;
  const checkpoint = $client.pragma("wal_autocheckpoint", { simple: true });
  const cache = $client.pragma("cache_size", { simple: true });
  $client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  $client.pragma(`cache_size = -${CACHE_KIB}`);
  return () => {
    $client.pragma(`wal_autocheckpoint = ${Number(checkpoint)}`);
    $client.pragma(`cache_size = ${Number(cache)}`);
  };
}
