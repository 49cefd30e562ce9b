import type { Column, ForeignKey, Index, Table } from './snapshot.ts';

/** SQL in drizzle-kit's hand, so that a person who goes on with drizzle-kit sees one style. */
const quote = (name: string) => `\`${name}\``;

function columnLine(column: Column): string {
  const parts = [quote(column.name), column.type];
  if (column.primaryKey) parts.push('PRIMARY KEY');
  if (column.notNull) parts.push('NOT NULL');
  return parts.join(' ');
}

function foreignKeyClause(key: ForeignKey): string {
  return `FOREIGN KEY (${key.columnsFrom.map(quote).join(',')}) REFERENCES ${quote(key.tableTo)}(${key.columnsTo.map(quote).join(',')}) ON UPDATE ${key.onUpdate} ON DELETE ${key.onDelete}`;
}

export function createTable(table: Table, name = table.name): string {
  const lines = [
    ...Object.values(table.columns).map(columnLine),
    ...Object.values(table.foreignKeys).map(foreignKeyClause),
  ];
  return `CREATE TABLE ${quote(name)} (\n\t${lines.join(',\n\t')}\n);`;
}

export function createIndex(table: string, index: Index): string {
  return `CREATE ${index.isUnique ? 'UNIQUE ' : ''}INDEX ${quote(index.name)} ON ${quote(table)} (${index.columns.map(quote).join(',')});`;
}

export const dropIndex = (index: Index): string => `DROP INDEX ${quote(index.name)};`;

export function addColumn(table: string, column: Column, key?: ForeignKey): string {
  const reference = key ? ` REFERENCES ${quote(key.tableTo)}(${quote('id')}) ON DELETE restrict` : '';
  return `ALTER TABLE ${quote(table)} ADD ${columnLine(column)}${reference};`;
}

/**
 * Makes a table anew with the same rows: SQLite cannot change a column in place.
 * @param values the expression that fills each column
 */
export function rebuildTable(table: Table, values: Map<string, string>): string[] {
  const fresh = `__new_${table.name}`;
  const columns = Object.keys(table.columns);
  return [
    'PRAGMA foreign_keys=OFF;',
    createTable(table, fresh),
    `INSERT INTO ${quote(fresh)}(${columns.map(quote).join(', ')}) SELECT ${columns.map((name) => values.get(name) ?? quote(name)).join(', ')} FROM ${quote(table.name)};`,
    `DROP TABLE ${quote(table.name)};`,
    `ALTER TABLE ${quote(fresh)} RENAME TO ${quote(table.name)};`,
    'PRAGMA foreign_keys=ON;',
    ...Object.values(table.indexes).map((index) => createIndex(table.name, index)),
  ];
}

export { quote };
