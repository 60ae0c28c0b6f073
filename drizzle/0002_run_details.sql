ALTER TABLE `runs` ADD `asked_at` real;--> statement-breakpoint
ALTER TABLE `runs` ADD `gone_at` real;--> statement-breakpoint
ALTER TABLE `runs` ADD `asked_model` text;--> statement-breakpoint
CREATE INDEX `runs_not_gone` ON `runs` (`ended_at`) WHERE process IS NOT NULL AND gone_at IS NULL;