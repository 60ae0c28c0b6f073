import { setTimeout as sleep } from "node:timers/promises";
import type Database from "better-sqlite3";
import { contentOf } from "../../lib/core/claude/content.ts";
import type { FeedReader } from "./feed-reader.ts";

const LIMIT_MS = 15_000;

interface Row {
  messageId: string;
  threadId: string;
  content: string;
  status: string;
  type: string;
}

/** Once all has ended, every reader shows what is stored, and has never shown more. */
export async function checkReaders(readers: FeedReader[], connection: Database.Database): Promise<string[]> {
  const newest = Number(connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").pluck().get());
  const limit = performance.now() + LIMIT_MS;
  while (readers.some((reader) => reader.cursor < newest) && performance.now() < limit) await sleep(20);
  const rows = connection
    .prepare("SELECT message_id AS messageId, thread_id AS threadId, content, status, type FROM messages")
    .all() as Row[];
  return readers.flatMap((reader, index) => faultsIn(reader, rows, newest).map((fault) => `reader ${index}: ${fault}`));
}

function faultsIn(reader: FeedReader, rows: Row[], newest: number): string[] {
  const faults = reader.oddities.splice(0);
  if (reader.cursor < newest) faults.push(`it stands at ${reader.cursor}, and not at ${newest}`);
  for (const row of rows) {
    const message = reader.threads.get(row.threadId)?.messages.find((other) => other.messageId === row.messageId);
    const shown = row.type === "response" ? contentOf(message?.blocks ?? []) : message?.content;
    if (shown === row.content && message?.status === row.status) continue;
    faults.push(`${row.messageId} shows ${shown?.length} characters (${message?.status}), not ${row.content.length}`);
  }
  return faults;
}
