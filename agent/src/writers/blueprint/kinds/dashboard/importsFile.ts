import { isFile } from '@appfactory/plan/built';
import type { PlannedFigures } from '@appfactory/plan/kinds/dashboard/figures';
import { isImportable, isNeeded } from '@appfactory/plan/kinds/dashboard/importable';
import { many, uniqueMessage } from '@appfactory/plan/messages';
import { Imports, lines, list, str } from '../../emit.ts';
import { entityName } from '../../files/entityFile.ts';
import { inputName, schemaName } from '../../files/formSchemaFile.ts';
import { firstStateName } from '../../files/stepsFile.ts';
import type { App, Entity, Field } from '../../model.ts';
import { measuredEntities } from './setsFile.ts';

/** What a file to begin with says for a field, in its first and in its second row. */
function examples(field: Field): [string, string] {
  switch (field.type) {
    case 'string':
    case 'text':
      return [`${field.label} 1`, `${field.label} 2`];
    case 'number':
    case 'integer':
      return ['12', '30'];
    case 'money':
      return ['1250.00', '480.50'];
    case 'boolean':
      return ['Yes', 'No'];
    case 'enum':
      return [field.values?.[0] ?? '', field.values?.at(-1) ?? ''];
    case 'date':
      return ['2026-01-15', '2026-02-03'];
    case 'datetime':
      return ['2026-01-15 09:30', '2026-02-03 14:00'];
    case 'email':
      return ['ann@example.com', 'ben@example.com'];
    case 'url':
      return ['https://example.com/1', 'https://example.com/2'];
    case 'image':
    case 'file':
      return ['', ''];
    case 'reference': {
      const name = field.target ? `One of the ${many(field.target)}` : '';
      return [name, name];
    }
  }
}

function importCode(app: App, entity: Entity, imports: Imports): string | undefined {
  const planned = app.state.entities[entity.position];
  if (!planned || !isImportable(planned)) return undefined;
  const table = entity.tableVariable;
  const columns = entity.inputs.filter((field) => !isFile(field) && (field.type !== 'reference' || field.target));
  imports
    .add('@/db', 'db')
    .add(`@/db/schema/${entity.slug}`, table)
    .add('@/features/figures/import', 'defineImport')
    .add(`@/features/${entity.slug}/schema`, inputName(entity), schemaName(entity));
  const columnCode = (field: Field) => {
    const plannedField = planned.fields.find(({ name }) => name === field.name);
    const needed = plannedField !== undefined && isNeeded(planned, plannedField);
    const parts = [
      `property: '${field.property}'`,
      `label: ${str(field.label)}`,
      `type: '${field.type}'`,
      `required: ${needed}`,
    ];
    if (field.type === 'enum') {
      imports.add(`@/db/schema/${entity.slug}`, field.valuesName);
      parts.push(`values: ${field.valuesName}`);
    }
    if (field.target) {
      imports.add(`@/features/${field.target.slug}/entity`, entityName(field.target));
      parts.push(`entity: ${entityName(field.target)}`);
    }
    return `{ ${parts.join(', ')} },`;
  };
  const unique = entity.inputs
    .filter((field) => field.unique)
    .map(
      (field) =>
        `{ property: '${field.property}', column: ${table}.${field.property}, message: ${str(uniqueMessage(planned, field))} },`,
    );
  const links = entity.links.map(({ field }) => field.property);
  const locked = entity.steps?.free ? undefined : entity.steps;
  if (locked) imports.add(`@/features/${entity.slug}/steps`, firstStateName(entity));
  const added = [
    locked && `${locked.field.property}: ${firstStateName(entity)}`,
    entity.maker && 'createdById: user.id',
  ].filter(Boolean);
  const row = links.length > 0 ? `{ ${links.map((name) => `${name}: _${name}`).join(', ')}, ...row }` : 'row';
  const isPlain = links.length + added.length === 0;
  const values = isPlain ? 'rows' : `rows.map((${row}) => ({ ${['...row', ...added].join(', ')} }))`;
  return lines(
    'defineImport({',
    `slug: '${entity.slug}',`,
    `table: ${table},`,
    `schema: ${schemaName(entity)},`,
    `blank: ${inputName(entity)}(),`,
    'columns: [',
    ...columns.map(columnCode),
    '],',
    'unique: [',
    ...unique,
    '],',
    'example: {',
    `header: ${list(columns.map(({ label }) => label))},`,
    `rows: [${[0, 1].map((at) => list(columns.map((field) => examples(field)[at] ?? ''))).join(', ')}],`,
    '},',
    `write: (rows${entity.maker ? ', user' : ''}) => db.insert(${table}).values(${values}),`,
    '}),',
  );
}

/** src/features/figures/imports.ts: what a file may say of each kind of record, and how its rows are written. */
export function importsFile(app: App, figures: PlannedFigures): string {
  const imports = new Imports().addType('@/features/figures/import', 'Import');
  const all = measuredEntities(app, figures).flatMap(({ entity }) => importCode(app, entity, imports) ?? []);
  return lines(
    imports.print(),
    '',
    '/** The records that can be imported from a file. */',
    'export const importList: Import[] = [',
    ...all,
    '];',
    '',
  );
}
