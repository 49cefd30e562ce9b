import { hasMaker, stepsOf } from '@appfactory/plan/access';
import { type ColumnType as FieldType, hasColumn, isFile } from '@appfactory/plan/built';
import type { PlannedEntity, PlannedField } from '@appfactory/plan/plan';
import { MAKER_COLUMN } from '../model.ts';
import type { ForeignKey, Index } from './snapshot.ts';

/** A column as the plan wants it, before it is known what the database holds. */
export interface WantedColumn {
  name: string;
  type: 'text' | 'integer' | 'real';
  notNull: boolean;
  kind: FieldType;
  unique: boolean;
  foreignKey?: ForeignKey;
  /** Rows are looked up by it. */
  indexed?: boolean;
  /** What an enum starts with. */
  firstValue?: string;
}

export interface WantedTable {
  name: string;
  label: string;
  columns: WantedColumn[];
}

export function storageOf(type: FieldType): 'text' | 'integer' | 'real' {
  switch (type) {
    case 'number':
      return 'real';
    case 'integer':
    case 'money':
    case 'boolean':
    case 'datetime':
      return 'integer';
    case 'string':
    case 'text':
    case 'enum':
    case 'date':
    case 'email':
    case 'url':
    case 'reference':
    case 'image':
    case 'file':
      return 'text';
  }
}

function foreignKey(table: string, column: string, target: string): ForeignKey {
  return {
    name: `${table}_${column}_${target}_id_fk`,
    tableFrom: table,
    tableTo: target,
    columnsFrom: [column],
    columnsTo: ['id'],
    onDelete: 'restrict',
    onUpdate: 'no action',
  };
}

function wantedColumn(
  entity: PlannedEntity,
  field: PlannedField & { type: FieldType },
  tableOf: (entity: string) => string,
): WantedColumn {
  const steps = stepsOf(entity);
  const firstValue = steps?.field === field.name ? steps.initial : field.values?.[0];
  return {
    name: field.column,
    type: storageOf(field.type),
    // Rows that were there before have no file, and neither have example rows: the form asks for one.
    notNull: (field.required && !isFile(field)) || field.type === 'boolean',
    kind: field.type,
    unique: field.unique,
    ...(field.type === 'reference' && field.to
      ? { foreignKey: foreignKey(entity.table, field.column, tableOf(field.to)) }
      : {}),
    ...(firstValue === undefined ? {} : { firstValue }),
  };
}

/** Who made a row. Without a foreign key: what a person made stays when their account is removed. */
const MAKER: WantedColumn = {
  name: MAKER_COLUMN,
  type: 'text',
  notNull: false,
  kind: 'string',
  unique: false,
  indexed: true,
};

export function wantedTable(entity: PlannedEntity, tableOf: (entity: string) => string): WantedTable {
  return {
    name: entity.table,
    label: entity.label,
    columns: [
      ...entity.fields.filter(hasColumn).map((field) => wantedColumn(entity, field, tableOf)),
      ...(hasMaker(entity) ? [MAKER] : []),
    ],
  };
}

/** Indexes of a table of an entity: newest first in lists, unique values, and both directions of every reference. */
export function indexesOf(table: WantedTable): Index[] {
  const name = (column: string, kind: 'idx' | 'unique') => `${table.name}_${column}_${kind}`;
  return [
    { name: name('created_at', 'idx'), columns: ['created_at'], isUnique: false },
    ...table.columns.flatMap((column): Index[] => {
      if (column.unique) return [{ name: name(column.name, 'unique'), columns: [column.name], isUnique: true }];
      if (column.foreignKey || column.indexed)
        return [{ name: name(column.name, 'idx'), columns: [column.name], isUnique: false }];
      return [];
    }),
  ];
}
