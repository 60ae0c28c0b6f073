CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` real NOT NULL,
	`event` text NOT NULL,
	`way` text NOT NULL,
	`from_where` text NOT NULL,
	`subject` text,
	`message_id` text,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_log_event` ON `audit_log` (`event`,`seq`);--> statement-breakpoint
CREATE TABLE `trusted_directories` (
	`path` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`trusted_at` real NOT NULL
);
--> statement-breakpoint
ALTER TABLE `runs` ADD `asked_way` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `asked_from` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `attaches` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `trusted` integer;--> statement-breakpoint
ALTER TABLE `warm_processes` ADD `trusted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `warm_processes` ADD `attaches` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE TRIGGER audit_log_kept BEFORE UPDATE ON audit_log BEGIN
	SELECT RAISE(ABORT, 'audit_log is only added to');
END;--> statement-breakpoint
CREATE TRIGGER audit_log_whole BEFORE DELETE ON audit_log BEGIN
	SELECT RAISE(ABORT, 'audit_log is only added to');
END;
