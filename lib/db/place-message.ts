import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/** A message that is about to be inserted by a writer that knows it to be new. */
export interface NewPlace {
  messageId: string;
  threadId: string;
  module: string;
  type: string;
  status: string;
  /** Unix seconds. */
  at: number;
}

/** 64 places an hour, as the triggers give them; when they are taken, the next free one of the day, or the month. */
const PLACES = 64;
const HOUR = 3_600;
const SPANS = [PLACES, 24 * PLACES, 30 * 24 * PLACES];

/**
 * Does for a new message what the insert triggers do, which `search_state.placed` keeps from running: gives it its place
 * in time, and counts it for its module in the thread. The caller has a transaction open.
 * @returns its place, which is its rowid in the search index
 */
export function placeMessage(db: Db, { messageId, threadId, module, type, status, at }: NewPlace): number {
  const time = Number.isFinite(at) && at >= 0 && at <= 1e11 ? at : Date.now() / 1000;
  const slot = Math.floor(time / HOUR) * PLACES;
  const seq = freePlace(db, slot);
  prepared(db, "INSERT INTO message_order (seq, message_id, at, module, type, status) VALUES (?, ?, ?, ?, ?, ?)").run(
    ...[seq, messageId, time, module, type, status],
  );
  prepared(db, "UPDATE search_state SET max_spill = @spill WHERE max_spill < @spill").run({ spill: seq - slot });
  prepared(
    db,
    `INSERT INTO thread_modules (thread_id, module, messages, named) VALUES (?, ?, 1, 0)
       ON CONFLICT (thread_id, module) DO UPDATE SET messages = messages + 1`,
  ).run(threadId, module);
  return seq;
}

function freePlace(db: Db, slot: number): number {
  const last = prepared(db, "SELECT max(seq) FROM message_order WHERE seq BETWEEN ? AND ?").pluck();
  for (const span of SPANS) {
    const taken = last.get(slot, slot + span - 1);
    if (typeof taken !== "number") return slot;
    if (taken < slot + span - 1) return taken + 1;
  }
  return Number(prepared(db, "SELECT max(seq) FROM message_order").pluck().get()) + 1;
}

/**
 * Does work whose new messages it places itself, and which tells readers and the index of them itself.
 * The caller has a transaction open.
 */
export function withoutInsertTriggers<T>(db: Db, work: () => T): T {
  prepared(db, "UPDATE search_state SET bulk = 1, placed = 1").run();
  const done = work();
  prepared(db, "UPDATE search_state SET bulk = 0, placed = 0").run();
  return done;
}
