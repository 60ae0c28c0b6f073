-- Everything that was said is found: places in time, an index that our own processes keep, what threads are sorted and
-- filtered by, imports. The triggers run inside other programs' connections, so they use only what SQLite 3.40 has; none
-- of them writes to a full-text index. They only note in search_pending what it has to learn or forget
-- (lib/db/search-index.ts).
DROP TRIGGER `messages_before_insert`;
--> statement-breakpoint
DROP TRIGGER `messages_after_insert`;
--> statement-breakpoint
DROP TRIGGER `messages_after_update`;
--> statement-breakpoint
DROP TRIGGER `messages_after_delete`;
--> statement-breakpoint
DROP TRIGGER `thread_flags_after_delete`;
--> statement-breakpoint
DROP TRIGGER `threads_after_delete`;
--> statement-breakpoint
DROP TABLE `search_index`;
--> statement-breakpoint
DROP VIEW `message_texts`;
--> statement-breakpoint
CREATE TABLE `history_files` (
	`path` text PRIMARY KEY NOT NULL,
	`root` text NOT NULL,
	`session_id` text,
	`thread_id` text,
	`size` integer NOT NULL,
	`mtime_ms` real NOT NULL,
	`offset` integer NOT NULL,
	`lines` integer NOT NULL,
	`messages` integer NOT NULL,
	`problems` integer NOT NULL,
	`state` text,
	`skipped` text,
	`read_at` real NOT NULL
);
--> statement-breakpoint
CREATE INDEX `history_files_session` ON `history_files` (`session_id`);--> statement-breakpoint
CREATE INDEX `history_files_thread` ON `history_files` (`thread_id`) WHERE thread_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `import_problems` (
	`problem_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`path` text NOT NULL,
	`line` integer,
	`kind` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_problems_path` ON `import_problems` (`path`,`line`);--> statement-breakpoint
CREATE TABLE `imports` (
	`import_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`state` text NOT NULL,
	`process` text,
	`cancel_requested_at` real,
	`started_at` real NOT NULL,
	`ended_at` real,
	`files` integer DEFAULT 0 NOT NULL,
	`files_done` integer DEFAULT 0 NOT NULL,
	`bytes` integer DEFAULT 0 NOT NULL,
	`bytes_done` integer DEFAULT 0 NOT NULL,
	`threads` integer DEFAULT 0 NOT NULL,
	`messages` integer DEFAULT 0 NOT NULL,
	`problems` integer DEFAULT 0 NOT NULL,
	`failure` text
);
--> statement-breakpoint
CREATE TABLE `saved_searches` (
	`search_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`created_at` real NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_searches_name_unique` ON `saved_searches` (`name`);--> statement-breakpoint
CREATE TABLE `search_pending` (
	`seq` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`max_spill` integer NOT NULL,
	`bulk` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_tools` (
	`name` text PRIMARY KEY NOT NULL,
	`docs` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `search_words` (
	`word` text PRIMARY KEY NOT NULL,
	`docs` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `thread_modules` (
	`thread_id` text NOT NULL,
	`module` text NOT NULL,
	`messages` integer NOT NULL,
	`named` integer NOT NULL,
	PRIMARY KEY(`thread_id`, `module`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `thread_modules_module` ON `thread_modules` (`module`,`thread_id`);--> statement-breakpoint
CREATE TABLE `thread_order` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`thread_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `thread_order_thread_id_unique` ON `thread_order` (`thread_id`);--> statement-breakpoint
CREATE TABLE `thread_tags` (
	`thread_id` text NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`thread_id`, `tag`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `thread_tags_tag` ON `thread_tags` (`tag`);--> statement-breakpoint
CREATE TABLE `title_pending` (
	`seq` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `__new_message_order` (
	`seq` integer PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`at` real NOT NULL,
	`module` text NOT NULL,
	`type` text NOT NULL,
	`status` text NOT NULL
);
--> statement-breakpoint
-- Each message gets a place of its hour, or the next one that is free, in the order of time and then of arrival.
INSERT INTO `__new_message_order` (seq, message_id, at, module, type, status)
  SELECT nth + max(slot - nth) OVER (ORDER BY nth ROWS UNBOUNDED PRECEDING), message_id, at, module, type, status FROM (
    SELECT *, CAST(at / 3600 AS INTEGER) * 64 AS slot, row_number() OVER (ORDER BY at, arrived) AS nth
    FROM (
      SELECT messages.message_id, o.seq AS arrived, CAST(module AS TEXT) AS module, CAST(type AS TEXT) AS type,
        CAST(coalesce(status, 'complete') AS TEXT) AS status,
        CASE WHEN typeof(messages.timestamp) IN ('integer', 'real') AND messages.timestamp BETWEEN 0 AND 1e11 THEN messages.timestamp
        ELSE coalesce(CASE WHEN typeof(messages.timestamp) = 'text' THEN round((julianday(messages.timestamp) - 2440587.5) * 86400.0, 3) END,
          (julianday('now') - 2440587.5) * 86400.0) END AS at
      FROM messages JOIN message_order AS o ON o.message_id = messages.message_id));
--> statement-breakpoint
DROP TABLE `message_order`;
--> statement-breakpoint
ALTER TABLE `__new_message_order` RENAME TO `message_order`;
--> statement-breakpoint
CREATE UNIQUE INDEX `message_order_message_id_unique` ON `message_order` (`message_id`);--> statement-breakpoint
DROP TABLE `replaced_messages`;--> statement-breakpoint
CREATE TABLE `replaced_messages` (
	`message_id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`module` text NOT NULL,
	`status` text
);
--> statement-breakpoint
ALTER TABLE `runs` ADD `origin` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `cost_estimated` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_started` ON `runs` (`started_at`,`module`,`model`,`origin`,CASE WHEN state <> 'ended' THEN 'open' WHEN failure IS NULL THEN 'complete' WHEN instr(failure, '"code":"stopped-by-user"') > 0 THEN 'stopped' ELSE 'failed' END,`cost_usd`,`cost_estimated`,`input_tokens`,`output_tokens`,`cache_read_tokens`,`cache_write_tokens`,`duration_ms`);--> statement-breakpoint
CREATE INDEX `runs_session` ON `runs` (`session_id`) WHERE session_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_here` ON `runs` (`thread_id`) WHERE origin IS NULL;--> statement-breakpoint
CREATE INDEX `messages_unsettled` ON `messages` (`thread_id`,`status`) WHERE status = 'processing' OR status = 'failed';--> statement-breakpoint
ALTER TABLE `thread_flags` ADD `pinned_at` real;--> statement-breakpoint
CREATE INDEX `thread_flags_pinned` ON `thread_flags` (`pinned_at`) WHERE pinned_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `threads_activity` ON `threads` (coalesce(updated_at, created_at),`thread_id`);--> statement-breakpoint
CREATE INDEX `threads_created` ON `threads` (`created_at`,`thread_id`);--> statement-breakpoint
CREATE INDEX `threads_title` ON `threads` (title COLLATE NOCASE,`thread_id`);
--> statement-breakpoint
INSERT INTO search_state (id, max_spill, bulk)
  SELECT 1, coalesce(max(seq - CAST(at / 3600 AS INTEGER) * 64), 0), 0 FROM message_order;
--> statement-breakpoint
INSERT INTO search_pending (seq) SELECT seq FROM message_order;
--> statement-breakpoint
INSERT INTO thread_order (thread_id) SELECT thread_id FROM threads ORDER BY created_at;
--> statement-breakpoint
INSERT INTO title_pending (seq) SELECT seq FROM thread_order;
--> statement-breakpoint
-- The modules that threads themselves name: a JSON array of names, or anything else as one name.
CREATE VIEW named_modules AS
  SELECT thread_id, coalesce(CAST(value AS TEXT), 'null') AS module FROM threads, json_each(CASE
      WHEN threads.modules IS NULL OR CAST(threads.modules AS TEXT) IN ('', 'null') THEN '[]'
      WHEN NOT json_valid(CAST(threads.modules AS TEXT)) THEN json_array(CAST(threads.modules AS TEXT))
      WHEN json_type(CAST(threads.modules AS TEXT)) = 'array' THEN CAST(threads.modules AS TEXT)
      WHEN json_type(CAST(threads.modules AS TEXT)) = 'text' THEN json_array(json_extract(CAST(threads.modules AS TEXT), '$'))
      ELSE json_array(CAST(threads.modules AS TEXT)) END);
--> statement-breakpoint
INSERT INTO thread_modules (thread_id, module, messages, named)
  SELECT thread_id, module, sum(messages), max(named) FROM (
    SELECT thread_id, CAST(module AS TEXT) AS module, count(*) AS messages, 0 AS named FROM messages GROUP BY 1, 2
    UNION ALL SELECT DISTINCT thread_id, module, 0, 1 FROM named_modules)
  GROUP BY 1, 2;
--> statement-breakpoint
-- No text is kept in it, so a row is overwritten or forgotten without telling what stood there. Its words are made by
-- lib/core/search-words.ts; a leading ~ tells what is no word of a text but a fact about the message. It has one column:
-- in any but the first one, each word of each message would take two bytes more.
CREATE VIRTUAL TABLE search_index USING fts5(
  text,
  content='', contentless_delete=1, tokenize="ascii tokenchars '_~'"
);
--> statement-breakpoint
INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8);
--> statement-breakpoint
INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 64);
--> statement-breakpoint
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 67108864);
--> statement-breakpoint
CREATE VIRTUAL TABLE title_index USING fts5(
  title, content='', contentless_delete=1, tokenize="ascii tokenchars '_~'"
);
--> statement-breakpoint
-- INSERT OR REPLACE runs no delete trigger for the row that it overwrites: keep aside what has to be known of it until
-- the row is in. After INSERT OR IGNORE it stays aside, until the next row is inserted: it must not count for that one.
CREATE TRIGGER messages_before_insert BEFORE INSERT ON messages
BEGIN
  DELETE FROM replaced_messages;
  INSERT INTO replaced_messages (message_id, thread_id, module, status)
    SELECT message_id, thread_id, CAST(module AS TEXT), status FROM messages WHERE message_id = NEW.message_id;
END;
--> statement-breakpoint
-- WHERE NOT EXISTS instead of OR IGNORE: the outer statement's conflict rule would override it.
-- A message's place: 64 an hour; when they are taken, the next free one of the day, the month, or at the end.
CREATE TRIGGER messages_after_insert AFTER INSERT ON messages
BEGIN
  SELECT RAISE(ABORT, 'this message has ended: a status of complete or failed never changes')
    FROM replaced_messages JOIN message_order ON message_order.message_id = replaced_messages.message_id
    WHERE replaced_messages.message_id = NEW.message_id
      AND replaced_messages.status IN ('complete', 'failed') AND replaced_messages.status IS NOT NEW.status;
  UPDATE thread_modules SET messages = messages - 1 WHERE (thread_id, module) IN (
    SELECT thread_id, module FROM replaced_messages WHERE message_id = NEW.message_id)
    -- Else the delete trigger has run all the same: recursive_triggers is on.
    AND EXISTS (SELECT 1 FROM message_order WHERE message_id = NEW.message_id);
  INSERT INTO search_pending (seq) SELECT seq FROM message_order WHERE message_id = NEW.message_id
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.seq = message_order.seq);
  DELETE FROM message_order WHERE message_id = NEW.message_id AND at IS NOT NEW.timestamp;
  UPDATE message_order SET module = CAST(NEW.module AS TEXT), type = CAST(NEW.type AS TEXT),
    status = CAST(coalesce(NEW.status, 'complete') AS TEXT) WHERE message_id = NEW.message_id;
  INSERT INTO message_order (seq, message_id, at, module, type, status)
    SELECT coalesce(
        (SELECT CASE WHEN m IS NULL THEN slot WHEN m < slot + 63 THEN m + 1 END
          FROM (SELECT max(seq) AS m FROM message_order WHERE seq BETWEEN slot AND slot + 63)),
        (SELECT CASE WHEN m < slot + 1535 THEN m + 1 END
          FROM (SELECT max(seq) AS m FROM message_order WHERE seq BETWEEN slot AND slot + 1535)),
        (SELECT CASE WHEN m < slot + 46079 THEN m + 1 END
          FROM (SELECT max(seq) AS m FROM message_order WHERE seq BETWEEN slot AND slot + 46079)),
        (SELECT max(seq) + 1 FROM message_order)),
      NEW.message_id, at, CAST(NEW.module AS TEXT), CAST(NEW.type AS TEXT), CAST(coalesce(NEW.status, 'complete') AS TEXT)
    FROM (SELECT at, CAST(at / 3600 AS INTEGER) * 64 AS slot FROM (SELECT
      CASE WHEN typeof(NEW.timestamp) IN ('integer', 'real') AND NEW.timestamp BETWEEN 0 AND 1e11 THEN NEW.timestamp
        ELSE coalesce(CASE WHEN typeof(NEW.timestamp) = 'text' THEN round((julianday(NEW.timestamp) - 2440587.5) * 86400.0, 3) END,
          (julianday('now') - 2440587.5) * 86400.0) END AS at))
    WHERE NOT EXISTS (SELECT 1 FROM message_order WHERE message_id = NEW.message_id);
  UPDATE search_state SET max_spill = (
      SELECT seq - CAST(at / 3600 AS INTEGER) * 64 FROM message_order WHERE message_id = NEW.message_id)
    WHERE max_spill < (SELECT seq - CAST(at / 3600 AS INTEGER) * 64 FROM message_order WHERE message_id = NEW.message_id);
  INSERT INTO search_pending (seq) SELECT seq FROM message_order WHERE message_id = NEW.message_id
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.seq = message_order.seq)
    AND NOT EXISTS (SELECT 1 FROM search_state WHERE bulk = 1);
  UPDATE thread_modules SET messages = messages + 1
    WHERE thread_id = NEW.thread_id AND module = CAST(NEW.module AS TEXT);
  INSERT INTO thread_modules (thread_id, module, messages, named)
    SELECT NEW.thread_id, CAST(NEW.module AS TEXT), 1, 0 WHERE NOT EXISTS (
      SELECT 1 FROM thread_modules WHERE thread_id = NEW.thread_id AND module = CAST(NEW.module AS TEXT));
  DELETE FROM thread_modules WHERE messages <= 0 AND named = 0 AND (thread_id, module) IN (
    SELECT thread_id, module FROM replaced_messages WHERE message_id = NEW.message_id);
  INSERT INTO changes (type, thread_id, message_id, at)
    SELECT 'message', NEW.thread_id, NEW.message_id, (julianday('now') - 2440587.5) * 86400.0
    WHERE NOT EXISTS (SELECT 1 FROM search_state WHERE bulk = 1);
  UPDATE threads SET updated_at = max(coalesce(updated_at, created_at), NEW.timestamp)
    WHERE thread_id = NEW.thread_id AND coalesce(updated_at, created_at) < NEW.timestamp
      AND typeof(NEW.timestamp) IN ('integer', 'real')
      AND NOT EXISTS (SELECT 1 FROM search_state WHERE bulk = 1);
  -- Among messages of one time, its place may be another now than a reader puts it: readers read everything anew.
  UPDATE feed_state SET trimmed_to = (SELECT max(seq) FROM changes)
    WHERE EXISTS (SELECT 1 FROM replaced_messages WHERE message_id = NEW.message_id)
      AND EXISTS (SELECT 1 FROM messages WHERE thread_id = NEW.thread_id AND timestamp = NEW.timestamp
        AND message_id <> NEW.message_id);
  DELETE FROM replaced_messages WHERE message_id = NEW.message_id;
END;
--> statement-breakpoint
CREATE TRIGGER messages_after_update AFTER UPDATE ON messages
WHEN OLD.content IS NOT NEW.content OR OLD.status IS NOT NEW.status OR OLD.metadata IS NOT NEW.metadata
  OR OLD.message_id IS NOT NEW.message_id OR OLD.thread_id IS NOT NEW.thread_id OR OLD.module IS NOT NEW.module
  OR OLD.type IS NOT NEW.type OR OLD.timestamp IS NOT NEW.timestamp
BEGIN
  INSERT INTO search_pending (seq) SELECT seq FROM message_order WHERE message_id = OLD.message_id
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.seq = message_order.seq);
  UPDATE message_order SET message_id = NEW.message_id
    WHERE message_id = OLD.message_id AND OLD.message_id IS NOT NEW.message_id;
  UPDATE message_order SET module = CAST(NEW.module AS TEXT), type = CAST(NEW.type AS TEXT),
    status = CAST(coalesce(NEW.status, 'complete') AS TEXT)
    WHERE message_id = NEW.message_id
      AND (OLD.module IS NOT NEW.module OR OLD.type IS NOT NEW.type OR OLD.status IS NOT NEW.status);
  DELETE FROM message_order WHERE message_id = NEW.message_id AND OLD.timestamp IS NOT NEW.timestamp;
  INSERT INTO message_order (seq, message_id, at, module, type, status)
    SELECT coalesce(
        (SELECT CASE WHEN m IS NULL THEN slot WHEN m < slot + 63 THEN m + 1 END
          FROM (SELECT max(seq) AS m FROM message_order WHERE seq BETWEEN slot AND slot + 63)),
        (SELECT CASE WHEN m < slot + 1535 THEN m + 1 END
          FROM (SELECT max(seq) AS m FROM message_order WHERE seq BETWEEN slot AND slot + 1535)),
        (SELECT CASE WHEN m < slot + 46079 THEN m + 1 END
          FROM (SELECT max(seq) AS m FROM message_order WHERE seq BETWEEN slot AND slot + 46079)),
        (SELECT max(seq) + 1 FROM message_order)),
      NEW.message_id, at, CAST(NEW.module AS TEXT), CAST(NEW.type AS TEXT), CAST(coalesce(NEW.status, 'complete') AS TEXT)
    FROM (SELECT at, CAST(at / 3600 AS INTEGER) * 64 AS slot FROM (SELECT
      CASE WHEN typeof(NEW.timestamp) IN ('integer', 'real') AND NEW.timestamp BETWEEN 0 AND 1e11 THEN NEW.timestamp
        ELSE coalesce(CASE WHEN typeof(NEW.timestamp) = 'text' THEN round((julianday(NEW.timestamp) - 2440587.5) * 86400.0, 3) END,
          (julianday('now') - 2440587.5) * 86400.0) END AS at))
    WHERE NOT EXISTS (SELECT 1 FROM message_order WHERE message_id = NEW.message_id);
  UPDATE search_state SET max_spill = (
      SELECT seq - CAST(at / 3600 AS INTEGER) * 64 FROM message_order WHERE message_id = NEW.message_id)
    WHERE max_spill < (SELECT seq - CAST(at / 3600 AS INTEGER) * 64 FROM message_order WHERE message_id = NEW.message_id);
  INSERT INTO search_pending (seq) SELECT seq FROM message_order WHERE message_id = NEW.message_id
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.seq = message_order.seq);
  -- The text of an answer of our own is told chunk by chunk; its growing `content` is for programs that poll.
  INSERT INTO changes (type, thread_id, message_id, at)
    SELECT 'message', NEW.thread_id, NEW.message_id, (julianday('now') - 2440587.5) * 86400.0
    WHERE NEW.status IS NOT 'processing' OR OLD.status IS NOT NEW.status OR OLD.content IS NEW.content
      OR OLD.timestamp IS NOT NEW.timestamp
      OR NOT EXISTS (SELECT 1 FROM runs WHERE runs.message_id = NEW.message_id);
  UPDATE threads SET updated_at = (julianday('now') - 2440587.5) * 86400.0
    WHERE thread_id = NEW.thread_id AND OLD.status IS NOT NEW.status;
  UPDATE feed_state SET trimmed_to = (SELECT max(seq) FROM changes)
    WHERE OLD.timestamp IS NOT NEW.timestamp
      AND EXISTS (SELECT 1 FROM messages WHERE thread_id = NEW.thread_id AND timestamp = NEW.timestamp
        AND message_id <> NEW.message_id);
END;
--> statement-breakpoint
CREATE TRIGGER messages_after_regroup AFTER UPDATE OF thread_id, module ON messages
WHEN OLD.thread_id IS NOT NEW.thread_id OR OLD.module IS NOT NEW.module
BEGIN
  UPDATE thread_modules SET messages = messages - 1
    WHERE thread_id = OLD.thread_id AND module = CAST(OLD.module AS TEXT);
  DELETE FROM thread_modules
    WHERE thread_id = OLD.thread_id AND module = CAST(OLD.module AS TEXT) AND messages <= 0 AND named = 0;
  UPDATE thread_modules SET messages = messages + 1
    WHERE thread_id = NEW.thread_id AND module = CAST(NEW.module AS TEXT);
  INSERT INTO thread_modules (thread_id, module, messages, named)
    SELECT NEW.thread_id, CAST(NEW.module AS TEXT), 1, 0 WHERE NOT EXISTS (
      SELECT 1 FROM thread_modules WHERE thread_id = NEW.thread_id AND module = CAST(NEW.module AS TEXT));
END;
--> statement-breakpoint
CREATE TRIGGER messages_after_delete AFTER DELETE ON messages
BEGIN
  INSERT INTO search_pending (seq) SELECT seq FROM message_order WHERE message_id = OLD.message_id
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.seq = message_order.seq);
  DELETE FROM message_order WHERE message_id = OLD.message_id;
  UPDATE thread_modules SET messages = messages - 1
    WHERE thread_id = OLD.thread_id AND module = CAST(OLD.module AS TEXT);
  DELETE FROM thread_modules
    WHERE thread_id = OLD.thread_id AND module = CAST(OLD.module AS TEXT) AND messages <= 0 AND named = 0;
  DELETE FROM blocks WHERE message_id = OLD.message_id;
  DELETE FROM changes WHERE message_id = OLD.message_id AND text IS NOT NULL;
  DELETE FROM run_positions WHERE run_id IN (SELECT run_id FROM runs WHERE message_id = OLD.message_id);
  DELETE FROM runs WHERE message_id = OLD.message_id;
  INSERT INTO changes (type, thread_id, message_id, at)
    VALUES ('message-deleted', OLD.thread_id, OLD.message_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER thread_flags_after_update AFTER UPDATE ON thread_flags
BEGIN
  INSERT INTO changes (type, thread_id, at) VALUES ('thread', NEW.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER thread_flags_after_delete AFTER DELETE ON thread_flags
WHEN EXISTS (SELECT 1 FROM threads WHERE thread_id = OLD.thread_id)
BEGIN
  INSERT INTO changes (type, thread_id, at) VALUES ('thread', OLD.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER thread_tags_after_insert AFTER INSERT ON thread_tags
BEGIN
  INSERT INTO changes (type, thread_id, at) VALUES ('thread', NEW.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER thread_tags_after_delete AFTER DELETE ON thread_tags
WHEN EXISTS (SELECT 1 FROM threads WHERE thread_id = OLD.thread_id)
BEGIN
  INSERT INTO changes (type, thread_id, at) VALUES ('thread', OLD.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER threads_order_insert AFTER INSERT ON threads
BEGIN
  INSERT INTO thread_order (thread_id)
    SELECT NEW.thread_id WHERE NOT EXISTS (SELECT 1 FROM thread_order WHERE thread_id = NEW.thread_id);
  INSERT INTO title_pending (seq) SELECT seq FROM thread_order WHERE thread_id = NEW.thread_id
    AND NOT EXISTS (SELECT 1 FROM title_pending WHERE title_pending.seq = thread_order.seq);
  UPDATE thread_modules SET named = 0 WHERE thread_id = NEW.thread_id;
  UPDATE thread_modules SET named = 1 WHERE thread_id = NEW.thread_id AND module IN (
    SELECT module FROM named_modules WHERE thread_id = NEW.thread_id);
  INSERT INTO thread_modules (thread_id, module, messages, named)
    SELECT DISTINCT thread_id, module, 0, 1 FROM named_modules WHERE thread_id = NEW.thread_id
    AND NOT EXISTS (SELECT 1 FROM thread_modules AS known
      WHERE known.thread_id = NEW.thread_id AND known.module = named_modules.module);
  DELETE FROM thread_modules WHERE thread_id = NEW.thread_id AND messages <= 0 AND named = 0;
END;
--> statement-breakpoint
CREATE TRIGGER threads_modules_update AFTER UPDATE OF modules ON threads
WHEN OLD.modules IS NOT NEW.modules
BEGIN
  UPDATE thread_modules SET named = 0 WHERE thread_id = NEW.thread_id;
  UPDATE thread_modules SET named = 1 WHERE thread_id = NEW.thread_id AND module IN (
    SELECT module FROM named_modules WHERE thread_id = NEW.thread_id);
  INSERT INTO thread_modules (thread_id, module, messages, named)
    SELECT DISTINCT thread_id, module, 0, 1 FROM named_modules WHERE thread_id = NEW.thread_id
    AND NOT EXISTS (SELECT 1 FROM thread_modules AS known
      WHERE known.thread_id = NEW.thread_id AND known.module = named_modules.module);
  DELETE FROM thread_modules WHERE thread_id = NEW.thread_id AND messages <= 0 AND named = 0;
END;
--> statement-breakpoint
CREATE TRIGGER threads_title_update AFTER UPDATE OF title ON threads
WHEN OLD.title IS NOT NEW.title
BEGIN
  INSERT INTO title_pending (seq) SELECT seq FROM thread_order WHERE thread_id = NEW.thread_id
    AND NOT EXISTS (SELECT 1 FROM title_pending WHERE title_pending.seq = thread_order.seq);
END;
--> statement-breakpoint
CREATE TRIGGER threads_after_rekey AFTER UPDATE OF thread_id ON threads
WHEN OLD.thread_id IS NOT NEW.thread_id
BEGIN
  UPDATE thread_order SET thread_id = NEW.thread_id WHERE thread_id = OLD.thread_id;
  UPDATE thread_flags SET thread_id = NEW.thread_id WHERE thread_id = OLD.thread_id;
  UPDATE thread_tags SET thread_id = NEW.thread_id WHERE thread_id = OLD.thread_id;
  UPDATE history_files SET thread_id = NEW.thread_id WHERE thread_id = OLD.thread_id;
  UPDATE thread_modules SET thread_id = NEW.thread_id WHERE thread_id = OLD.thread_id
    AND NOT EXISTS (SELECT 1 FROM thread_modules AS o WHERE o.thread_id = NEW.thread_id AND o.module = thread_modules.module);
END;
--> statement-breakpoint
-- Python's sqlite3 has foreign keys off by default: the cascade is done here for it.
CREATE TRIGGER threads_after_delete AFTER DELETE ON threads
BEGIN
  DELETE FROM messages WHERE thread_id = OLD.thread_id;
  DELETE FROM thread_flags WHERE thread_id = OLD.thread_id;
  DELETE FROM thread_tags WHERE thread_id = OLD.thread_id;
  DELETE FROM thread_modules WHERE thread_id = OLD.thread_id;
  INSERT INTO title_pending (seq) SELECT seq FROM thread_order WHERE thread_id = OLD.thread_id
    AND NOT EXISTS (SELECT 1 FROM title_pending WHERE title_pending.seq = thread_order.seq);
  DELETE FROM thread_order WHERE thread_id = OLD.thread_id;
  -- That its transcripts were read stays known: the next import must not bring back what a person deleted.
  DELETE FROM import_problems WHERE path IN (SELECT path FROM history_files WHERE thread_id = OLD.thread_id);
  UPDATE history_files SET skipped = 'its thread was deleted', thread_id = NULL, state = NULL, messages = 0, problems = 0
    WHERE thread_id = OLD.thread_id;
  INSERT INTO changes (type, thread_id, at)
    VALUES ('thread-deleted', OLD.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
