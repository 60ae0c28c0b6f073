import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { parseJson } from "./rows.ts";

/** What can be set. */
export type SettingKey =
  /** The directory of Claude Code whose history someone doesn't want to be offered. */
  | "history-declined"
  /** Whether sessions that go on elsewhere are followed. */
  | "history-following"
  /** The process that follows them: a ProcessIdentity. */
  | "history-follower";

/** What was set, as any program may have written it; null when nothing was. */
export function readSetting(db: Db, key: SettingKey): unknown {
  const value = prepared(db, "SELECT value FROM settings WHERE key = ?").pluck().get(key);
  return typeof value === "string" ? parseJson(value) : null;
}

/** @param value anything that JSON can hold */
export function writeSetting(db: Db, key: SettingKey, value: unknown): void {
  prepared(
    db,
    "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  ).run(key, JSON.stringify(value));
}

/**
 * Takes an office that one process holds at a time, unless its holder still has it.
 * @param self JSON of the identity of the process that wants it
 * @param isHeld whether the holder that is stored still lives
 * @returns whether it is now held by `self`
 */
export function takeOffice(db: Db, key: SettingKey, self: string, isHeld: (holder: string) => boolean): boolean {
  const holderOf = prepared(db, "SELECT value FROM settings WHERE key = ?").pluck();
  const take = db.$client.transaction(() => {
    const holder = holderOf.get(key);
    if (typeof holder === "string" && holder !== self && isHeld(holder)) return false;
    if (holder !== self) writeSetting(db, key, JSON.parse(self));
    return true;
  });
  // Reading needs no lock of writers: mostly someone has it.
  const holder = holderOf.get(key);
  if (holder === self) return true;
  return typeof holder === "string" && isHeld(holder) ? false : take.immediate();
}

/** Gives an office back. */
export function leaveOffice(db: Db, key: SettingKey, self: string): void {
  prepared(db, "DELETE FROM settings WHERE key = ? AND value = ?").run(key, self);
}
