import type { ExportFilter } from "../core/export-record.ts";
import type { Db } from "../db/db.ts";
import { threadMessageViews, threadSums } from "../db/export-views.ts";
import { readRecords } from "../db/read-records.ts";
import { openSnapshot } from "../db/snapshot.ts";
import type { ConversationStore } from "../db/store.ts";
import { requireThread } from "../db/threads.ts";
import { fileName } from "../export/file-name.ts";
import { inChunks } from "../export/in-chunks.ts";
import { jsonLines } from "../export/json-lines.ts";
import { threadHtml } from "../export/thread-html.ts";
import { threadJson } from "../export/thread-json.ts";
import { threadMarkdown } from "../export/thread-markdown.ts";
import { type ExportedThread, titleOf } from "../export/thread-words.ts";

/** What a thread can be exported as. */
export const THREAD_FORMATS = ["md", "json", "html", "jsonl"] as const;
export type ThreadFormat = (typeof THREAD_FORMATS)[number];

const TYPES: Readonly<Record<ThreadFormat, string>> = {
  md: "text/markdown; charset=utf-8",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
};

/** An export that is made while it is read. */
export interface Export {
  fileName: string;
  contentType: string;
  /** Its text, a piece at a time. It sees the database as it was when it began; leaving it early is fine. */
  chunks: AsyncGenerator<string, void>;
}

const RENDERERS = { md: threadMarkdown, json: threadJson, html: threadHtml } as const;

/** A store, or whatever else has an open database. */
type Opened = Pick<ConversationStore, "db">;

/** Exports one thread. @throws SwitchboardError thread-unknown */
export function exportThread({ db }: Opened, threadId: string, format: ThreadFormat): Export {
  const title = titleOf({ ...requireThread(db, threadId), ...threadSums(db, threadId) });
  const pieces = (snapshot: Db) => {
    if (format === "jsonl") return jsonLines(readRecords(snapshot, { thread: threadId }), { thread: threadId });
    const thread: ExportedThread = { ...requireThread(snapshot, threadId), ...threadSums(snapshot, threadId) };
    return RENDERERS[format](thread, threadMessageViews(snapshot, threadId));
  };
  return { fileName: fileName(title, format), contentType: TYPES[format], chunks: fromSnapshot(db, pieces) };
}

/** Exports everything, or the whole threads that the filter names, as JSON Lines. */
export function exportAll({ db }: Opened, filter: Omit<ExportFilter, "thread"> = {}): Export {
  const day = new Date().toISOString().slice(0, 10);
  const name = fileName(["switchboard", filter.module ?? "", day].filter((part) => part !== "").join("-"), "jsonl");
  const pieces = (snapshot: Db) => jsonLines(readRecords(snapshot, filter), filter);
  return { fileName: name, contentType: TYPES.jsonl, chunks: fromSnapshot(db, pieces) };
}

/** The snapshot is taken when the first piece is read, and let go after the last one or when the reader leaves. */
async function* fromSnapshot(db: Db, pieces: (snapshot: Db) => Generator<string>): AsyncGenerator<string, void> {
  const snapshot = openSnapshot(db.$client.name);
  const all = pieces(snapshot);
  try {
    yield* inChunks(all);
  } finally {
    all.return(undefined);
    snapshot.$client.close();
  }
}
