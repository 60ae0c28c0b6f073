ALTER TABLE `modules` ADD `capabilities` text;--> statement-breakpoint
ALTER TABLE `modules` ADD `data_types` text;--> statement-breakpoint
ALTER TABLE `modules` ADD `asks` integer;--> statement-breakpoint
ALTER TABLE `modules` ADD `max_seconds` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `max_seconds` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `asks` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `asker` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `parent_run_id` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `root_run_id` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `depth` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `awaited` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `chain_budget_usd` real;--> statement-breakpoint
CREATE INDEX `runs_parent` ON `runs` (`parent_run_id`) WHERE parent_run_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_root` ON `runs` (`root_run_id`) WHERE root_run_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_asked` ON `runs` (`started_at`,`asker`,`module`,`cost_usd`,CASE WHEN state <> 'ended' THEN 'open' WHEN failure IS NULL THEN 'complete' WHEN instr(failure, '"code":"stopped-by-user"') > 0 THEN 'stopped' ELSE 'failed' END) WHERE asker IS NOT NULL;--> statement-breakpoint
ALTER TABLE `warm_processes` ADD `asks` integer DEFAULT false NOT NULL;