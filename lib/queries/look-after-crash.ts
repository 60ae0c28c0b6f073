import { z } from "zod";
import { runForAnswer, type Said } from "../claude/doctor-child.ts";
import type { SwitchboardError } from "../core/failure.ts";
import { fileSize } from "../db/check-database.ts";
import { damaged } from "../db/client.ts";
import { ownEntry } from "./own-entry.ts";

/** How long a start waits for the look; about a second for each 500 MB. */
const WAIT_MS = 10_000;
/** How long the look may take in all. */
const LIMIT_MS = 10 * 60_000;

export interface LookOptions {
  variables: Readonly<Record<string, string | undefined>>;
  waitMs?: number;
}

const saidSchema = z.object({ damage: z.array(z.string()) });

/**
 * Looks through a database whose last writer didn't end by itself (its log is still there), before anything is written to
 * it, in a process of its own. What takes longer than a start can wait goes on beside it.
 * @returns what is found later: null when nothing is wrong, or nothing is left to look at
 * @throws SwitchboardError database-damaged; the files are then as they were
 */
export async function lookAfterCrash(
  file: string,
  { variables, waitMs = WAIT_MS }: LookOptions,
): Promise<{ later: Promise<SwitchboardError | null> }> {
  if (fileSize(`${file}-wal`) === 0) return { later: Promise.resolve(null) };
  const args = [ownEntry("check-database"), file];
  const look = runForAnswer({ file: process.execPath, args, env: variables, limitMs: LIMIT_MS }).then((said) =>
    damageOf(file, said),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), waitMs);
  });
  const found = await Promise.race([look, late]);
  clearTimeout(timer);
  if (found === "late") return { later: look };
  if (found !== null) throw found;
  return { later: Promise.resolve(null) };
}

function damageOf(file: string, said: Said): SwitchboardError | null {
  if (said.state === "silent" || said.code !== 0) {
    const why = said.state === "silent" ? said.why : `its process ended with ${said.code}`;
    console.error(`The database was not looked through after an unclean end: ${why}. switchboard doctor looks at it.`);
    return null;
  }
  const [first] = saidSchema.parse(JSON.parse(said.stdout)).damage;
  return first === undefined ? null : damaged(file, new Error(first.split("\n")[0]));
}
