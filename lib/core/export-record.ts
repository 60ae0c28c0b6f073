import { z } from "zod";

/**
 * The lines of an export (docs/export.md): what stands in the database, column by column, with nothing that concerns
 * only the machine it came from. The order of keys here is the order in a line, so that equal rows make equal lines.
 */

/** A later version is refused, since nobody knows what of it would be lost. */
export const EXPORT_VERSION = 1;

/**
 * A value as SQLite keeps it. Text and finite numbers stand for themselves; bytes, text that is no UTF-8 and numbers
 * without end are wrapped, because JSON has no word for them.
 */
const bytes = z.strictObject({ base64: z.string() });
const text = z.union([z.string(), bytes, z.strictObject({ text_base64: z.string() })]);
const number = z.union([z.number(), z.strictObject({ real: z.enum(["Infinity", "-Infinity"]) }), text]);
const textOrNull = text.nullable();
const numberOrNull = number.nullable();
export type TextJson = z.infer<typeof text>;
export type StoredJson = z.infer<typeof numberOrNull>;

/** Which conversations an export holds; null for all. Whole threads, always. */
const filter = z.strictObject({
  thread: z.string().optional(),
  module: z.string().optional(),
  since: z.number().optional(),
});
export type ExportFilter = z.infer<typeof filter>;

const header = z.strictObject({ line: z.literal("switchboard-export"), version: z.number(), of: filter });

const module = z.strictObject({
  line: z.literal("module"),
  name: text,
  path: text,
  created_at: number,
  last_asked_at: numberOrNull,
  description: textOrNull,
  system_prompt: textOrNull,
  model: textOrNull,
  profile: textOrNull,
  max_turns: numberOrNull,
  max_budget_usd: numberOrNull,
  capabilities: textOrNull.default(null),
  data_types: textOrNull.default(null),
  asks: numberOrNull.default(null),
  max_seconds: numberOrNull.default(null),
});

const savedSearch = z.strictObject({
  line: z.literal("saved-search"),
  search_id: text,
  name: text,
  address: text,
  created_at: number,
});

const template = z.strictObject({
  line: z.literal("template"),
  template_id: text,
  name: text,
  prompt: text,
  created_at: number,
});

const thread = z.strictObject({
  line: z.literal("thread"),
  thread_id: text,
  title: textOrNull,
  modules: textOrNull,
  created_at: number,
  updated_at: numberOrNull,
  metadata: textOrNull,
  archived_at: numberOrNull,
  pinned_at: numberOrNull,
  tags: z.array(text),
});

const block = z.strictObject({
  position: z.number(),
  kind: text,
  state: text,
  name: textOrNull,
  tool_use_id: textOrNull,
  parent_tool_use_id: textOrNull,
  is_error: number,
  text: text,
});

const run = z.strictObject({
  run_id: text,
  origin: textOrNull,
  question_id: text,
  module: text,
  cwd: text,
  state: text,
  queued_at: numberOrNull,
  started_at: number,
  ended_at: numberOrNull,
  asked_at: numberOrNull,
  asked_model: textOrNull,
  model: textOrNull,
  session_id: textOrNull,
  resumed: number,
  cli_version: textOrNull,
  permission_mode: textOrNull,
  system_prompt: textOrNull,
  profile: textOrNull,
  profile_chosen: number.default(0),
  max_turns: numberOrNull,
  max_budget_usd: numberOrNull,
  max_seconds: numberOrNull.default(null),
  asks: number.default(0),
  asker: textOrNull.default(null),
  parent_run_id: textOrNull.default(null),
  root_run_id: textOrNull.default(null),
  depth: number.default(0),
  awaited: number.default(0),
  chain_budget_usd: numberOrNull.default(null),
  warm: number,
  cost_before_usd: numberOrNull,
  cost_usd: numberOrNull,
  cost_estimated: number,
  input_tokens: numberOrNull,
  output_tokens: numberOrNull,
  cache_read_tokens: numberOrNull,
  cache_write_tokens: numberOrNull,
  turns: numberOrNull,
  duration_ms: numberOrNull,
  permission_denials: textOrNull,
  failure: textOrNull,
});

const message = z.strictObject({
  line: z.literal("message"),
  message_id: text,
  thread_id: text,
  module: text,
  content: text,
  type: text,
  timestamp: number,
  status: textOrNull,
  metadata: textOrNull,
  blocks: z.array(block),
  runs: z.array(run),
});

/** The last line: without it the file was cut off. */
const end = z.strictObject({
  line: z.literal("end"),
  modules: z.number(),
  searches: z.number(),
  /** Not told by exports from before there were any. */
  templates: z.number().default(0),
  threads: z.number(),
  messages: z.number(),
});

export const exportLine = z.discriminatedUnion("line", [header, module, savedSearch, template, thread, message, end]);

export type HeaderLine = z.infer<typeof header>;
export type ModuleRecord = z.infer<typeof module>;
export type SavedSearchRecord = z.infer<typeof savedSearch>;
export type TemplateRecord = z.infer<typeof template>;
export type ThreadRecord = z.infer<typeof thread>;
export type BlockRecord = z.infer<typeof block>;
export type RunRecordLine = z.infer<typeof run>;
export type MessageRecord = z.infer<typeof message>;
export type EndLine = z.infer<typeof end>;
/** What an export holds between its first and its last line. */
export type ExportRecord = ModuleRecord | SavedSearchRecord | TemplateRecord | ThreadRecord | MessageRecord;

const ofModule = Object.keys(module.shape).filter((key) => key !== "line");
export const MODULE_COLUMNS = ofModule as Exclude<keyof ModuleRecord, "line">[];
/** Columns of `runs` and `blocks` that are exported: what tells of a process, of files or of this moment is not. */
export const RUN_COLUMNS = Object.keys(run.shape) as (keyof RunRecordLine)[];
export const BLOCK_COLUMNS = Object.keys(block.shape) as (keyof BlockRecord)[];

/** The words that a stored value is shown as; null for NULL. */
export function storedText(value: StoredJson): string | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if ("real" in value) return value.real;
  const bytes = atob("base64" in value ? value.base64 : value.text_base64);
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
