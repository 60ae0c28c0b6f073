-- Written by hand: the search index, and the triggers that keep our own tables right whoever writes `messages`.
-- They run inside other programs' connections, so they use only what SQLite 3.40 has.

INSERT INTO feed_state (id, trimmed_to) VALUES (1, 0);
--> statement-breakpoint
-- What the index stands for. A processing message is not in it: its text changes with every chunk. It gets in when it
-- ends.
CREATE VIEW message_texts AS
  SELECT message_order.seq AS seq, CAST(messages.content AS TEXT) AS content
  FROM message_order JOIN messages ON messages.message_id = message_order.message_id
  WHERE messages.status IS NOT 'processing';
--> statement-breakpoint
CREATE VIRTUAL TABLE search_index USING fts5(
  content, content='message_texts', content_rowid='seq',
  tokenize="unicode61 remove_diacritics 2 tokenchars '_'"
);
--> statement-breakpoint
-- INSERT OR REPLACE runs no delete trigger for the row that it overwrites, and the index needs the old text to
-- forget it: keep it aside until the row is in. (After INSERT OR IGNORE it stays aside, and does no harm.)
CREATE TRIGGER messages_before_insert BEFORE INSERT ON messages
WHEN EXISTS (SELECT 1 FROM messages WHERE message_id = NEW.message_id)
BEGIN
  DELETE FROM replaced_messages;
  INSERT INTO replaced_messages (message_id, content, status)
    SELECT message_id, CAST(content AS TEXT), status FROM messages WHERE message_id = NEW.message_id;
END;
--> statement-breakpoint
-- WHERE NOT EXISTS instead of OR IGNORE: the outer statement's conflict rule would override it.
CREATE TRIGGER messages_after_insert AFTER INSERT ON messages
BEGIN
  SELECT RAISE(ABORT, 'this message has ended: a status of complete or failed never changes')
    FROM replaced_messages JOIN message_order ON message_order.message_id = replaced_messages.message_id
    WHERE replaced_messages.message_id = NEW.message_id
      AND replaced_messages.status IN ('complete', 'failed') AND replaced_messages.status IS NOT NEW.status;
  INSERT INTO search_index (search_index, rowid, content)
    SELECT 'delete', message_order.seq, replaced_messages.content
    FROM replaced_messages JOIN message_order ON message_order.message_id = replaced_messages.message_id
    WHERE replaced_messages.message_id = NEW.message_id AND replaced_messages.status IS NOT 'processing';
  INSERT INTO message_order (message_id)
    SELECT NEW.message_id WHERE NOT EXISTS (SELECT 1 FROM message_order WHERE message_id = NEW.message_id);
  INSERT INTO search_index (rowid, content)
    SELECT seq, CAST(NEW.content AS TEXT) FROM message_order
    WHERE message_id = NEW.message_id AND NEW.status IS NOT 'processing';
  INSERT INTO changes (type, thread_id, message_id, at)
    VALUES ('message', NEW.thread_id, NEW.message_id, (julianday('now') - 2440587.5) * 86400.0);
  UPDATE threads SET updated_at = max(coalesce(updated_at, created_at), NEW.timestamp)
    WHERE thread_id = NEW.thread_id AND coalesce(updated_at, created_at) < NEW.timestamp
      AND typeof(NEW.timestamp) IN ('integer', 'real');
  -- Among messages of one time, its place may be another now than a reader puts it: readers read everything anew.
  UPDATE feed_state SET trimmed_to = (SELECT max(seq) FROM changes)
    WHERE EXISTS (SELECT 1 FROM replaced_messages WHERE message_id = NEW.message_id)
      AND EXISTS (SELECT 1 FROM messages WHERE thread_id = NEW.thread_id AND timestamp = NEW.timestamp
        AND message_id <> NEW.message_id);
  DELETE FROM replaced_messages WHERE message_id = NEW.message_id;
END;
--> statement-breakpoint
CREATE TRIGGER messages_status_guard BEFORE UPDATE OF status ON messages
WHEN OLD.status IN ('complete', 'failed') AND NEW.status IS NOT OLD.status
BEGIN
  SELECT RAISE(ABORT, 'this message has ended: a status of complete or failed never changes');
END;
--> statement-breakpoint
-- UPDATE OR REPLACE would overwrite the other row without a word to any trigger.
CREATE TRIGGER messages_id_guard BEFORE UPDATE OF message_id ON messages
WHEN NEW.message_id IS NOT OLD.message_id AND EXISTS (SELECT 1 FROM messages WHERE message_id = NEW.message_id)
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: messages.message_id');
END;
--> statement-breakpoint
CREATE TRIGGER messages_after_update AFTER UPDATE ON messages
WHEN OLD.content IS NOT NEW.content OR OLD.status IS NOT NEW.status OR OLD.metadata IS NOT NEW.metadata
  OR OLD.message_id IS NOT NEW.message_id OR OLD.thread_id IS NOT NEW.thread_id OR OLD.module IS NOT NEW.module
  OR OLD.type IS NOT NEW.type OR OLD.timestamp IS NOT NEW.timestamp
BEGIN
  INSERT INTO search_index (search_index, rowid, content)
    SELECT 'delete', seq, CAST(OLD.content AS TEXT) FROM message_order
    WHERE message_id = OLD.message_id AND OLD.status IS NOT 'processing'
      AND (OLD.content IS NOT NEW.content OR NEW.status IS 'processing');
  UPDATE message_order SET message_id = NEW.message_id
    WHERE message_id = OLD.message_id AND OLD.message_id IS NOT NEW.message_id;
  INSERT INTO search_index (rowid, content)
    SELECT seq, CAST(NEW.content AS TEXT) FROM message_order
    WHERE message_id = NEW.message_id AND NEW.status IS NOT 'processing'
      AND (OLD.content IS NOT NEW.content OR OLD.status IS 'processing');
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
-- A message that gets another id, or moves to another thread, takes along what we keep of it. No change could tell
-- that to readers: they read everything anew.
CREATE TRIGGER messages_after_move AFTER UPDATE OF message_id, thread_id ON messages
WHEN OLD.message_id IS NOT NEW.message_id OR OLD.thread_id IS NOT NEW.thread_id
BEGIN
  UPDATE blocks SET message_id = NEW.message_id WHERE message_id = OLD.message_id;
  UPDATE changes SET message_id = NEW.message_id WHERE message_id = OLD.message_id AND text IS NOT NULL;
  UPDATE runs SET message_id = NEW.message_id, thread_id = NEW.thread_id WHERE message_id = OLD.message_id;
  UPDATE runs SET question_id = NEW.message_id WHERE question_id = OLD.message_id;
  INSERT INTO changes (type, thread_id, message_id, at)
    VALUES ('message-deleted', OLD.thread_id, OLD.message_id, (julianday('now') - 2440587.5) * 86400.0);
  UPDATE feed_state SET trimmed_to = (SELECT max(seq) FROM changes);
END;
--> statement-breakpoint
CREATE TRIGGER messages_after_delete AFTER DELETE ON messages
BEGIN
  INSERT INTO search_index (search_index, rowid, content)
    SELECT 'delete', seq, CAST(OLD.content AS TEXT) FROM message_order
    WHERE message_id = OLD.message_id AND OLD.status IS NOT 'processing';
  DELETE FROM message_order WHERE message_id = OLD.message_id;
  DELETE FROM blocks WHERE message_id = OLD.message_id;
  DELETE FROM changes WHERE message_id = OLD.message_id AND text IS NOT NULL;
  DELETE FROM run_positions WHERE run_id IN (SELECT run_id FROM runs WHERE message_id = OLD.message_id);
  DELETE FROM runs WHERE message_id = OLD.message_id;
  INSERT INTO changes (type, thread_id, message_id, at)
    VALUES ('message-deleted', OLD.thread_id, OLD.message_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER threads_after_insert AFTER INSERT ON threads
BEGIN
  INSERT INTO changes (type, thread_id, at)
    VALUES ('thread', NEW.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER threads_after_update AFTER UPDATE ON threads
BEGIN
  INSERT INTO changes (type, thread_id, at)
    VALUES ('thread', NEW.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER thread_flags_after_insert AFTER INSERT ON thread_flags
BEGIN
  INSERT INTO changes (type, thread_id, at)
    VALUES ('thread', NEW.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
CREATE TRIGGER thread_flags_after_delete AFTER DELETE ON thread_flags
BEGIN
  INSERT INTO changes (type, thread_id, at)
    VALUES ('thread', OLD.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
--> statement-breakpoint
-- Python's sqlite3 has foreign keys off by default: the cascade is done here for it.
CREATE TRIGGER threads_after_delete AFTER DELETE ON threads
BEGIN
  DELETE FROM messages WHERE thread_id = OLD.thread_id;
  DELETE FROM thread_flags WHERE thread_id = OLD.thread_id;
  INSERT INTO changes (type, thread_id, at)
    VALUES ('thread-deleted', OLD.thread_id, (julianday('now') - 2440587.5) * 86400.0);
END;
