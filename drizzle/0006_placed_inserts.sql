ALTER TABLE `search_state` ADD `placed` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- An import of history knows that its messages are new and when they were written: it places and counts them itself
-- (lib/db/place-message.ts), in a third of the time. Otherwise these two are as in 0004.
DROP TRIGGER `messages_before_insert`;
--> statement-breakpoint
DROP TRIGGER `messages_after_insert`;
--> statement-breakpoint
CREATE TRIGGER messages_before_insert BEFORE INSERT ON messages
WHEN NOT EXISTS (SELECT 1 FROM search_state WHERE placed = 1)
BEGIN
  DELETE FROM replaced_messages;
  INSERT INTO replaced_messages (message_id, thread_id, module, status)
    SELECT message_id, thread_id, CAST(module AS TEXT), status FROM messages WHERE message_id = NEW.message_id;
END;
--> statement-breakpoint
CREATE TRIGGER messages_after_insert AFTER INSERT ON messages
WHEN NOT EXISTS (SELECT 1 FROM search_state WHERE placed = 1)
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
