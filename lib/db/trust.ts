import { eq } from "drizzle-orm";
import type { Origin } from "../core/origin.ts";
import { noteDeed } from "./audit.ts";
import type { Db } from "./db.ts";
import { nowSeconds } from "./rows.ts";
import { trustedDirectories } from "./schema.ts";

/** A directory that was trusted, with what could run there then. */
export type TrustedDirectory = typeof trustedDirectories.$inferSelect;

/** @param path the real path */
export function findTrusted(db: Db, path: string): TrustedDirectory | null {
  return db.select().from(trustedDirectories).where(eq(trustedDirectories.path, path)).get() ?? null;
}

/** All of them, by path. */
export function listTrusted(db: Db): TrustedDirectory[] {
  return db.select().from(trustedDirectories).orderBy(trustedDirectories.path).all();
}

export function keepTrust(
  db: Db,
  by: Origin,
  { path, digest }: { path: string; digest: string },
  detail: string,
): void {
  const row = { path, digest, trustedAt: nowSeconds() };
  db.$client
    .transaction(() => {
      db.insert(trustedDirectories).values(row).onConflictDoUpdate({ target: trustedDirectories.path, set: row }).run();
      noteDeed(db, by, { event: "trust", subject: path, detail });
    })
    .immediate();
}

/** @returns whether it was trusted */
export function forgetTrust(db: Db, by: Origin, path: string): boolean {
  return db.$client
    .transaction(() => {
      const { changes } = db.delete(trustedDirectories).where(eq(trustedDirectories.path, path)).run();
      if (changes === 1) noteDeed(db, by, { event: "trust-withdrawn", subject: path });
      return changes === 1;
    })
    .immediate();
}
