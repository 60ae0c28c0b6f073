import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * `threads` and `messages` are shared with other programs, which know only these columns: nothing may be added to
 * them. Everything else stands in tables of our own, kept up by the triggers in drizzle/.
 * All times are Unix seconds.
 */
export const threads = sqliteTable(
  "threads",
  {
    threadId: text("thread_id").primaryKey(),
    title: text("title"),
    /** JSON array of module names. */
    modules: text("modules"),
    createdAt: real("created_at").notNull(),
    updatedAt: real("updated_at"),
    /** JSON object. */
    metadata: text("metadata"),
  },
  (table) => [
    index("threads_activity").on(sql`coalesce(updated_at, created_at)`, table.threadId),
    index("threads_created").on(table.createdAt, table.threadId),
    index("threads_title").on(sql`title COLLATE NOCASE`, table.threadId),
  ],
);

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
    // With the id, so that no row of `messages` is read to count them.
    index("messages_unsettled")
      .on(table.threadId, table.status, table.messageId)
      .where(sql`status = 'processing' OR status = 'failed'`),
  ],
);

/**
 * The place of each message in time, and its rowid in the search index (`messages` has no stable one). Made from the
 * message's time, 64 places an hour, so that the index's own order is newest first; see drizzle/0004_everything.sql.
 * `module`, `type` and `status` are copies: in `messages` some of them stand behind a long content.
 */
export const messageOrder = sqliteTable("message_order", {
  seq: integer("seq").primaryKey(),
  messageId: text("message_id").notNull().unique(),
  /** Unix seconds; of a message whose timestamp is no time, when it arrived. */
  at: real("at").notNull(),
  module: text("module").notNull(),
  type: text("type").notNull(),
  status: text("status").notNull(),
});

/** Rows that an INSERT OR REPLACE is about to overwrite: SQLite runs no delete trigger for them. */
export const replacedMessages = sqliteTable("replaced_messages", {
  messageId: text("message_id").primaryKey(),
  threadId: text("thread_id").notNull(),
  module: text("module").notNull(),
  status: text("status"),
});

/** Places in `message_order` whose text the search index doesn't know yet, or has to forget. */
export const searchPending = sqliteTable("search_pending", {
  seq: integer("seq").primaryKey(),
});

/** One row. */
export const searchState = sqliteTable("search_state", {
  id: integer("id").primaryKey(),
  /** How many places at most a message stands after the hour it belongs to. */
  maxSpill: integer("max_spill").notNull(),
  /** 1 within a transaction that brings in many messages, and indexes and announces them itself. */
  bulk: integer("bulk").notNull(),
  /** 1 within a transaction that also places and counts the messages itself: no insert trigger runs. */
  placed: integer("placed").notNull().default(0),
});

/** How often words occur, estimated from some of the messages: what an unfinished word may become. */
export const searchWords = sqliteTable("search_words", {
  word: text("word").primaryKey(),
  docs: integer("docs").notNull(),
});

/** Tools that were used, for the filter. */
export const searchTools = sqliteTable("search_tools", {
  name: text("name").primaryKey(),
  docs: integer("docs").notNull(),
});

/** Rowids of threads in the index of titles. */
export const threadOrder = sqliteTable("thread_order", {
  seq: integer("seq").primaryKey({ autoIncrement: true }),
  threadId: text("thread_id").notNull().unique(),
});

/** Places in `thread_order` whose title the index doesn't know yet, or has to forget. */
export const titlePending = sqliteTable("title_pending", {
  seq: integer("seq").primaryKey(),
});

/** Searches that a person keeps, by name. */
export const savedSearches = sqliteTable("saved_searches", {
  searchId: text("search_id").primaryKey(),
  name: text("name").notNull().unique(),
  /** The query part of the search page's address. */
  address: text("address").notNull(),
  createdAt: real("created_at").notNull(),
});

export const threadFlags = sqliteTable(
  "thread_flags",
  {
    threadId: text("thread_id").primaryKey(),
    archivedAt: real("archived_at"),
    pinnedAt: real("pinned_at"),
  },
  (table) => [index("thread_flags_pinned").on(table.pinnedAt).where(sql`pinned_at IS NOT NULL`)],
);

export const threadTags = sqliteTable(
  "thread_tags",
  {
    threadId: text("thread_id").notNull(),
    tag: text("tag").notNull(),
  },
  (table) => [primaryKey({ columns: [table.threadId, table.tag] }), index("thread_tags_tag").on(table.tag)],
);

/** Which modules take part in a thread, kept up by triggers. */
export const threadModules = sqliteTable(
  "thread_modules",
  {
    threadId: text("thread_id").notNull(),
    module: text("module").notNull(),
    /** How many messages of the thread name it. */
    messages: integer("messages").notNull(),
    /** Whether the thread's own list of modules names it. */
    named: integer("named", { mode: "boolean" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.threadId, table.module] }),
    index("thread_modules_module").on(table.module, table.threadId),
  ],
);

/** What a person has set, by key; values are JSON. */
export const settings = sqliteTable("settings", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});

/** Imports: of Claude Code's history, of another database, of an export. */
export const imports = sqliteTable("imports", {
  importId: text("import_id").primaryKey(),
  /** "history", "database" or "export". */
  kind: text("kind").notNull(),
  /** The directory or file that is read; absolute. */
  source: text("source").notNull(),
  /** "running", "complete", "cancelled" or "failed". */
  state: text("state").notNull(),
  /** Identity of the process that imports: JSON of ProcessIdentity. */
  process: text("process"),
  cancelRequestedAt: real("cancel_requested_at"),
  startedAt: real("started_at").notNull(),
  endedAt: real("ended_at"),
  files: integer("files").notNull().default(0),
  filesDone: integer("files_done").notNull().default(0),
  bytes: integer("bytes").notNull().default(0),
  bytesDone: integer("bytes_done").notNull().default(0),
  threads: integer("threads").notNull().default(0),
  messages: integer("messages").notNull().default(0),
  problems: integer("problems").notNull().default(0),
  /** Why it failed: JSON with `code`, `message` and `hint`. */
  failure: text("failure"),
});

/** Transcripts of Claude Code that were read, and how far. */
export const historyFiles = sqliteTable(
  "history_files",
  {
    path: text("path").primaryKey(),
    /** The directory that holds `projects`. */
    root: text("root").notNull(),
    sessionId: text("session_id"),
    threadId: text("thread_id"),
    size: integer("size").notNull(),
    /** Milliseconds. */
    mtimeMs: real("mtime_ms").notNull(),
    /** Bytes that have been counted; always the end of a line. */
    offset: integer("offset").notNull(),
    lines: integer("lines").notNull(),
    messages: integer("messages").notNull(),
    problems: integer("problems").notNull(),
    /** What the reader has to know to go on from the offset: JSON. */
    state: text("state"),
    /** Why nothing of it is imported ("launched from Switchboard", say; "its thread was deleted"); null when it is. */
    skipped: text("skipped"),
    readAt: real("read_at").notNull(),
  },
  (table) => [
    index("history_files_session").on(table.sessionId),
    index("history_files_thread").on(table.threadId).where(sql`thread_id IS NOT NULL`),
  ],
);

/** What an import did not understand, by file and line; nothing of it was dropped in silence. */
export const importProblems = sqliteTable(
  "import_problems",
  {
    problemId: integer("problem_id").primaryKey({ autoIncrement: true }),
    path: text("path").notNull(),
    /** From 1; null when it is about the whole file. */
    line: integer("line"),
    /** One of a closed list (lib/history). */
    kind: text("kind").notNull(),
    /** In words, with the beginning of what stands there. */
    detail: text("detail").notNull(),
  },
  (table) => [index("import_problems_path").on(table.path, table.line)],
);

export const modules = sqliteTable("modules", {
  name: text("name").primaryKey(),
  path: text("path").notNull(),
  createdAt: real("created_at").notNull(),
  lastAskedAt: real("last_asked_at"),
  /** What it is for, in a person's words. */
  description: text("description"),
  /** How it is asked when a question says nothing else; null leaves Claude Code's own. */
  systemPrompt: text("system_prompt"),
  model: text("model"),
  /** A PermissionProfile. */
  profile: text("profile"),
  maxTurns: integer("max_turns"),
  maxBudgetUsd: real("max_budget_usd"),
  /** What it can be asked for, and the kinds of data it knows: JSON arrays of words, for whoever looks for a module. */
  capabilities: text("capabilities"),
  dataTypes: text("data_types"),
  /** Whether it may ask other modules while it answers; null: when it was itself asked by one. */
  asks: integer("asks", { mode: "boolean" }),
  /** How long an answer may take. */
  maxSeconds: integer("max_seconds"),
});

/** Questions that a person keeps to ask again, by name. */
export const templates = sqliteTable("templates", {
  templateId: text("template_id").primaryKey(),
  name: text("name").notNull().unique(),
  prompt: text("prompt").notNull(),
  createdAt: real("created_at").notNull(),
});

export const runs = sqliteTable(
  "runs",
  {
    runId: text("run_id").primaryKey(),
    /** null: launched by Switchboard. "history": a session of Claude Code that was imported. */
    origin: text("origin"),
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
    /** The PermissionProfile, and the limits, that it was asked with; null of a limit sets none. */
    profile: text("profile"),
    /** Whether a question said the profile, so that it holds for those that follow in the thread. */
    profileChosen: integer("profile_chosen", { mode: "boolean" }).notNull().default(false),
    maxTurns: integer("max_turns"),
    maxBudgetUsd: real("max_budget_usd"),
    maxSeconds: integer("max_seconds"),
    /** Whether it may ask other modules. */
    asks: integer("asks", { mode: "boolean" }).notNull().default(false),
    /** By which door it was asked (a Way), and from where; null before this was kept. */
    askedWay: text("asked_way"),
    askedFrom: text("asked_from"),
    /** Whether files that the question names are attached: a person wrote it. */
    attaches: integer("attaches", { mode: "boolean" }).notNull().default(false),
    /** Whether the CLI used what the directory brings; null until it was launched, and before this was kept. */
    trusted: integer("trusted", { mode: "boolean" }),
    /** The module that asked; null for a person or a program. */
    asker: text("asker"),
    /** The run in which it was asked, and the first one of the chain; null when it begins one. */
    parentRunId: text("parent_run_id"),
    rootRunId: text("root_run_id"),
    /** How many questions stand above it in the chain. */
    depth: integer("depth").notNull().default(0),
    /** Whether the run in which it was asked waits for its end. */
    awaited: integer("awaited", { mode: "boolean" }).notNull().default(false),
    /** What the chain that it begins may cost in all, in US dollars. */
    chainBudgetUsd: real("chain_budget_usd"),
    /** Whether a process that was kept from an earlier question answers. */
    warm: integer("warm", { mode: "boolean" }).notNull().default(false),
    /** What that process had cost before: the CLI tells the sum of its life. */
    costBeforeUsd: real("cost_before_usd"),
    costUsd: real("cost_usd"),
    /** Whether the cost was reckoned from tokens and list prices: transcripts tell no cost. */
    costEstimated: integer("cost_estimated", { mode: "boolean" }).notNull().default(false),
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
    // A failed message that was stopped isn't counted as failed.
    index("runs_stopped").on(table.messageId).where(sql`instr(failure, '"code":"stopped-by-user"') > 0`),
    index("runs_thread").on(table.threadId, table.startedAt),
    // All that the figures need, so that half a million runs are added up without reading their rows (insights.ts).
    index("runs_started").on(
      table.startedAt,
      table.module,
      table.model,
      table.origin,
      sql`CASE WHEN state <> 'ended' THEN 'open' WHEN failure IS NULL THEN 'complete' WHEN instr(failure, '"code":"stopped-by-user"') > 0 THEN 'stopped' ELSE 'failed' END`,
      table.costUsd,
      table.costEstimated,
      table.inputTokens,
      table.outputTokens,
      table.cacheReadTokens,
      table.cacheWriteTokens,
      table.durationMs,
    ),
    index("runs_parent").on(table.parentRunId).where(sql`parent_run_id IS NOT NULL`),
    index("runs_root").on(table.rootRunId).where(sql`root_run_id IS NOT NULL`),
    // Who asked whom, with all that the graph shows of it.
    index("runs_asked")
      .on(
        table.startedAt,
        table.asker,
        table.module,
        table.costUsd,
        sql`CASE WHEN state <> 'ended' THEN 'open' WHEN failure IS NULL THEN 'complete' WHEN instr(failure, '"code":"stopped-by-user"') > 0 THEN 'stopped' ELSE 'failed' END`,
      )
      .where(sql`asker IS NOT NULL`),
    index("runs_session").on(table.sessionId).where(sql`session_id IS NOT NULL`),
    index("runs_here").on(table.threadId).where(sql`origin IS NULL`),
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
  profile: text("profile"),
  maxTurns: integer("max_turns"),
  maxBudgetUsd: real("max_budget_usd"),
  asks: integer("asks", { mode: "boolean" }).notNull().default(false),
  cliVersion: text("cli_version"),
  /** Whether it was launched with what its directory brings, and whether it attaches files that are named. */
  trusted: integer("trusted", { mode: "boolean" }).notNull().default(false),
  attaches: integer("attaches", { mode: "boolean" }).notNull().default(false),
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

/** Questions that were asked of several modules at once. */
export const fanOuts = sqliteTable(
  "fan_outs",
  {
    fanOutId: text("fan_out_id").primaryKey(),
    question: text("question").notNull(),
    createdAt: real("created_at").notNull(),
  },
  (table) => [index("fan_outs_created").on(table.createdAt, table.fanOutId)],
);

/** What became of such a question at each module: a query in a thread of its own, or why it was refused. */
export const fanOutAnswers = sqliteTable(
  "fan_out_answers",
  {
    fanOutId: text("fan_out_id").notNull(),
    /** From 0, in the order of asking; a summary comes after the answers. */
    position: integer("position").notNull(),
    kind: text("kind", { enum: ["answer", "summary"] }).notNull(),
    /** As it was asked for when it was refused. */
    module: text("module").notNull(),
    threadId: text("thread_id"),
    messageId: text("message_id"),
    /** Why it was refused: JSON with `code`, `message` and `hint`; null when it was asked. */
    refusal: text("refusal"),
  },
  (table) => [primaryKey({ columns: [table.fanOutId, table.position] })],
);

/** Directories whose own hooks, servers and settings the CLI may use, by a person's word. */
export const trustedDirectories = sqliteTable("trusted_directories", {
  /** The real path. */
  path: text("path").primaryKey(),
  /** Of all that could run there when it was trusted. */
  digest: text("digest").notNull(),
  trustedAt: real("trusted_at").notNull(),
});

/** What was done, by whom and from where; rows are only added. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    at: real("at").notNull(),
    /** An AuditEvent. */
    event: text("event").notNull(),
    /** A Way. */
    way: text("way").notNull(),
    from: text("from_where").notNull(),
    /** What it was done to: a module, a directory; null when it is about the dashboard itself. */
    subject: text("subject"),
    messageId: text("message_id"),
    /** In words for people. */
    detail: text("detail"),
  },
  (table) => [index("audit_log_event").on(table.event, table.seq)],
);
