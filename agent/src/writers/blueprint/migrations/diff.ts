import type { ColumnType as FieldType } from '@appfactory/plan/built';
import { conversion, fallback } from './convert.ts';
import { type Column, type ForeignKey, makeTable, type Table } from './snapshot.ts';
import { addColumn, createIndex, createTable, dropIndex, quote, rebuildTable } from './sql.ts';
import { indexesOf, type WantedColumn, type WantedTable } from './wanted.ts';

/** What brings one table from what the database holds to what the plan wants. */
export interface TableChange {
  table: Table;
  statements: string[];
  /** What a person should know: what existing rows got, what was kept. */
  notes: string[];
}

const column = (name: string, type: string, notNull: boolean): Column => ({
  name,
  type,
  primaryKey: false,
  notNull,
  autoincrement: false,
});

const ID: Column = { ...column('id', 'text', true), primaryKey: true };
const MOMENTS = [column('created_at', 'integer', true), column('updated_at', 'integer', true)];
const OWN = new Set(['id', 'created_at', 'updated_at']);

function freshTable(wanted: WantedTable): TableChange {
  const columns = wanted.columns.map((want) => column(want.name, want.type, want.notNull));
  const keys = wanted.columns.flatMap((want) => want.foreignKey ?? []);
  const indexes = indexesOf(wanted);
  const table = makeTable(wanted.name, [ID, ...columns, ...MOMENTS], indexes, keys);
  return {
    table,
    statements: [createTable(table), ...indexes.map((index) => createIndex(wanted.name, index))],
    notes: [],
  };
}

/** One column of an existing table: what it becomes, and what fills it. */
interface ColumnChange {
  column: Column;
  /** Filled by this expression in a rebuild; left out where the old value stays. */
  expression?: string;
  rebuild: boolean;
  note?: string;
  /** The old values under another name, where the conversion could lose some. */
  kept?: { column: Column; expression: string };
}

const isUnique = (name: string, { indexes }: Table): boolean =>
  Object.values(indexes).some(({ isUnique: unique, columns }) => unique && columns.length === 1 && columns[0] === name);

/** Which of the rows with the same value a row is, from 1 on, the oldest first. */
const place = (value: string) =>
  `row_number() OVER (PARTITION BY ${value} ORDER BY ${quote('created_at')}, ${quote('id')})`;

function changeColumn(
  want: WantedColumn,
  old: Column | undefined,
  oldKind: FieldType | undefined,
  table: Table,
  number: number,
): ColumnChange {
  // No text that is the same for every row can be unique or name another row: such a column starts empty, and the form asks.
  const canFill = !want.unique && !want.foreignKey;
  const label = `“${want.name}” of ${table.name}`;
  if (!old) {
    if (!want.notNull) return { column: column(want.name, want.type, false), rebuild: false };
    if (!canFill) {
      return {
        column: column(want.name, want.type, false),
        rebuild: false,
        note: `${label} is empty in existing rows; the form asks for it at the next edit.`,
      };
    }
    return {
      column: column(want.name, want.type, true),
      rebuild: true,
      expression: fallback(want),
      note: `Existing rows got ${fallback(want)} as ${label}.`,
    };
  }
  const kind = oldKind ?? want.kind;
  const oldKey = Object.values(table.foreignKeys).find((key) => key.columnsFrom[0] === want.name);
  const otherTarget =
    want.foreignKey !== undefined && oldKey !== undefined && oldKey.tableTo !== want.foreignKey.tableTo;
  const adopted = want.foreignKey !== undefined && oldKey === undefined && kind === 'reference';
  const converted = otherTarget
    ? { expression: 'NULL', lossless: false }
    : conversion(kind, want.kind, quote(want.name));
  const there = quote(want.name);
  // While nothing watched it, the row that it names may have gone.
  const found =
    adopted && `CASE WHEN ${there} IN (SELECT "id" FROM ${quote(want.foreignKey?.tableTo ?? '')}) THEN ${there} END`;
  const value = converted?.expression ?? (found || there);
  // Equal values may become unique, and different ones equal; where all start empty, there is nothing to free.
  const freed = want.unique && value !== 'NULL' && (converted !== undefined || !isUnique(want.name, table));
  const notNull = want.notNull && (canFill || old.notNull) && !(converted && !canFill) && !freed && !adopted;
  const needsFill = notNull && (converted !== undefined || !old.notNull);
  const filled = freed
    ? `CASE WHEN ${place(value)} = 1 THEN ${value} END`
    : needsFill
      ? `coalesce(${value}, ${fallback(want)})`
      : value;
  const keyChanged = oldKey?.tableTo !== want.foreignKey?.tableTo;
  const rebuild =
    converted !== undefined || old.type !== want.type || old.notNull !== notNull || keyChanged || adopted || freed;
  return {
    column: column(want.name, want.type, notNull),
    rebuild,
    ...(rebuild && filled !== quote(want.name) ? { expression: filled } : {}),
    ...(converted && !converted.lossless
      ? {
          kept: { column: column(`${want.name}_v${number}`, old.type, false), expression: quote(want.name) },
          note: `${label} changed from ${kind} to ${want.kind}; the old values are kept in ${want.name}_v${number}.`,
        }
      : freed
        ? {
            kept: {
              column: column(`${want.name}_v${number}`, old.type, false),
              expression: `CASE WHEN ${place(value)} > 1 THEN ${quote(want.name)} END`,
            },
            note: `${label} must be unique now: of rows with the same, the oldest keeps it and the others are empty; what they had is kept in ${want.name}_v${number}.`,
          }
        : needsFill
          ? { note: `Existing rows without ${label} got ${fallback(want)}.` }
          : {}),
  };
}

/**
 * Compares a table with what the plan wants. A column that the plan no longer has stays with its values, without foreign
 * key and without a demand for a value, so that nothing is lost and nothing stands in the way.
 * @param kindOf the kind that a column's field had in the last generation
 * @param number of the migration, for the names of kept columns
 */
export function diffTable(
  wanted: WantedTable,
  old: Table | undefined,
  kindOf: (column: string) => FieldType | undefined,
  number: number,
): TableChange {
  if (!old) return freshTable(wanted);
  const changes = new Map(
    wanted.columns.map((want) => [
      want.name,
      changeColumn(want, old.columns[want.name], kindOf(want.name), old, number),
    ]),
  );
  const names = new Set([...Object.keys(old.columns), ...changes.keys()]);
  const isKept = (name: string) => !OWN.has(name) && !changes.has(name);
  const columns: Column[] = [];
  const values = new Map<string, string>();
  const notes: string[] = [];
  let rebuild = false;
  for (const name of names) {
    const before = old.columns[name];
    const change = changes.get(name);
    if (!change) {
      if (!before) continue;
      const hasKey = Object.values(old.foreignKeys).some((key) => key.columnsFrom[0] === name);
      const keep = isKept(name);
      if (keep && (before.notNull || hasKey)) rebuild = true;
      if (keep && kindOf(name)) {
        notes.push(`The values of “${name}” of ${old.name} are kept in the database; nothing shows them any more.`);
      }
      columns.push(keep ? { ...before, notNull: false } : before);
      continue;
    }
    columns.push(change.column);
    rebuild ||= change.rebuild;
    if (!before) values.set(name, change.expression ?? 'NULL');
    else if (change.expression !== undefined) values.set(name, change.expression);
    if (change.note) notes.push(change.note);
    if (change.kept) {
      columns.push(change.kept.column);
      values.set(change.kept.column.name, change.kept.expression);
    }
  }
  const keys = wanted.columns.flatMap((want): ForeignKey[] => (want.foreignKey ? [want.foreignKey] : []));
  const indexes = indexesOf(wanted);
  const table = makeTable(wanted.name, columns, indexes, keys);
  if (rebuild) return { table, statements: rebuildTable(table, values), notes };

  const added = columns.filter((each) => !old.columns[each.name]);
  const has = (list: Table['indexes'], index: { name: string; isUnique: boolean }) =>
    list[index.name]?.isUnique === index.isUnique;
  return {
    table,
    statements: [
      ...Object.values(old.indexes)
        .filter((index) => !has(table.indexes, index))
        .map(dropIndex),
      ...added.map((each) =>
        addColumn(
          wanted.name,
          each,
          keys.find((key) => key.columnsFrom[0] === each.name),
        ),
      ),
      ...indexes.filter((index) => !has(old.indexes, index)).map((index) => createIndex(wanted.name, index)),
    ],
    notes,
  };
}

/** A table whose entity is gone: its rows stay, and no longer stand in the way of those that they referred to. */
export function keepTable(old: Table): TableChange {
  const note = `The rows of ${old.name} are kept in the database; nothing shows them any more.`;
  if (Object.keys(old.foreignKeys).length === 0) return { table: old, statements: [], notes: [note] };
  const table = { ...old, foreignKeys: {} };
  return { table, statements: rebuildTable(table, new Map()), notes: [note] };
}
