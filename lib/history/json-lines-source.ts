import fs from "node:fs";
import { LineSplitter } from "../core/claude/split-lines.ts";
import { type EndLine, type ExportRecord, exportLine } from "../core/export-record.ts";
import { COUNTED_KINDS, type CountedKind } from "../core/import-tally.ts";
import { emptyBatch, type ImportSource, type SourceBatch } from "./import-source.ts";

/** How much is read at once, and how long a line may be at most, in bytes. */
const CHUNK_BYTES = 128 * 1024;
const LONGEST_LINE = 384 * 1024 * 1024;

const KIND_OF: Readonly<Record<ExportRecord["line"], CountedKind>> = {
  ...{ module: "modules", "saved-search": "searches", template: "templates", thread: "threads", message: "messages" },
};

/** An export as a source: its header was read already. */
export function jsonLinesSource(file: string, bytes: number): ImportSource {
  return {
    kind: "export",
    what: "an export of Switchboard",
    bytes,
    read: () => readLines(file),
    mappings: () => [],
    close: () => {},
  };
}

async function* readLines(file: string): AsyncGenerator<SourceBatch, void> {
  const reader = new LineReader();
  const splitter = new LineSplitter(0, LONGEST_LINE);
  let bytesDone = 0;
  const stream = fs.createReadStream(/* turbopackIgnore: true */ file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytesDone += chunk.length;
      const batch = emptyBatch(bytesDone);
      for (const { text } of splitter.push(chunk)) reader.take(text, batch);
      yield batch;
    }
    const batch = emptyBatch(bytesDone);
    const rest = splitter.rest();
    if (rest) reader.take(rest.text, batch);
    reader.finish(batch);
    yield batch;
  } finally {
    stream.destroy();
  }
}

/** Makes records of lines; a line that can't be understood is told, and the next one is read. */
class LineReader {
  #line = 0;
  #end: EndLine | null = null;
  readonly #read: Record<CountedKind, number> = { modules: 0, searches: 0, templates: 0, threads: 0, messages: 0 };

  take(text: string, batch: SourceBatch): void {
    this.#line += 1;
    if (text.trim() === "") return;
    const value = parsed(text);
    const kind = kindOf(value);
    const read = exportLine.safeParse(value);
    if (!read.success) {
      const at = read.error.issues[0]?.path.join(".") ?? "";
      const why = kind && at !== "" ? `“${at}” is not understood` : "It is no line of an export";
      this.#broken(batch, kind, `${value === undefined ? "It is no JSON" : why}: ${text.slice(0, 120).toWellFormed()}`);
      return;
    }
    const record = read.data;
    if (record.line === "end") this.#end = record;
    if (record.line === "end" || record.line === "switchboard-export") return;
    this.#read[KIND_OF[record.line]] += 1;
    batch.records.push({ line: this.#line, record });
  }

  /** Whether all of it was there. */
  finish(batch: SourceBatch): void {
    const end = this.#end;
    if (!end) {
      const detail = "The last line of the export is missing: it was cut off. What stands in it was read.";
      batch.problems.push({ line: this.#line, kind: "cut-off", detail });
      return;
    }
    const differing = COUNTED_KINDS.filter((kind) => end[kind] !== this.#read[kind]);
    if (differing.length === 0) return;
    const words = differing.map((kind) => `${end[kind]} ${kind}, and ${this.#read[kind]} were read`);
    batch.problems.push({
      line: this.#line,
      kind: "count-differs",
      detail: `The export tells of ${words.join("; ")}.`,
    });
  }

  #broken(batch: SourceBatch, kind: CountedKind | null, detail: string): void {
    batch.problems.push({ line: this.#line, kind: kind === null ? "line-unknown" : "line-broken", detail });
    if (kind === null) {
      batch.broken.unknown += 1;
      return;
    }
    batch.broken[kind].read += 1;
    batch.broken[kind].broken += 1;
  }
}

/** What a line that may be broken is about. */
function kindOf(value: unknown): CountedKind | null {
  const word = typeof value === "object" && value !== null && "line" in value ? String(value.line) : "";
  return Object.hasOwn(KIND_OF, word) ? KIND_OF[word as ExportRecord["line"]] : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
