CREATE TABLE `blocks` (
	`message_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`name` text,
	`tool_use_id` text,
	`parent_tool_use_id` text,
	`is_error` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`message_id`, `position`)
);
--> statement-breakpoint
CREATE TABLE `changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`thread_id` text NOT NULL,
	`message_id` text,
	`position` integer,
	`text` text,
	`at` real NOT NULL
);
--> statement-breakpoint
CREATE INDEX `changes_text` ON `changes` (`message_id`,`position`) WHERE text IS NOT NULL;--> statement-breakpoint
CREATE TABLE `feed_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`trimmed_to` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `message_order` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`message_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_order_message_id_unique` ON `message_order` (`message_id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`message_id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`module` text NOT NULL,
	`content` text NOT NULL,
	`type` text NOT NULL,
	`timestamp` real NOT NULL,
	`status` text DEFAULT 'complete',
	`metadata` text,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`thread_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `messages_thread` ON `messages` (`thread_id`,`timestamp`);--> statement-breakpoint
CREATE INDEX `messages_processing` ON `messages` (`message_id`) WHERE status = 'processing';--> statement-breakpoint
CREATE TABLE `modules` (
	`name` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`created_at` real NOT NULL,
	`last_asked_at` real
);
--> statement-breakpoint
CREATE TABLE `replaced_messages` (
	`message_id` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`status` text
);
--> statement-breakpoint
CREATE TABLE `run_positions` (
	`run_id` text PRIMARY KEY NOT NULL,
	`spool_offset` integer NOT NULL,
	`fold` text NOT NULL,
	`follower` text NOT NULL,
	`content_written` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `runs` (
	`run_id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`question_id` text NOT NULL,
	`thread_id` text NOT NULL,
	`module` text NOT NULL,
	`cwd` text NOT NULL,
	`state` text NOT NULL,
	`started_at` real NOT NULL,
	`ended_at` real,
	`stop_requested_at` real,
	`process` text,
	`spool_dir` text NOT NULL,
	`activity` text,
	`model` text,
	`session_id` text,
	`resumed` integer NOT NULL,
	`cli_version` text,
	`permission_mode` text,
	`system_prompt` text,
	`cost_usd` real,
	`input_tokens` integer,
	`output_tokens` integer,
	`cache_read_tokens` integer,
	`cache_write_tokens` integer,
	`turns` integer,
	`duration_ms` integer,
	`permission_denials` text,
	`failure` text
);
--> statement-breakpoint
CREATE INDEX `runs_message` ON `runs` (`message_id`);--> statement-breakpoint
CREATE INDEX `runs_thread` ON `runs` (`thread_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `runs_active` ON `runs` (`started_at`) WHERE state <> 'ended';--> statement-breakpoint
CREATE TABLE `thread_flags` (
	`thread_id` text PRIMARY KEY NOT NULL,
	`archived_at` real
);
--> statement-breakpoint
CREATE TABLE `threads` (
	`thread_id` text PRIMARY KEY NOT NULL,
	`title` text,
	`modules` text,
	`created_at` real NOT NULL,
	`updated_at` real,
	`metadata` text
);
