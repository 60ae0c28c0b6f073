import type { Failure } from "../core/failure.ts";
import type { Block, BlockKind, Message, PermissionDenial, Run, RunState, Thread } from "../core/message.ts";
import type { blocks, messages, runs, threads } from "./schema.ts";

type MessageRow = typeof messages.$inferSelect;
type ThreadRow = typeof threads.$inferSelect;
type RunRow = typeof runs.$inferSelect;
type BlockRow = typeof blocks.$inferSelect;

/** Reads JSON that another program may have written: null when it is not JSON. */
export function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Text as another program may have stored it: SQLite also keeps bytes in a column of text. */
export function asText(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString("utf8") : String(value);
}

export const asTextOrNull = (value: unknown) => (value === null ? null : asText(value));

/** A time as another program may have stored it: a number, or a date in words; 0 when it is no time at all. */
export function asTime(value: unknown): number {
  const time = typeof value === "number" ? value : Number(asText(value));
  if (Number.isFinite(time)) return time;
  const date = Date.parse(asText(value)) / 1000;
  return Number.isFinite(date) ? date : 0;
}

/** How many rows to read: a whole number from 1 to `most`, whatever was asked for. */
export function boundedLimit(limit: number | undefined, usual: number, most: number): number {
  if (limit === undefined || Number.isNaN(limit)) return usual;
  return Math.trunc(Math.min(Math.max(limit, 1), most));
}

/** Metadata as an object; what is none is kept under "raw". */
export function asObject(stored: unknown): Record<string, unknown> | null {
  const text = asTextOrNull(stored);
  if (text === null || text === "" || text === "null") return null;
  const value = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : { raw: text };
}

/** The modules of a thread: a JSON array of names; anything else that stands there counts as one name. */
export function asModules(stored: unknown): string[] {
  const text = asTextOrNull(stored);
  if (text === null || text === "" || text === "null") return [];
  const value = parseJson(text);
  if (Array.isArray(value)) return value.map((name) => (typeof name === "string" ? name : JSON.stringify(name)));
  return [typeof value === "string" ? value : text];
}

export function toMessage(row: MessageRow): Message {
  return {
    messageId: asText(row.messageId),
    threadId: asText(row.threadId),
    module: asText(row.module),
    content: asText(row.content),
    type: asText(row.type),
    timestamp: asTime(row.timestamp),
    status: asTextOrNull(row.status) ?? "complete",
    metadata: asObject(row.metadata),
  };
}

/** What a person has noted about a thread. */
export type ThreadNotes = Pick<Thread, "archived" | "pinned" | "tags">;

export function toThread(row: ThreadRow, notes: ThreadNotes): Thread {
  return {
    threadId: asText(row.threadId),
    title: asTextOrNull(row.title),
    modules: asModules(row.modules),
    createdAt: asTime(row.createdAt),
    updatedAt: row.updatedAt === null ? null : asTime(row.updatedAt),
    metadata: asObject(row.metadata),
    ...notes,
  };
}

export function toBlock(row: BlockRow): Block {
  return { ...row, kind: row.kind as BlockKind, state: row.state as Block["state"] };
}

/** @param queuePosition its place in line, when it is queued */
export function toRun(row: RunRow, queuePosition: number | null): Run {
  const { stopRequestedAt: _stop, process: _process, spoolDir: _spool, askedAt: _asked, goneAt: _gone, ...kept } = row;
  const { costBeforeUsd: _before, ...shown } = kept;
  return {
    ...shown,
    queuePosition,
    state: row.state as RunState,
    permissionDenials: (parseJson(row.permissionDenials) as PermissionDenial[] | null) ?? [],
    failure: parseJson(row.failure) as Failure | null,
  };
}

/** Unix seconds, now. */
export function nowSeconds(): number {
  return Date.now() / 1000;
}
