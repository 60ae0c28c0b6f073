import { setTimeout as sleep } from "node:timers/promises";
import type Database from "better-sqlite3";
import { markedProcesses } from "./processes.ts";
import type { World } from "./world.ts";

/** After so long without any change, whatever has not ended is stuck, in milliseconds. */
const STUCK_MS = 10_000;
/** A process whose run ended long ago is ended by whoever looks after the runs: within this, in milliseconds. */
const ORPHAN_MS = 30_000;
const LOOK_MS = 50;

const COUNTS = {
  "messages processing": "SELECT count(*) FROM messages WHERE status = 'processing'",
  "runs not ended": "SELECT count(*) FROM runs WHERE state <> 'ended'",
  "questions in line": "SELECT count(*) FROM queued_questions",
  "places in spools": "SELECT count(*) FROM run_positions",
  "blocks open": "SELECT count(*) FROM blocks WHERE state = 'open'",
};

function left(connection: Database.Database): Record<string, number> {
  const counts = Object.entries(COUNTS).map(([what, sql]) => [what, Number(connection.prepare(sql).pluck().get())]);
  return Object.fromEntries(counts.filter(([, count]) => Number(count) > 0));
}

/** Waits until every query has ended. @returns the rows that are stuck; none when all is well */
export async function settle(connection: Database.Database): Promise<string[]> {
  const moved = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").pluck();
  let last: unknown = null;
  let since = performance.now();
  for (;;) {
    const rest = left(connection);
    if (Object.keys(rest).length === 0) return [];
    const seq = moved.get();
    if (seq !== last) since = performance.now();
    last = seq;
    if (performance.now() - since > STUCK_MS) return stuckRows(connection, rest);
    await sleep(LOOK_MS);
  }
}

function stuckRows(connection: Database.Database, rest: Record<string, number>): string[] {
  const rows = connection
    .prepare(
      `SELECT runs.*, follower, spool_offset, prompt FROM runs LEFT JOIN run_positions USING (run_id)
       LEFT JOIN queued_questions USING (run_id) WHERE state <> 'ended'`,
    )
    .all();
  const counts = Object.entries(rest).map(([what, count]) => `stuck: ${count} ${what}`);
  return [...counts, ...rows.map((row) => `stuck: ${JSON.stringify(row)}`)];
}

/** Waits until only kept processes are there. @returns what is left of others */
export async function orphans(connection: Database.Database | null, world: World): Promise<string[]> {
  const limit = performance.now() + ORPHAN_MS;
  for (;;) {
    const kept = connection ? keptMarks(connection) : new Set<string>();
    const found = markedProcesses(world.dir).filter(({ mark }) => mark === "" || !kept.has(mark));
    const lost = kept.size > 0 ? found.filter(({ mark }) => mark !== "") : found;
    if (lost.length === 0) return [];
    if (performance.now() > limit) {
      return lost.map(({ pid, mark, command }) => `orphan: ${pid} of run ${mark || "(unknown)"}: ${command}`);
    }
    await sleep(LOOK_MS);
  }
}

function keptMarks(connection: Database.Database): Set<string> {
  const folders = connection.prepare("SELECT spool_dir FROM warm_processes").pluck().all() as string[];
  return new Set(folders.map((folder) => folder.slice(folder.lastIndexOf("/") + 1)));
}

/** The pids of the processes that are kept. */
export function keptPids(connection: Database.Database): number[] {
  const rows = connection.prepare("SELECT process FROM warm_processes").pluck().all() as string[];
  return rows.map((json) => Number(JSON.parse(json).pid));
}
