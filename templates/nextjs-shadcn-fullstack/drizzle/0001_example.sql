CREATE TABLE `example_companies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`website` text,
	`industry` text,
	`employees` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `example_companies_created_at_idx` ON `example_companies` (`created_at`);--> statement-breakpoint
CREATE TABLE `example_contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`company_id` text,
	`stage` text NOT NULL,
	`deal_value` integer,
	`newsletter` integer NOT NULL,
	`met_on` text,
	`next_call_at` integer,
	`notes` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `example_companies`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `example_contacts_email_unique` ON `example_contacts` (`email`);--> statement-breakpoint
CREATE INDEX `example_contacts_created_at_idx` ON `example_contacts` (`created_at`);--> statement-breakpoint
CREATE INDEX `example_contacts_company_id_idx` ON `example_contacts` (`company_id`);