import { createHash } from "node:crypto";
import type { MessageRecord, StoredJson, TextJson, ThreadRecord } from "../core/export-record.ts";

/** Ids are compared with their kind: SQLite tells bytes from text. */
export const keyOf = (id: StoredJson) => JSON.stringify(id);

/** What makes a thread this one: not when something last happened in it. */
export function identity(record: ThreadRecord): string {
  return JSON.stringify({ ...record, updated_at: null });
}

/** A thread under an id of its own: the same one each time it is imported. */
export function copiedThread(record: ThreadRecord): ThreadRecord {
  return { ...record, thread_id: copyId(identity(record)) };
}

/** A message with ids of its own, in this thread: the same ones each time it is imported. */
export function copiedMessage(message: MessageRecord, thread_id: TextJson): MessageRecord {
  const inThread = (id: StoredJson) => copyId(JSON.stringify([thread_id, id]));
  const isMoved = thread_id !== message.thread_id;
  return {
    ...message,
    thread_id,
    message_id: isMoved ? inThread(message.message_id) : copyId(JSON.stringify(message)),
    runs: message.runs.map((run) => ({
      ...run,
      run_id: inThread(run.run_id),
      question_id: isMoved && run.question_id !== "" ? inThread(run.question_id) : run.question_id,
    })),
  };
}

/** A thread for messages whose own is nowhere. */
export function madeThread({ thread_id, timestamp }: MessageRecord): ThreadRecord {
  const at = typeof timestamp === "number" ? timestamp : 0;
  const empty = { title: null, modules: "[]", metadata: null, archived_at: null, pinned_at: null, tags: [] };
  return { line: "thread", thread_id, created_at: at, updated_at: at, ...empty };
}

/** A UUID made of what it names. */
export function copyId(of: string): string {
  const hash = createHash("sha256").update(of).digest("hex");
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return [...parts, hash.slice(20, 32)].join("-");
}
