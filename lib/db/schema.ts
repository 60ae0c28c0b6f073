import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * `threads` and `messages` are shared with other programs, which know only these columns: nothing may be added to
 * them. Everything else stands in tables of our own, kept up by the triggers in drizzle/.
 * All times are Unix seconds.
 */
export const threads = sqliteTable("threads", {
  threadId: text("thread_id").primaryKey(),
  title: text("title"),
  /** JSON array of module names. */
  modules: text("modules"),
  createdAt: real("created_at").notNull(),
  updatedAt: real("updated_at"),
  /** JSON object. */
  metadata: text("metadata"),
});

export const messages = sqliteTable(
  "messages",
  {
    messageId: text("message_id").primaryKey(),
    threadId: text("thread_id")
      .notNull()
      .references(() => threads.threadId, { onDelete: "cascade" }),
    module: text("module").notNull(),
    content: text("content").notNull(),
    type: text("type").notNull(),
    timestamp: real("timestamp").notNull(),
    status: text("status").default("complete"),
    /** JSON object. */
    metadata: text("metadata"),
  },
  (table) => [
    index("messages_thread").on(table.threadId, table.timestamp),
    index("messages_processing").on(table.messageId).where(sql`status = 'processing'`),
  ],
);

/** The order in which messages arrived, and the rowid of each in the search index (`messages` has no stable one). */
export const messageOrder = sqliteTable("message_order", {
  seq: integer("seq").primaryKey({ autoIncrement: true }),
  messageId: text("message_id").notNull().unique(),
});

/** Rows that an INSERT OR REPLACE is about to overwrite: SQLite runs no delete trigger for them. */
export const replacedMessages = sqliteTable("replaced_messages", {
  messageId: text("message_id").primaryKey(),
  content: text("content").notNull(),
  status: text("status"),
});

export const threadFlags = sqliteTable("thread_flags", {
  threadId: text("thread_id").primaryKey(),
  archivedAt: real("archived_at"),
});

export const modules = sqliteTable("modules", {
  name: text("name").primaryKey(),
  path: text("path").notNull(),
  createdAt: real("created_at").notNull(),
  lastAskedAt: real("last_asked_at"),
});

export const runs = sqliteTable(
  "runs",
  {
    runId: text("run_id").primaryKey(),
    messageId: text("message_id").notNull(),
    questionId: text("question_id").notNull(),
    threadId: text("thread_id").notNull(),
    module: text("module").notNull(),
    cwd: text("cwd").notNull(),
    state: text("state").notNull(),
    /** When it was put in line. */
    queuedAt: real("queued_at"),
    /** When its process was launched; while it is queued, when it was put in line. */
    startedAt: real("started_at").notNull(),
    endedAt: real("ended_at"),
    /** Since when the process has said nothing; null while it does. */
    silentSince: real("silent_since"),
    /** Set when someone asked for the run to be stopped. */
    stopRequestedAt: real("stop_requested_at"),
    /** Identity of the `claude` process: JSON of ProcessIdentity; null until it was started. */
    process: text("process"),
    /** When the whole question had been written to the process. */
    askedAt: real("asked_at"),
    /** When the process was seen to be gone, with all that it started. */
    goneAt: real("gone_at"),
    spoolDir: text("spool_dir").notNull(),
    activity: text("activity"),
    /** The model that was asked for; null leaves the CLI's default. */
    askedModel: text("asked_model"),
    /** The model that answers, as the CLI tells it. */
    model: text("model"),
    sessionId: text("session_id"),
    resumed: integer("resumed", { mode: "boolean" }).notNull(),
    cliVersion: text("cli_version"),
    permissionMode: text("permission_mode"),
    systemPrompt: text("system_prompt"),
    /** Whether a process that was kept from an earlier question answers. */
    warm: integer("warm", { mode: "boolean" }).notNull().default(false),
    /** What that process had cost before: the CLI tells the sum of its life. */
    costBeforeUsd: real("cost_before_usd"),
    costUsd: real("cost_usd"),
    inputTokens: integer("input_tokens"),
    outputTokens: integer("output_tokens"),
    cacheReadTokens: integer("cache_read_tokens"),
    cacheWriteTokens: integer("cache_write_tokens"),
    turns: integer("turns"),
    durationMs: integer("duration_ms"),
    /** JSON array of PermissionDenial. */
    permissionDenials: text("permission_denials"),
    /** JSON of Failure. */
    failure: text("failure"),
  },
  (table) => [
    index("runs_message").on(table.messageId),
    index("runs_thread").on(table.threadId, table.startedAt),
    index("runs_active").on(table.startedAt).where(sql`state <> 'ended'`),
    index("runs_not_gone").on(table.endedAt).where(sql`process IS NOT NULL AND gone_at IS NULL`),
  ],
);

/** How far a run's spool was read, and by whom: one small row, because each batch of lines rewrites it. */
export const runPositions = sqliteTable("run_positions", {
  runId: text("run_id").primaryKey(),
  /** Bytes of the spool whose lines have been counted; always the end of a line. */
  spoolOffset: integer("spool_offset").notNull(),
  /** FoldState without the text of open blocks, as JSON. */
  fold: text("fold").notNull(),
  /** Identity of the process that follows the spool: JSON of ProcessIdentity. */
  follower: text("follower").notNull(),
  /** Characters of `messages.content` when it was last written. */
  contentWritten: integer("content_written").notNull(),
});

/** Questions that no process has been given yet, in the order in which they are to be asked. */
export const queuedQuestions = sqliteTable("queued_questions", {
  seq: integer("seq").primaryKey({ autoIncrement: true }),
  runId: text("run_id").notNull().unique(),
  prompt: text("prompt").notNull(),
});

/** Processes that are kept after their answer, so that a follow-up starts at once. */
export const warmProcesses = sqliteTable("warm_processes", {
  /** Also names the process's mark. */
  spoolDir: text("spool_dir").primaryKey(),
  /** JSON of ProcessIdentity. */
  process: text("process").notNull(),
  /** Where its spool ended when it became idle. */
  spoolOffset: integer("spool_offset").notNull(),
  threadId: text("thread_id").notNull(),
  module: text("module").notNull(),
  cwd: text("cwd").notNull(),
  sessionId: text("session_id").notNull(),
  askedModel: text("asked_model"),
  systemPrompt: text("system_prompt"),
  cliVersion: text("cli_version"),
  /** What it has cost so far. */
  costUsd: real("cost_usd"),
  /** Its memory when it became idle, in bytes. */
  rssBytes: integer("rss_bytes").notNull(),
  idleSince: real("idle_since").notNull(),
});

/** The settled parts of a message. The text of an open block stands in `changes` until the block is settled. */
export const blocks = sqliteTable(
  "blocks",
  {
    messageId: text("message_id").notNull(),
    position: integer("position").notNull(),
    kind: text("kind").notNull(),
    state: text("state").notNull(),
    name: text("name"),
    toolUseId: text("tool_use_id"),
    parentToolUseId: text("parent_tool_use_id"),
    isError: integer("is_error", { mode: "boolean" }).notNull(),
    text: text("text").notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.position] })],
);

/**
 * The change log and the text that is arriving, in one append-only table: a reader's cursor is a `seq`, and a
 * batch of text costs one leaf page. Rows are trimmed once they are old and their block is settled.
 */
export const changes = sqliteTable(
  "changes",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    type: text("type").notNull(),
    threadId: text("thread_id").notNull(),
    messageId: text("message_id"),
    position: integer("position"),
    text: text("text"),
    at: real("at").notNull(),
  },
  (table) => [index("changes_text").on(table.messageId, table.position).where(sql`text IS NOT NULL`)],
);

/** One row: readers whose cursor is before `trimmedTo` must read everything anew. */
export const feedState = sqliteTable("feed_state", {
  id: integer("id").primaryKey(),
  trimmedTo: integer("trimmed_to").notNull(),
});
