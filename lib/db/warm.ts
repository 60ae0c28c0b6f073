import { and, desc, eq, isNull, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Run } from "../core/message.ts";
import type { Db } from "./db.ts";
import { nowSeconds } from "./rows.ts";
import type { RunStart } from "./run-state.ts";
import { runPositions, runs, warmProcesses } from "./schema.ts";

/** A process that is kept after its answer. */
export type WarmProcess = typeof warmProcesses.$inferSelect;

/** All kept processes, the one idle longest first. */
export function listWarm(db: Db): WarmProcess[] {
  return db.select().from(warmProcesses).orderBy(warmProcesses.idleSince).all();
}

/** Notes that a process is kept. */
export function keepWarm(db: Db, warm: Omit<WarmProcess, "idleSince">): void {
  const row = { ...warm, idleSince: nowSeconds() };
  db.insert(warmProcesses).values(row).onConflictDoUpdate({ target: warmProcesses.spoolDir, set: row }).run();
}

/** Takes a process out of those that are kept, in order to end it. @returns false when someone else was quicker */
export function forgetWarm(db: Db, spoolDir: string): boolean {
  return db.delete(warmProcesses).where(eq(warmProcesses.spoolDir, spoolDir)).run().changes === 1;
}

/**
 * Gives a run the process that was kept from the question before it in its thread, and notes it as the run's own.
 * @param now what a new process would be launched with; one that differs in it is not taken
 * @returns null when there is none
 */
export function takeWarm(
  db: Db,
  run: Run,
  now: Pick<RunStart, "cliVersion" | "trusted" | "attaches">,
): WarmProcess | null {
  const take = db.$client.transaction(() => {
    const warm = db
      .select()
      .from(warmProcesses)
      .where(
        and(
          eq(warmProcesses.threadId, run.threadId),
          eq(warmProcesses.module, run.module),
          eq(warmProcesses.cwd, run.cwd),
          eq(warmProcesses.cliVersion, now.cliVersion),
          eq(warmProcesses.trusted, now.trusted),
          eq(warmProcesses.attaches, now.attaches),
          same(warmProcesses.askedModel, run.askedModel),
          same(warmProcesses.systemPrompt, run.systemPrompt),
          same(warmProcesses.profile, run.profile),
          same(warmProcesses.maxTurns, run.maxTurns),
          same(warmProcesses.maxBudgetUsd, run.maxBudgetUsd),
          eq(warmProcesses.asks, run.asks),
        ),
      )
      .orderBy(desc(warmProcesses.idleSince))
      .get();
    if (!warm || !forgetWarm(db, warm.spoolDir)) return null;
    // The runs before are not to be looked after any more: their process is this run's.
    db.update(runs)
      .set({ goneAt: nowSeconds() })
      .where(and(eq(runs.spoolDir, warm.spoolDir), eq(runs.state, "ended"), isNull(runs.goneAt)))
      .run();
    db.update(runs)
      .set({
        ...{ process: warm.process, spoolDir: warm.spoolDir, sessionId: warm.sessionId, cliVersion: warm.cliVersion },
        ...{ resumed: true, warm: true, trusted: warm.trusted, attaches: warm.attaches, costBeforeUsd: warm.costUsd },
      })
      .where(eq(runs.runId, run.runId))
      .run();
    db.update(runPositions).set({ spoolOffset: warm.spoolOffset }).where(eq(runPositions.runId, run.runId)).run();
    return warm;
  });
  return take.immediate();
}

/** Undoes takeWarm when the process turned out to be of no use. */
export function giveWarmBack(db: Db, run: Run, spoolDir: string): void {
  const undo = db.$client.transaction(() => {
    db.update(runs)
      .set({ process: null, spoolDir, sessionId: null, resumed: false, warm: false, costBeforeUsd: null })
      .where(eq(runs.runId, run.runId))
      .run();
    db.update(runPositions).set({ spoolOffset: 0 }).where(eq(runPositions.runId, run.runId)).run();
  });
  undo.immediate();
}

function same(column: SQLiteColumn, value: string | number | null): SQL {
  return value === null ? isNull(column) : eq(column, value);
}

/** What the session of a run has cost so far, as the process that answered it counts. */
export function costSoFar(db: Db, runId: string): number | null {
  const row = db
    .select({ cost: runs.costUsd, before: runs.costBeforeUsd })
    .from(runs)
    .where(eq(runs.runId, runId))
    .get();
  return row?.cost === null || row?.cost === undefined ? null : row.cost + (row.before ?? 0);
}
