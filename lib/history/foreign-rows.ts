import { createHash } from "node:crypto";
import { type MessageRecord, storedText, type TextJson, type ThreadRecord } from "../core/export-record.ts";
import type { FileProblem } from "../core/import-tally.ts";
import { withImported } from "../core/landed-record.ts";
import type { ForeignRow } from "../db/foreign-database.ts";
import { asKept, asTextJson, foreignTime, mappedModules, mappedStatus } from "./foreign-values.ts";

type Value = ForeignRow[string];

/** What the messages of a thread tell of it. */
export interface ThreadSurvey {
  first: number | null;
  last: number | null;
}

/** Counts what values became, for the preview. */
export type Note = (what: string) => void;

export interface Translated<Kind> {
  record: Kind;
  problem: Omit<FileProblem, "line"> | null;
}

const THREAD_COLUMNS = new Set(["thread_id", "title", "modules", "created_at", "updated_at", "metadata"]);
const MESSAGE_COLUMNS = new Set("message_id thread_id module content type timestamp status metadata".split(" "));

/** What was changed, with what stood there; columns that we don't have are kept with it. */
class Kept {
  readonly #kept: Record<string, unknown> = {};

  constructor(row: ForeignRow, known: ReadonlySet<string>) {
    const more = Object.entries(row).filter(([name, value]) => !known.has(name) && value !== null);
    if (more.length > 0) this.#kept.columns = Object.fromEntries(more.map(([name, value]) => [name, asKept(value)]));
  }

  /** @returns what it became */
  note<Here>(name: string, before: Value | undefined, here: Here): Here {
    if (before !== undefined) this.#kept[name] = asKept(before);
    return here;
  }

  metadata(before: Value | undefined): TextJson | null {
    const metadata = asTextJson(before ?? null);
    return Object.keys(this.#kept).length === 0 ? metadata : withImported(metadata, this.#kept);
  }
}

/** A thread of another program as it is kept here. */
export function translateThread(
  row: ForeignRow,
  survey: ThreadSurvey | undefined,
  note: Note,
): Translated<ThreadRecord> {
  const kept = new Kept(row, THREAD_COLUMNS);
  const thread_id = asTextJson(row.thread_id ?? null) ?? "";
  const created = foreignTime(row.created_at ?? null);
  const updated = foreignTime(row.updated_at ?? null);
  if (created !== row.created_at) kept.note("created_at", row.created_at, null);
  if (updated !== (row.updated_at ?? null)) kept.note("updated_at", row.updated_at, null);
  const modules = row.modules === undefined ? "[]" : mappedModules(row.modules);
  if (row.modules !== undefined && row.modules !== null && modules !== row.modules) {
    kept.note("modules", row.modules, null);
    note("lists of modules with commas become JSON");
  }
  const created_at = created ?? survey?.first ?? 0;
  const record: ThreadRecord = {
    ...{ line: "thread", thread_id, title: asTextJson(row.title ?? null), modules, created_at },
    ...{ updated_at: updated ?? survey?.last ?? null, metadata: kept.metadata(row.metadata) },
    ...{ archived_at: null, pinned_at: null, tags: [] },
  };
  const isGuessed = created === null && row.created_at !== undefined && row.created_at !== null;
  const detail = `Thread ${storedText(thread_id)} was begun at “${shown(row.created_at)}”, which is no time: that of its first message is taken.`;
  return { record, problem: isGuessed ? { kind: "time-guessed", detail } : null };
}

/** A thread for messages that name one which isn't in the table. */
export function surveyedThread(thread_id: string, { first, last }: ThreadSurvey): ThreadRecord {
  const at = { created_at: first ?? 0, updated_at: last };
  const none = { title: null, modules: "[]", metadata: null, archived_at: null, pinned_at: null, tags: [] };
  return { line: "thread", thread_id, ...at, ...none };
}

/**
 * A message of another program as it is kept here.
 * @param at its place in its table, from 1
 * @param before the time of the message before it, for one that has none; Unix seconds
 */
export function translateMessage(row: ForeignRow, at: number, before: number, note: Note): Translated<MessageRecord> {
  const kept = new Kept(row, MESSAGE_COLUMNS);
  const time = timeOf(row, before, kept, note);
  const record: MessageRecord = {
    line: "message",
    message_id: asTextJson(row.message_id ?? null) ?? idOf(row, at),
    thread_id: threadIdOf(row),
    module: asTextJson(row.module ?? null) ?? "module",
    content: asTextJson(row.content ?? null) ?? kept.note("content", row.content, ""),
    type: asTextJson(row.type ?? null) ?? "response",
    timestamp: time.seconds,
    status: statusOf(row.status ?? null, kept, note),
    metadata: null,
    ...{ blocks: [], runs: [] },
  };
  return { record: { ...record, metadata: kept.metadata(row.metadata) }, problem: time.problem };
}

/** The thread of a message, as text. */
export function threadIdOf(row: ForeignRow): TextJson {
  return asTextJson(row.thread_id ?? null) ?? "";
}

function statusOf(value: Value, kept: Kept, note: Note): string {
  const word = value === null ? "complete" : value.toString();
  const status = mappedStatus(word);
  if (status === word) return status;
  note(`status ${word} becomes ${status}`);
  return kept.note("status", value, status);
}

function timeOf(
  row: ForeignRow,
  before: number,
  kept: Kept,
  note: Note,
): { seconds: number; problem: Translated<MessageRecord>["problem"] } {
  const { timestamp } = row;
  const seconds = foreignTime(timestamp ?? null);
  if (seconds !== null && seconds === timestamp) return { seconds, problem: null };
  kept.note("timestamp", timestamp, null);
  if (seconds !== null) {
    note(
      typeof timestamp === "number"
        ? "times become Unix seconds"
        : "times in words become Unix seconds (UTC where they name no zone)",
    );
    return { seconds, problem: null };
  }
  const detail = `The time of message ${shown(row.message_id)} is “${shown(timestamp)}”, which is none: that of the message before it is taken.`;
  return { seconds: before, problem: { kind: "time-guessed", detail } };
}

/** The same each time the same row is read. */
function idOf(row: ForeignRow, at: number): string {
  const what = JSON.stringify([at, ...Object.entries(row).map(([name, value]) => [name, asKept(value)])]);
  return `row-${createHash("sha256").update(what).digest("hex").slice(0, 32)}`;
}

const shown = (value: Value | undefined) =>
  value === undefined || value === null ? "" : value.toString().slice(0, 60);
