import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { SwitchboardError } from "../core/failure.ts";
import type { SavedSearch } from "../core/search-result.ts";
import type { Db } from "./db.ts";
import { nowSeconds } from "./rows.ts";
import { savedSearches } from "./schema.ts";

/** Searches that a person keeps, by name. */
export function listSearches(db: Db): SavedSearch[] {
  return db.select().from(savedSearches).orderBy(asc(savedSearches.name)).all();
}

/**
 * Keeps a search under a name.
 * @param address the query part of the search page's address
 * @throws SwitchboardError search-name-taken
 */
export function saveSearch(db: Db, { name, address }: { name: string; address: string }): SavedSearch {
  const row = { searchId: randomUUID(), name, address, createdAt: nowSeconds() };
  const written = db.insert(savedSearches).values(row).onConflictDoNothing().run();
  if (written.changes === 1) return row;
  throw new SwitchboardError("search-name-taken", `A search is kept under the name “${name}” already.`, {
    hint: "Give this one another name, or delete the other one first.",
    field: "name",
  });
}

/** Forgets a search; one that is gone already is no error. */
export function deleteSearch(db: Db, searchId: string): void {
  db.delete(savedSearches).where(eq(savedSearches.searchId, searchId)).run();
}
