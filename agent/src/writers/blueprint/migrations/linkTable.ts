import type { LinkTable } from '../state.ts';
import type { TableChange } from './diff.ts';
import { type Column, type ForeignKey, type Index, makeTable } from './snapshot.ts';
import { createIndex, createTable } from './sql.ts';

export const LINK_COLUMNS = ['from_id', 'to_id'] as const;

export const linkIndexes = (table: string): Index[] => [
  { name: `${table}_unique`, columns: [...LINK_COLUMNS], isUnique: true },
  { name: `${table}_to_id_idx`, columns: ['to_id'], isUnique: false },
];

function key(table: string, column: string, target: string): ForeignKey {
  return {
    name: `${table}_${column}_${target}_id_fk`,
    tableFrom: table,
    tableTo: target,
    columnsFrom: [column],
    columnsTo: ['id'],
    onDelete: 'cascade',
    onUpdate: 'no action',
  };
}

/** A table of pairs. A pair goes when one of its rows goes; nothing else ever changes such a table. */
export function newLinkTable({ table: name, from, to }: LinkTable): TableChange {
  const columns = LINK_COLUMNS.map(
    (column): Column => ({ name: column, type: 'text', primaryKey: false, notNull: true, autoincrement: false }),
  );
  const indexes = linkIndexes(name);
  const table = makeTable(name, columns, indexes, [key(name, 'from_id', from), key(name, 'to_id', to)]);
  return { table, statements: [createTable(table), ...indexes.map((index) => createIndex(name, index))], notes: [] };
}
