import { untitledLabel } from '@appfactory/plan/messages';
import type { Imports } from './emit.ts';
import { str } from './emit.ts';
import type { Entity, Field } from './model.ts';

/** What stands for a row: the code that reads it, in TypeScript and in SQL. Both give the same text. */

const TEXTS = ['string', 'text', 'email', 'url', 'enum', 'date'];

export const isText = (field: Field): boolean => TEXTS.includes(field.type);

/** The label is a column of text that every row has. */
export function hasPlainLabel(entity: Entity): boolean {
  return entity.labelled !== undefined && isText(entity.labelled) && entity.labelled.notNull;
}

/** The label of a row in TypeScript; `${row}` is an expression for the row. */
export function labelCode(entity: Entity, row: string): string {
  const field = entity.labelled;
  const otherwise = str(untitledLabel(entity));
  if (!field) return otherwise;
  const value = `${row}.${field.property}`;
  const orUntitled = (code: string) => (field.notNull ? code : `${value} === null ? ${otherwise} : ${code}`);
  switch (field.type) {
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'enum':
    case 'date':
      // A text column that got its value from a migration may be empty.
      return field.notNull ? value : `${value} || ${otherwise}`;
    case 'integer':
    case 'number':
      return orUntitled(`String(${value})`);
    case 'money':
      return orUntitled(`(${value} / 100).toFixed(2)`);
    case 'datetime':
      return orUntitled(`${value}.toISOString().slice(0, 16).replace('T', ' ')`);
    case 'reference':
      return field.target ? `${row}.${field.relation}?.label ?? ${otherwise}` : otherwise;
    case 'boolean':
    case 'image':
    case 'file':
      return otherwise;
  }
}

/** The code of the alias that labelSql needs for an entity that is called by what it refers to; undefined for others. */
export function aliasCode(entity: Entity, named: string): string | undefined {
  const target = entity.labelled?.type === 'reference' ? entity.labelled.target : undefined;
  if (!target?.labelled || !isText(target.labelled)) return undefined;
  return `const ${named} = alias(${target.tableVariable}, '${named}');`;
}

/**
 * The label of a row in SQL, over the table that `table` names in the code.
 * @param named the alias of aliasCode
 */
export function labelSql(entity: Entity, table: string, imports: Imports, named = 'named'): string {
  const field = entity.labelled;
  const otherwise = untitledLabel(entity);
  const value = field && `\${${table}.${field.property}}`;
  imports.add('drizzle-orm', 'sql');
  if (!field || !value) return `sql\`\${${str(otherwise)}}\``;
  switch (field.type) {
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'enum':
    case 'date':
      return `sql\`coalesce(nullif(${value}, ''), \${${str(otherwise)}})\``;
    case 'integer':
    case 'number':
      return `sql\`coalesce(cast(${value} as text), \${${str(otherwise)}})\``;
    case 'money':
      return `sql\`coalesce(printf('%.2f', ${value} / 100.0), \${${str(otherwise)}})\``;
    case 'datetime':
      return `sql\`coalesce(strftime('%Y-%m-%d %H:%M', ${value} / 1000, 'unixepoch'), \${${str(otherwise)}})\``;
    case 'reference': {
      const { target } = field;
      if (!target?.labelled || !isText(target.labelled)) return `sql\`\${${str(otherwise)}}\``;
      imports.add('drizzle-orm/sqlite-core', 'alias').add(`@/db/schema/${target.slug}`, target.tableVariable);
      return `sql\`coalesce((select \${${named}.${target.labelled.property}} from \${${target.tableVariable}} as "${named}" where \${${named}.id} = ${value}), \${${str(otherwise)}})\``;
    }
    case 'boolean':
    case 'image':
    case 'file':
      return `sql\`\${${str(otherwise)}}\``;
  }
}
