import type { FigureSet, Group, Measure, PlannedFigures } from '@appfactory/plan/kinds/dashboard/figures';
import { Imports, lines, str } from '../../emit.ts';
import { entityName } from '../../files/entityFile.ts';
import { searchedColumns } from '../../files/queriesFile.ts';
import type { App, Entity, Field } from '../../model.ts';

export interface MeasuredEntity {
  entity: Entity;
  set: FigureSet;
}

/** The entities that are there and measured. */
export function measuredEntities(app: App, { sets }: PlannedFigures): MeasuredEntity[] {
  return sets.flatMap((set) => {
    const entity = app.entities.find(({ name }) => name === set.entity);
    return entity ? [{ entity, set }] : [];
  });
}

const fieldOf = (entity: Entity, property: string): Field | undefined =>
  entity.fields.find((field) => field.property === property);

/** How a file holds a field. */
function kindOf(field: Field): string {
  switch (field.type) {
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'enum':
    case 'date':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'money':
    case 'boolean':
    case 'datetime':
    case 'reference':
      return field.type;
    case 'image':
    case 'file':
      return 'file';
  }
}

function dayCode(entity: Entity, day: Field | undefined, imports: Imports): string {
  const column = `${entity.tableVariable}.${day?.property ?? 'createdAt'}`;
  if (day?.type === 'date') {
    imports.add('drizzle-orm', 'sql');
    return `sql<string>\`\${${column}}\``;
  }
  imports.add('@/features/figures/figures', 'dayOfMoment');
  return `dayOfMoment(${column})`;
}

function measureCode(entity: Entity, measure: Measure): string | undefined {
  if (measure.kind === 'count') return `{ id: 'count', kind: 'count', label: ${str(measure.label)} },`;
  const field = fieldOf(entity, measure.property);
  if (!field) return undefined;
  const column = `column: ${entity.tableVariable}.${field.property}`;
  const head = `id: ${str(measure.id)}, label: ${str(measure.label)}, ${column}`;
  if (measure.kind === 'share') return `{ ${head}, kind: 'share', values: [${measure.values.map(str).join(', ')}] },`;
  const mean = measure.average ? ', average: true' : '';
  return field.type === 'money'
    ? `{ ${head}, kind: 'money', currency: ${str(field.currency ?? 'USD')}${mean} },`
    : `{ ${head}, kind: 'number'${mean} },`;
}

function groupCode(entity: Entity, group: Group, imports: Imports): string | undefined {
  const field = fieldOf(entity, group.property);
  if (!field) return undefined;
  const head = `param: ${str(group.param)}, label: ${str(group.label)}, column: ${entity.tableVariable}.${field.property}`;
  if (field.type === 'enum') {
    imports.add(`@/db/schema/${entity.slug}`, field.valuesName);
    return `{ ${head}, kind: 'choice', values: ${field.valuesName} },`;
  }
  if (field.type !== 'reference') return `{ ${head}, kind: 'text' },`;
  if (!field.target) return undefined;
  imports.add(`@/features/${field.target.slug}/entity`, entityName(field.target));
  return `{ ${head}, kind: 'reference', entity: ${entityName(field.target)} },`;
}

function columnCode(entity: Entity, field: Field, imports: Imports): string | undefined {
  const head = `label: ${str(field.label)}, column: ${entity.tableVariable}.${field.property}`;
  if (field.type !== 'reference') return `{ ${head}, kind: '${kindOf(field)}' },`;
  if (!field.target) return undefined;
  imports.add(`@/features/${field.target.slug}/entity`, entityName(field.target));
  return `{ ${head}, kind: 'reference', entity: ${entityName(field.target)} },`;
}

function setCode({ entity, set }: MeasuredEntity, imports: Imports): string {
  const day = set.day === undefined ? undefined : fieldOf(entity, set.day);
  imports.add(`@/db/schema/${entity.slug}`, entity.tableVariable);
  return lines(
    '{',
    `slug: '${entity.slug}',`,
    `singular: ${str(entity.label)},`,
    `plural: ${str(entity.plural)},`,
    `table: ${entity.tableVariable},`,
    `day: ${dayCode(entity, day, imports)},`,
    `dayLabel: ${str(day?.label ?? 'Created')},`,
    'measures: [',
    ...set.measures.map((measure) => measureCode(entity, measure)),
    '],',
    'groups: [',
    ...set.groups.map((group) => groupCode(entity, group, imports)),
    '],',
    `searched: [${searchedColumns(entity).join(', ')}],`,
    entity.maker && `createdById: ${entity.tableVariable}.createdById,`,
    'columns: [',
    ...entity.fields.map((field) => columnCode(entity, field, imports)),
    '],',
    '},',
  );
}

/** src/features/figures/sets.ts: what is measured in this app, and by what. */
export function setsFile(app: App, figures: PlannedFigures): string {
  const imports = new Imports().addType('@/features/figures/figures', 'FigureSet');
  const sets = measuredEntities(app, figures).map((measured) => setCode(measured, imports));
  return lines(
    imports.print(),
    '',
    '/** The records that the dashboard shows figures of, each with a page of its own there. */',
    'export const figureList: FigureSet[] = [',
    ...sets,
    '];',
    '',
  );
}
