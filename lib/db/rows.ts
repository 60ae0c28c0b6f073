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

function asObject(text: string | null): Record<string, unknown> | null {
  if (text === null || text === "") return null;
  const value = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : { raw: text };
}

/** The modules of a thread: a JSON array of names; anything else that stands there counts as one name. */
export function asModules(text: string | null): string[] {
  if (text === null || text === "") return [];
  const value = parseJson(text);
  if (Array.isArray(value)) return value.map(String);
  return [typeof value === "string" ? value : text];
}

export function toMessage(row: MessageRow): Message {
  return {
    messageId: row.messageId,
    threadId: row.threadId,
    module: String(row.module),
    content: String(row.content),
    type: String(row.type),
    timestamp: Number(row.timestamp),
    status: row.status ?? "complete",
    metadata: asObject(row.metadata),
  };
}

export function toThread(row: ThreadRow, archived: boolean): Thread {
  return {
    threadId: row.threadId,
    title: row.title,
    modules: asModules(row.modules),
    createdAt: Number(row.createdAt),
    updatedAt: row.updatedAt,
    metadata: asObject(row.metadata),
    archived,
  };
}

export function toBlock(row: BlockRow): Block {
  return { ...row, kind: row.kind as BlockKind, state: row.state as Block["state"] };
}

export function toRun(row: RunRow): Run {
  const { stopRequestedAt: _stop, process: _process, spoolDir: _spool, ...kept } = row;
  return {
    ...kept,
    state: row.state as RunState,
    permissionDenials: (parseJson(row.permissionDenials) as PermissionDenial[] | null) ?? [],
    failure: parseJson(row.failure) as Failure | null,
  };
}

/** Unix seconds, now. */
export function nowSeconds(): number {
  return Date.now() / 1000;
}
