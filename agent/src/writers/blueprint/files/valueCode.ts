import { attr, type Imports } from '../emit.ts';
import type { App, Entity, Field } from '../model.ts';
import { choicesName } from './formSchemaFile.ts';

/** JSX that shows a field's value of a row, for lists and detail pages; an expression in braces or an element. */
export function valueCode(entity: Entity, field: Field, row: string, app: App, imports: Imports): string {
  const value = `${row}.${field.property}`;
  const element = (component: string, attributes: string) => {
    imports.add('@/components/values', component);
    return `<${component} ${attributes} />`;
  };
  const format = (name: string, ...more: string[]) => {
    imports.add('@/lib/format', name);
    return `{${name}(${[value, ...more].join(', ')})}`;
  };
  switch (field.type) {
    case 'string':
      return `{${value}}`;
    case 'text':
      return element('TextValue', `value={${value}}`);
    case 'email':
      return element('EmailValue', `value={${value}}`);
    case 'url':
      return element('UrlValue', `value={${value}}`);
    case 'boolean':
      return element('BooleanValue', `value={${value}}`);
    case 'enum':
      imports.add(`@/features/${entity.slug}/schema`, choicesName(field));
      return element('ChoiceValue', `value={${value}} options={${choicesName(field)}}`);
    case 'integer':
      // A number that names something is not counted with: no commas.
      return field.unique ? `{${value}}` : format('formatNumber');
    case 'number':
      return format('formatNumber');
    case 'money':
      return field.currency === app.currency ? format('formatMoney') : format('formatMoney', `'${field.currency}'`);
    case 'date':
      return format('formatDate');
    case 'datetime': {
      imports.add('@/components/local-time', 'LocalTime');
      const time = `<LocalTime value={${value}} />`;
      return field.notNull ? time : `{${value} && ${time}}`;
    }
    case 'image':
      imports.add('@/features/attachments/values', 'PictureValue');
      return `<PictureValue id={${value}} label=${attr(field.label)} />`;
    case 'file':
      imports.add('@/features/attachments/values', 'FileValue');
      return `<FileValue id={${value}} />`;
    case 'reference':
      return element(
        'ReferenceValue',
        `${field.target ? pathOf(entity, field.target, imports) : 'path={null}'} record={${row}.${field.relation}}`,
      );
  }
}

/** Where the record's page is, for those who may open it. */
export function pathOf(entity: Entity, { slug }: Entity, imports: Imports): string {
  if (!entity.guarded) return `path="/${slug}"`;
  imports.add('@/lib/access', 'may');
  return `path={may(user, 'read', '${slug}') ? '/${slug}' : null}`;
}

/** Kinds whose element shows nothing for null, so that a detail page must ask before it shows a dash. */
const ELEMENTS = ['text', 'email', 'url', 'boolean', 'enum', 'reference', 'image', 'file'];

/** The same for a detail page, where a missing value is shown as a dash. */
export function detailValueCode(entity: Entity, field: Field, row: string, app: App, imports: Imports): string {
  if (field.format === 'markdown') {
    imports.add('@/components/markdown', 'Markdown');
    const text = `${row}.${field.property}`;
    return field.notNull ? `<Markdown text={${text}} />` : `{${text} && <Markdown text={${text}} />}`;
  }
  const code = valueCode(entity, field, row, app, imports);
  if (!ELEMENTS.includes(field.type) || (field.notNull && field.type !== 'reference')) return code;
  const value = field.type === 'reference' ? `${row}.${field.relation}` : `${row}.${field.property}`;
  return `{${value}${field.type === 'boolean' ? ' !== null' : ''} && ${code}}`;
}
