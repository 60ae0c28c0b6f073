import path from "node:path";
import type { ConversationStore } from "../db/store.ts";
import { readEnv } from "../env.ts";
import { type ImportEnd, type ImportOptions, importFile } from "./import-file.ts";
import { openImportFile } from "./open-import-file.ts";

/** How long a step may hold the database and the event loop, in milliseconds. */
const SLICE_MS = 50;

/**
 * Imports a file into a store: an export (JSON Lines), a database of Switchboard, or a SQLite database of another
 * program. What is there is never changed; the same import again adds nothing.
 * @param options.preview only counts what would happen
 * @param options.asCopies what has the id of something else comes in under an id of its own, instead of being kept out
 * @param options.signal ends it after a step; what came in stays, and the same import again goes on
 * @throws SwitchboardError file-missing, file-unreadable, file-not-importable, file-damaged, file-changing,
 *   export-newer, disk-full, import-incomplete
 */
export async function importConversations(
  store: Pick<ConversationStore, "db">,
  file: string,
  options: Pick<ImportOptions, "preview" | "asCopies" | "signal" | "onProgress"> = {},
): Promise<ImportEnd> {
  const absolute = path.resolve(file);
  const place = { home: readEnv().home, databasePath: store.db.$client.name };
  const source = await openImportFile(absolute, place);
  try {
    return await importFile(store.db, source, absolute, { ...options, sliceMs: SLICE_MS, restMs: 0 });
  } finally {
    source.close();
  }
}
