CREATE TABLE `templates` (
	`template_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`prompt` text NOT NULL,
	`created_at` real NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `templates_name_unique` ON `templates` (`name`);--> statement-breakpoint
ALTER TABLE `modules` ADD `description` text;--> statement-breakpoint
ALTER TABLE `modules` ADD `system_prompt` text;--> statement-breakpoint
ALTER TABLE `modules` ADD `model` text;--> statement-breakpoint
ALTER TABLE `modules` ADD `profile` text;--> statement-breakpoint
ALTER TABLE `modules` ADD `max_turns` integer;--> statement-breakpoint
ALTER TABLE `modules` ADD `max_budget_usd` real;--> statement-breakpoint
ALTER TABLE `runs` ADD `profile` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `max_turns` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `max_budget_usd` real;--> statement-breakpoint
ALTER TABLE `warm_processes` ADD `profile` text;--> statement-breakpoint
ALTER TABLE `warm_processes` ADD `max_turns` integer;--> statement-breakpoint
ALTER TABLE `warm_processes` ADD `max_budget_usd` real;--> statement-breakpoint
CREATE INDEX `runs_stopped` ON `runs` (`message_id`) WHERE instr(failure, '"code":"stopped-by-user"') > 0;--> statement-breakpoint
DROP INDEX `messages_unsettled`;--> statement-breakpoint
CREATE INDEX `messages_unsettled` ON `messages` (`thread_id`,`status`,`message_id`) WHERE status = 'processing' OR status = 'failed';