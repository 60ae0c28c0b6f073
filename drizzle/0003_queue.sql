CREATE TABLE `queued_questions` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` text NOT NULL,
	`prompt` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `queued_questions_run_id_unique` ON `queued_questions` (`run_id`);--> statement-breakpoint
CREATE TABLE `warm_processes` (
	`spool_dir` text PRIMARY KEY NOT NULL,
	`process` text NOT NULL,
	`spool_offset` integer NOT NULL,
	`thread_id` text NOT NULL,
	`module` text NOT NULL,
	`cwd` text NOT NULL,
	`session_id` text NOT NULL,
	`asked_model` text,
	`system_prompt` text,
	`cli_version` text,
	`cost_usd` real,
	`rss_bytes` integer NOT NULL,
	`idle_since` real NOT NULL
);
--> statement-breakpoint
ALTER TABLE `runs` ADD `queued_at` real;--> statement-breakpoint
ALTER TABLE `runs` ADD `silent_since` real;--> statement-breakpoint
ALTER TABLE `runs` ADD `warm` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `cost_before_usd` real;--> statement-breakpoint
-- By hand: a run that goes takes its place in line along, and those behind it move up.
CREATE TRIGGER runs_after_delete AFTER DELETE ON runs
BEGIN
  DELETE FROM queued_questions WHERE run_id = OLD.run_id;
  INSERT INTO changes (type, thread_id, at)
    SELECT 'queue', '', (julianday('now') - 2440587.5) * 86400.0 WHERE OLD.state = 'queued';
END;
