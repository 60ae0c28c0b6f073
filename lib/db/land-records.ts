import {
  type ExportRecord,
  type MessageRecord,
  type ModuleRecord,
  type SavedSearchRecord,
  type StoredJson,
  storedText,
  type TemplateRecord,
  type TextJson,
  type ThreadRecord,
} from "../core/export-record.ts";
import {
  type CountedKind,
  emptyTally,
  type FileProblem,
  type FileProblemKind,
  type Tally,
} from "../core/import-tally.ts";
import { landedMessage } from "../core/landed-record.ts";
import { DEFAULT_PROFILE } from "../core/permission-profile.ts";
import { copiedMessage, copiedThread, identity, keyOf, madeThread } from "./copied-record.ts";
import type { Db } from "./db.ts";
import {
  insertMessage,
  insertModule,
  insertSearch,
  insertTemplate,
  insertThread,
  tellOfThread,
} from "./insert-records.ts";
import { prepared } from "./prepared.ts";
import { findMessageRecord, findThreadRecord, hasThread } from "./read-records.ts";
import { type PlacedDocument, writeDocuments } from "./search-index.ts";

/** Something that a file holds, with where it stands: its line or row, from 1. */
export interface PlacedRecord {
  line: number;
  record: ExportRecord;
  /** A thread that stands nowhere in the file, made for the messages that name it. */
  made?: true;
}

export interface LandingOptions {
  /** Only counts what would happen. */
  dry: boolean;
  /** What has the id of something else gets one of its own, the same each time, instead of being kept out. */
  asCopies: boolean;
  /** Whether modules get the rights that the file gives them: a person has said so. */
  grant: boolean;
}

/** What one step brought in. */
export interface Landed {
  /** How many of the records it was given. */
  taken: number;
  tally: Tally;
  problems: FileProblem[];
}

/** What became of a record. */
type Verdict = "added" | "equal" | { kind: FileProblemKind; detail: string };

const KINDS: Readonly<Record<ExportRecord["line"], CountedKind>> = {
  ...{ module: "modules", "saved-search": "searches", template: "templates", thread: "threads", message: "messages" },
};

/**
 * Brings records into the database. What is there is never changed: a record is new, or it is there just so, or it is
 * told as a conflict. So the same import again adds nothing, and one that was cancelled goes on where it stopped.
 */
export class Landing {
  readonly #db: Db;
  readonly #options: LandingOptions;
  /** Threads of the file that are not here under their own id. */
  readonly #fates = new Map<string, { here: TextJson } | "kept-out">();
  /** Threads that a preview has only thought of. */
  readonly #previewed = new Set<string>();
  /** When something last happened in threads that are here, where the file knows of something newer. */
  readonly #activity = new Map<string, number>();
  /** Threads that the file doesn't have: something last happened in them when their last message was written. */
  readonly #made = new Set<string>();
  readonly #touched = new Map<string, StoredJson>();
  #step = emptyTally();
  #problems: FileProblem[] = [];
  #documents: PlacedDocument[] = [];

  constructor(db: Db, options: LandingOptions) {
    this.#db = db;
    this.#options = options;
  }

  /**
   * Lands as many of the records as the time allows, in one transaction, with the index and one change for each
   * thread. The first one is always taken.
   * @param milliseconds how long the database may be held
   * @param note what else belongs into the transaction
   */
  land(records: readonly PlacedRecord[], milliseconds: number, note: (landed: Landed) => void = () => {}): Landed {
    const until = performance.now() + milliseconds;
    const work = this.#db.$client.transaction(() => {
      this.#begin();
      let taken = 0;
      for (const placed of records) {
        if (taken > 0 && performance.now() > until) break;
        this.#take(placed);
        taken += 1;
      }
      const landed = { taken, tally: this.#step, problems: this.#problems };
      this.#finish();
      note(landed);
      return landed;
    });
    return this.#options.dry ? work() : work.immediate();
  }

  #begin(): void {
    this.#step = emptyTally();
    this.#problems = [];
    this.#documents = [];
    this.#touched.clear();
    if (!this.#options.dry) prepared(this.#db, "UPDATE search_state SET bulk = 1 WHERE id = 1").run();
  }

  #finish(): void {
    if (this.#options.dry) return;
    writeDocuments(this.#db, this.#documents);
    for (const [key, id] of this.#touched) tellOfThread(this.#db, id, this.#activity.get(key) ?? null);
    prepared(this.#db, "UPDATE search_state SET bulk = 0 WHERE id = 1").run();
  }

  #take({ line, record, made }: PlacedRecord): void {
    const isMade = made === true && record.line === "thread";
    const verdict = isMade ? this.#takeThread(record) : this.#counted(line, record);
    if (isMade && verdict === "added") this.#noteMade(line, record.thread_id);
    if (typeof verdict === "object") this.#problems.push({ line, ...verdict });
  }

  #counted(line: number, record: ExportRecord): Verdict {
    const count = this.#step[KINDS[record.line]];
    count.read += 1;
    const verdict = this.#verdictOn(line, record);
    if (typeof verdict === "string") count[verdict] += 1;
    else count.conflicts += 1;
    return verdict;
  }

  #noteMade(line: number, threadId: StoredJson): void {
    this.#step.made += 1;
    const detail = `There is no thread ${storedText(threadId)} in the file: one is made for its messages.`;
    this.#problems.push({ line, kind: "thread-made", detail });
  }

  #verdictOn(line: number, record: ExportRecord): Verdict {
    switch (record.line) {
      case "module":
        return this.#takeModule(line, record);
      case "saved-search":
        return this.#takeSearch(record);
      case "template":
        return this.#takeTemplate(record);
      case "thread":
        return this.#takeThread(record);
      case "message":
        return this.#takeMessage(line, record);
    }
  }

  #takeModule(line: number, record: ModuleRecord): Verdict {
    const name = storedText(record.name);
    const path = prepared(this.#db, "SELECT path FROM modules WHERE name = ?").pluck().get(name);
    if (path === undefined) return this.#addModule(line, record);
    if (path === storedText(record.path)) return "equal";
    const detail = `The module ${name} is ${String(path)} here, and ${storedText(record.path)} in the file.`;
    return { kind: "conflict-module", detail };
  }

  /** A file may be anyone's: what Claude may do in a directory is for a person here to say. */
  #addModule(line: number, record: ModuleRecord): Verdict {
    const rights = [
      ...(record.profile === null || record.profile === DEFAULT_PROFILE
        ? []
        : [`profile ${storedText(record.profile)}`]),
      ...(record.asks === 1 ? ["asks other modules"] : []),
    ];
    if (rights.length === 0 || this.#options.grant) return this.#add(() => insertModule(this.#db, record));
    const detail = `The module ${storedText(record.name)} comes in without its rights (${rights.join(", ")}).`;
    this.#problems.push({ line, kind: "rights-withheld", detail });
    return this.#add(() =>
      insertModule(this.#db, { ...record, profile: null, asks: record.asks === 1 ? null : record.asks }),
    );
  }

  #takeSearch(record: SavedSearchRecord): Verdict {
    const [name, address, id] = [record.name, record.address, record.search_id].map(storedText);
    const like = "SELECT name = ? AND address = ? FROM saved_searches WHERE search_id = ? OR name = ?";
    const known = prepared(this.#db, like).pluck().all(name, address, id, name);
    if (known.length === 0) return this.#add(() => insertSearch(this.#db, record));
    if (known.includes(1)) return "equal";
    return { kind: "conflict-search", detail: `Another search is kept as “${name}” here.` };
  }

  #takeTemplate(record: TemplateRecord): Verdict {
    const [name, prompt, id] = [record.name, record.prompt, record.template_id].map(storedText);
    const like = "SELECT name = ? AND prompt = ? FROM templates WHERE template_id = ? OR name = ?";
    const known = prepared(this.#db, like).pluck().all(name, prompt, id, name);
    if (known.length === 0) return this.#add(() => insertTemplate(this.#db, record));
    if (known.includes(1)) return "equal";
    return { kind: "conflict-template", detail: `Another question is kept as “${name}” here.` };
  }

  #takeThread(record: ThreadRecord): Verdict {
    const key = keyOf(record.thread_id);
    const there = findThreadRecord(this.#db, record.thread_id);
    if (!there) return this.#addThread(record);
    const name = `thread ${storedText(record.thread_id)}`;
    if (keyOf(there.created_at) === keyOf(record.created_at)) {
      this.#noteActivity(key, there, record);
      if (identity(there) === identity(record)) return "equal";
      const detail = `The title, modules, tags or metadata of ${name} are others here: they stay. Its messages come in.`;
      return { kind: "thread-differs", detail };
    }
    if (this.#options.asCopies) {
      const copy = copiedThread(record);
      this.#fates.set(key, { here: copy.thread_id });
      return findThreadRecord(this.#db, copy.thread_id) ? "equal" : this.#addThread(copy);
    }
    this.#fates.set(key, "kept-out");
    return { kind: "conflict-thread", detail: `Another ${name} is here: this one is kept out with its messages.` };
  }

  /** When messages are added to a thread that is here, the time of its last activity moves on to that of the file. */
  #noteActivity(key: string, there: ThreadRecord, { updated_at: newer }: ThreadRecord): void {
    const last = there.updated_at ?? there.created_at;
    if (typeof newer === "number" && typeof last === "number" && newer > last) this.#activity.set(key, newer);
  }

  #addThread(record: ThreadRecord): Verdict {
    if (this.#options.dry) this.#previewed.add(keyOf(record.thread_id));
    return this.#add(() => insertThread(this.#db, record));
  }

  #takeMessage(line: number, read: MessageRecord): Verdict {
    const fate = this.#fates.get(keyOf(read.thread_id)) ?? { here: read.thread_id };
    const name = `message ${storedText(read.message_id)}`;
    const conflict = (detail: string): Verdict => ({ kind: "conflict-message", detail });
    if (fate === "kept-out") return conflict(`The thread of ${name} is kept out.`);
    let message = landedMessage(fate.here === read.thread_id ? read : copiedMessage(read, fate.here));
    let there = findMessageRecord(this.#db, message.message_id);
    if (there && !isSame(there, message) && this.#options.asCopies) {
      message = copiedMessage(message, message.thread_id);
      there = findMessageRecord(this.#db, message.message_id);
    }
    if (there) return isSame(there, message) ? "equal" : conflict(`Another ${name} is here: this one is kept out.`);
    if (this.#hasForeignRun(message)) return conflict(`A run of ${name} is another message's here: it is kept out.`);
    this.#needThread(line, message);
    return this.#add(() => {
      this.#documents.push(insertMessage(this.#db, message));
      this.#touched.set(keyOf(message.thread_id), message.thread_id);
    });
  }

  /** A message is never dropped for want of its thread. */
  #needThread(line: number, message: MessageRecord): void {
    const key = keyOf(message.thread_id);
    const { timestamp } = message;
    const last = this.#activity.get(key);
    if (this.#made.has(key) && typeof timestamp === "number" && (last ?? 0) < timestamp) {
      this.#activity.set(key, timestamp);
    }
    if (this.#touched.has(key) || this.#previewed.has(key) || hasThread(this.#db, message.thread_id)) return;
    if (this.#options.dry) this.#previewed.add(key);
    else insertThread(this.#db, madeThread(message));
    this.#made.add(key);
    this.#noteMade(line, message.thread_id);
  }

  #hasForeignRun({ runs }: MessageRecord): boolean {
    const known = prepared(this.#db, "SELECT 1 FROM runs WHERE run_id = ?");
    return runs.some((run) => known.get(storedText(run.run_id)) !== undefined);
  }

  #add(insert: () => void): Verdict {
    if (!this.#options.dry) insert();
    return "added";
  }
}

const isSame = (a: MessageRecord, b: MessageRecord) => JSON.stringify(a) === JSON.stringify(b);
