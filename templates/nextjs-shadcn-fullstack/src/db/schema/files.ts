import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createId } from '../../lib/id.ts';
import { authUsers } from './auth.ts';

/** A file somebody added to a record. The bytes are where `storage` says: in the uploads folder or at UploadThing. */
export const appFiles = sqliteTable(
  'app_file',
  {
    id: text('id').primaryKey().$defaultFn(createId),
    /** The record it belongs to: the entity's slug, for example `contacts`, and the record's id. */
    entity: text('entity').notNull(),
    /** Empty until the form that the file was chosen in is saved. */
    recordId: text('record_id').notNull(),
    /** The field that holds the file's id; null: one of the files that are attached to the record. */
    field: text('field'),
    name: text('name').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    storage: text('storage', { enum: ['local', 'uploadthing'] }).notNull(),
    storageKey: text('storage_key').notNull(),
    createdById: text('created_by_id').references(() => authUsers.id, { onDelete: 'set null' }),
    createdAt: integer('created_at', { mode: 'timestamp_ms' })
      .notNull()
      .$defaultFn(() => new Date()),
  },
  (table) => [index('app_file_record_idx').on(table.entity, table.recordId)],
);

export type AppFile = typeof appFiles.$inferSelect;
