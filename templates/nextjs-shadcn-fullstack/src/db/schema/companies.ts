import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createId } from '../../lib/id.ts';

export const companyIndustries = ['software', 'finance', 'retail', 'health', 'other'] as const;

export const companies = sqliteTable(
  'example_companies',
  {
    id: text('id').primaryKey().$defaultFn(createId),
    name: text('name').notNull(),
    website: text('website'),
    industry: text('industry', { enum: companyIndustries }),
    employees: integer('employees'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' })
      .notNull()
      .$defaultFn(() => new Date()),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' })
      .notNull()
      .$defaultFn(() => new Date())
      .$onUpdateFn(() => new Date()),
  },
  (table) => [index('example_companies_created_at_idx').on(table.createdAt)],
);

export type Company = typeof companies.$inferSelect;
