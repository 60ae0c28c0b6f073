CREATE TABLE `fan_out_answers` (
	`fan_out_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`module` text NOT NULL,
	`thread_id` text,
	`message_id` text,
	`refusal` text,
	PRIMARY KEY(`fan_out_id`, `position`)
);
--> statement-breakpoint
CREATE TABLE `fan_outs` (
	`fan_out_id` text PRIMARY KEY NOT NULL,
	`question` text NOT NULL,
	`created_at` real NOT NULL
);
--> statement-breakpoint
CREATE INDEX `fan_outs_created` ON `fan_outs` (`created_at`,`fan_out_id`);