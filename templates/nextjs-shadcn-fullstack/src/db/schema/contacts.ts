import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createId } from '../../lib/id.ts';
import { companies } from './companies.ts';

export const contactStages = ['lead', 'qualified', 'customer', 'lost'] as const;

export const contacts = sqliteTable(
  'example_contacts',
  {
    id: text('id').primaryKey().$defaultFn(createId),
    name: text('name').notNull(),
    email: text('email').unique(),
    companyId: text('company_id').references(() => companies.id, { onDelete: 'set null' }),
    stage: text('stage', { enum: contactStages }).notNull(),
    /** In cents. */
    dealValue: integer('deal_value'),
    newsletter: integer('newsletter', { mode: 'boolean' }).notNull(),
    /** A calendar day, `yyyy-MM-dd`. */
    metOn: text('met_on'),
    nextCallAt: integer('next_call_at', { mode: 'timestamp_ms' }),
    notes: text('notes'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' })
      .notNull()
      .$defaultFn(() => new Date()),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' })
      .notNull()
      .$defaultFn(() => new Date())
      .$onUpdateFn(() => new Date()),
  },
  (table) => [
    index('example_contacts_created_at_idx').on(table.createdAt),
    index('example_contacts_company_id_idx').on(table.companyId),
  ],
);

export type Contact = typeof contacts.$inferSelect;
