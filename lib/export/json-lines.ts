import {
  type EndLine,
  EXPORT_VERSION,
  type ExportFilter,
  type ExportRecord,
  type HeaderLine,
} from "../core/export-record.ts";

const PLURALS = {
  module: "modules",
  "saved-search": "searches",
  template: "templates",
  thread: "threads",
  message: "messages",
} as const;

/** Records as JSON Lines (docs/export.md): the same records always make the same bytes. */
export function* jsonLines(records: Iterable<ExportRecord>, of: ExportFilter): Generator<string> {
  const header: HeaderLine = { line: "switchboard-export", version: EXPORT_VERSION, of };
  yield `${JSON.stringify(header)}\n`;
  const end: EndLine = { line: "end", modules: 0, searches: 0, templates: 0, threads: 0, messages: 0 };
  for (const record of records) {
    end[PLURALS[record.line]] += 1;
    yield `${JSON.stringify(record)}\n`;
  }
  yield `${JSON.stringify(end)}\n`;
}
