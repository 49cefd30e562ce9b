import { type Imports, str } from '../emit.ts';
import type { App, Field } from '../model.ts';

/** A value of a row as text; `value` is an expression that is not null. */
export function textCode(field: Field, value: string, app: App, imports: Imports): string {
  switch (field.type) {
    case 'money':
      imports.add('@/lib/format', 'formatMoney');
      return field.currency === app.currency
        ? `formatMoney(${value})`
        : `formatMoney(${value}, ${str(field.currency ?? 'USD')})`;
    case 'number':
    case 'integer':
      imports.add('@/lib/format', 'formatNumber');
      return `formatNumber(${value})`;
    case 'date':
      imports.add('@/lib/format', 'formatDate');
      return `formatDate(${value})`;
    case 'datetime':
      imports.add('date-fns', 'format');
      return `format(${value}, 'd MMM yyyy, HH:mm')`;
    case 'boolean':
    case 'reference':
    case 'image':
    case 'file':
      return `String(${value})`;
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'enum':
      return value;
  }
}

/** A value that a row may have; the code gives a string, or nothing where there is no value. */
export function factCode(field: Field, value: string, app: App, imports: Imports): string {
  const text = textCode(field, value, app, imports);
  return field.type === 'datetime' && !field.notNull ? `${value} && ${text}` : text;
}
