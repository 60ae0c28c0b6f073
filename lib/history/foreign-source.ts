import { storedText } from "../core/export-record.ts";
import { SwitchboardError } from "../core/failure.ts";
import { damaged, type ForeignDatabase, type ForeignRow } from "../db/foreign-database.ts";
import { surveyedThread, type ThreadSurvey, threadIdOf, translateMessage, translateThread } from "./foreign-rows.ts";
import { foreignTime } from "./foreign-values.ts";
import { emptyBatch, type ImportSource, type SourceBatch } from "./import-source.ts";

/** How many rows are read in one go, and how much text at most. */
const BATCH_ROWS = 400;
const BATCH_CHARACTERS = 300_000;
/** Rows of the survey have no text. */
const SURVEY_ROWS = 5_000;

/** Another program's database as a source. */
export function foreignSource(db: ForeignDatabase, name: string, bytes: number, remove: () => void): ImportSource {
  const notes = new Map<string, number>();
  const source = new ForeignReader(db, bytes, (what) => notes.set(what, (notes.get(what) ?? 0) + 1));
  return {
    kind: "database",
    what: "a database of another program",
    bytes,
    async *read() {
      notes.clear();
      try {
        yield* source.read();
      } catch (cause) {
        throw damaged(name, cause);
      }
    },
    mappings: () => [...notes].map(([what, count]) => ({ what, count })),
    close() {
      db.close();
      remove();
    },
  };
}

class ForeignReader {
  readonly #db: ForeignDatabase;
  readonly #bytes: number;
  readonly #note: (what: string) => void;

  constructor(db: ForeignDatabase, bytes: number, note: (what: string) => void) {
    this.#db = db;
    this.#bytes = bytes;
    this.#note = note;
  }

  /** Threads, then those that are only named, then messages; each row of the tables once. */
  async *read(): AsyncGenerator<SourceBatch, void> {
    const survey = new Map<string, ThreadSurvey>();
    yield* this.#survey(survey);
    yield* this.#threads(survey);
    yield* this.#made(survey);
    yield* this.#messages();
  }

  /** What is not in the table of threads is told by the messages: when each began, and when it last went on. */
  async *#survey(survey: Map<string, ThreadSurvey>): AsyncGenerator<SourceBatch, void> {
    const columns = ["thread_id", "timestamp"].filter((column) => this.#db.messages.columns.includes(column));
    for (const rows of inBatches(this.#db.read("messages", columns), SURVEY_ROWS)) {
      for (const row of rows) {
        const id = storedText(threadIdOf(row)) ?? "";
        const at = foreignTime(row.timestamp ?? null);
        const known = survey.get(id) ?? { first: null, last: null };
        if (at !== null) {
          known.first = Math.min(known.first ?? at, at);
          known.last = Math.max(known.last ?? at, at);
        }
        survey.set(id, known);
      }
      yield emptyBatch(0);
    }
  }

  /** Leaves in the survey only those threads that the table doesn't have. */
  async *#threads(survey: Map<string, ThreadSurvey>): AsyncGenerator<SourceBatch, void> {
    if (!this.#db.threads) return;
    let at = 0;
    for (const rows of inBatches(this.#db.read("threads"), BATCH_ROWS)) {
      const batch = emptyBatch(0);
      for (const row of rows) {
        at += 1;
        const id = storedText(threadIdOf(row)) ?? "";
        const { record, problem } = translateThread(row, survey.get(id), this.#note);
        batch.records.push({ line: at, record });
        if (problem) batch.problems.push({ line: at, ...problem });
      }
      yield batch;
    }
    this.#expect("threads", this.#db.threads.rows, at);
    for (const row of this.#db.read("threads", ["thread_id"])) survey.delete(storedText(threadIdOf(row)) ?? "");
  }

  async *#made(survey: Map<string, ThreadSurvey>): AsyncGenerator<SourceBatch, void> {
    for (const ids of inBatches(survey.entries(), BATCH_ROWS)) {
      const batch = emptyBatch(0);
      for (const [id, known] of ids) batch.records.push({ line: 1, record: surveyedThread(id, known), made: true });
      yield batch;
    }
  }

  async *#messages(): AsyncGenerator<SourceBatch, void> {
    const { rows: all } = this.#db.messages;
    let at = 0;
    let before = 0;
    for (const rows of inBatches(this.#db.read("messages"), BATCH_ROWS)) {
      const batch = emptyBatch(Math.floor((this.#bytes * (at + rows.length)) / Math.max(1, all)));
      for (const row of rows) {
        at += 1;
        const { record, problem } = translateMessage(row, at, before, this.#note);
        if (typeof record.timestamp === "number") before = record.timestamp;
        batch.records.push({ line: at, record });
        if (problem) batch.problems.push({ line: at, ...problem });
      }
      yield batch;
    }
    this.#expect("messages", all, at);
  }

  #expect(table: string, rows: number, read: number): void {
    if (rows === read) return;
    throw new SwitchboardError(
      "import-incomplete",
      `The table ${table} tells of ${rows} rows, and ${read} were read.`,
      {
        hint: "The database may be damaged: recover it with sqlite3 FILE .recover. What was read is kept.",
        field: "file",
      },
    );
  }
}

function* inBatches<Item>(items: Iterable<Item>, most: number): Generator<Item[]> {
  let batch: Item[] = [];
  let characters = 0;
  for (const item of items) {
    batch.push(item);
    characters += sizeOf(item);
    if (batch.length < most && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

function sizeOf(item: unknown): number {
  const content = (item as ForeignRow).content;
  return typeof content === "string" || Buffer.isBuffer(content) ? content.length : 0;
}
