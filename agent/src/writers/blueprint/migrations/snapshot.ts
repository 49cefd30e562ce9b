import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The part of drizzle-kit's SQLite snapshot (version 6) that apps of the template use. */
const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  primaryKey: z.boolean(),
  notNull: z.boolean(),
  autoincrement: z.boolean(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
const indexSchema = z.object({ name: z.string(), columns: z.array(z.string()), isUnique: z.boolean() });
const foreignKeySchema = z.object({
  name: z.string(),
  tableFrom: z.string(),
  tableTo: z.string(),
  columnsFrom: z.array(z.string()),
  columnsTo: z.array(z.string()),
  onDelete: z.string().optional(),
  onUpdate: z.string().optional(),
});
const tableSchema = z.looseObject({
  name: z.string(),
  columns: z.record(z.string(), columnSchema),
  indexes: z.record(z.string(), indexSchema),
  foreignKeys: z.record(z.string(), foreignKeySchema),
});
const snapshotSchema = z.looseObject({
  id: z.string(),
  prevId: z.string(),
  tables: z.record(z.string(), tableSchema),
});
const journalSchema = z.object({
  version: z.string(),
  dialect: z.string(),
  entries: z.array(
    z.object({ idx: z.int(), version: z.string(), when: z.int(), tag: z.string(), breakpoints: z.boolean() }),
  ),
});

export type Column = z.infer<typeof columnSchema>;
export type Index = z.infer<typeof indexSchema>;
export type ForeignKey = z.infer<typeof foreignKeySchema>;
export type Table = z.infer<typeof tableSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;
export type Journal = z.infer<typeof journalSchema>;

export const parseSnapshot = (text: string): Snapshot => snapshotSchema.parse(JSON.parse(text));
export const parseJournal = (text: string): Journal => journalSchema.parse(JSON.parse(text));
export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A table with nothing but columns, indexes and foreign keys, in the key order that drizzle-kit writes. */
export function makeTable(name: string, columns: Column[], indexes: Index[], foreignKeys: ForeignKey[]): Table {
  return {
    name,
    columns: Object.fromEntries(columns.map((column) => [column.name, column])),
    indexes: Object.fromEntries(indexes.map((index) => [index.name, index])),
    foreignKeys: Object.fromEntries(foreignKeys.map((key) => [key.name, key])),
    compositePrimaryKeys: {},
    uniqueConstraints: {},
    checkConstraints: {},
  };
}

/** The snapshot after a migration. Its id is made from its content: the same app has the same ids everywhere. */
export function nextSnapshot(before: Snapshot, tables: Record<string, Table>): Snapshot {
  const sorted = Object.fromEntries(Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1)));
  const hex = createHash('sha256').update(before.id).update(JSON.stringify(sorted)).digest('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { ...before, id, prevId: before.id, tables: sorted };
}
