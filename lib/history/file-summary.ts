import { type StoredJson, storedText } from "../core/export-record.ts";
import type { FileReport, NameCount } from "../core/file-report.ts";
import { addTally, emptyTally, type FileProblem, type FileProblemKind, type Tally } from "../core/import-tally.ts";
import type { PlacedRecord } from "../db/land-records.ts";
import type { ImportSource } from "./import-source.ts";

const SHOWN_PROBLEMS = 200;
const SHOWN_NAMES = 12;
const SAMPLES = 5;
/** Names that are counted: a file may have a module for each message. */
const COUNTED_NAMES = 10_000;

/** Gathers what a preview shows and a result tells. */
export class FileSummary {
  readonly #source: ImportSource;
  readonly #name: string;
  readonly tally: Tally = emptyTally();
  bytesDone = 0;
  #problems: FileProblem[] = [];
  readonly #problemCounts: Partial<Record<FileProblemKind, number>> = {};
  readonly #modules = new Map<string, number>();
  readonly #statuses = new Map<string, number>();
  readonly #types = new Map<string, number>();
  readonly #samples: FileReport["samples"] = [];
  #firstAt: number | null = null;
  #lastAt: number | null = null;

  constructor(source: ImportSource, name: string) {
    this.#source = source;
    this.#name = name;
  }

  get problemCount(): number {
    return Object.values(this.#problemCounts).reduce((sum, count) => sum + count, 0);
  }

  addTally(tally: Tally): void {
    addTally(this.tally, tally);
  }

  addProblems(problems: readonly FileProblem[]): void {
    for (const { kind } of problems) this.#problemCounts[kind] = (this.#problemCounts[kind] ?? 0) + 1;
    if (this.#problems.length < SHOWN_PROBLEMS)
      this.#problems = [...this.#problems, ...problems].slice(0, SHOWN_PROBLEMS);
  }

  addRecords(records: readonly PlacedRecord[]): void {
    for (const { record } of records) {
      if (record.line === "thread" && this.#samples.length < SAMPLES) {
        const threadId = storedText(record.thread_id) ?? "";
        this.#samples.push({ threadId, title: storedText(record.title)?.slice(0, 120).toWellFormed() ?? null });
      }
      if (record.line !== "message") continue;
      count(this.#modules, record.module);
      count(this.#statuses, record.status ?? "complete");
      count(this.#types, record.type);
      this.#addTime(record.timestamp);
    }
  }

  #addTime(at: StoredJson): void {
    if (typeof at !== "number") return;
    this.#firstAt = Math.min(this.#firstAt ?? at, at);
    this.#lastAt = Math.max(this.#lastAt ?? at, at);
  }

  report(): FileReport {
    const { kind, what, bytes } = this.#source;
    return {
      ...{ kind, what, bytes, source: this.#name, bytesDone: this.bytesDone },
      tally: structuredClone(this.tally),
      problemCounts: { ...this.#problemCounts },
      problems: this.#problems,
      modules: largest(this.#modules),
      statuses: largest(this.#statuses),
      types: largest(this.#types),
      ...{ firstAt: this.#firstAt, lastAt: this.#lastAt },
      samples: [...this.#samples],
      mappings: this.#source.mappings(),
    };
  }
}

function count(counts: Map<string, number>, value: StoredJson): void {
  const name = (storedText(value) ?? "").slice(0, 120).toWellFormed();
  if (counts.has(name) || counts.size < COUNTED_NAMES) counts.set(name, (counts.get(name) ?? 0) + 1);
}

function largest(counts: Map<string, number>): NameCount[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN_NAMES);
  return sorted.map(([name, count]) => ({ name, count }));
}
