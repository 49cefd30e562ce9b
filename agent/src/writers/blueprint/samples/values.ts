import type { ColumnType } from '@appfactory/plan/built';
import type { PlannedEntity, PlannedField } from '@appfactory/plan/plan';
import { kebabCase } from '@appfactory/plan/words';
import { str } from '../emit.ts';
import { addressPart, namesOf, wordsFor } from './names.ts';
import { CITIES, NOTES, STREETS } from './pools.ts';
import type { Random } from './random.ts';

/** How many example rows an entity gets. */
export const SAMPLE_ROWS = 8;

export const sampleId = (entity: PlannedEntity, row: number): string => `sample-${entity.slug}-${row + 1}`;

/** The code of a value in an example row, or undefined for none. */
export interface SampleContext {
  entity: PlannedEntity;
  row: number;
  random: Random;
  /** Rows of the entity that a reference can point to at this place. */
  rowsOf: (target: string) => { entity: PlannedEntity; rows: number } | undefined;
}

const PAST =
  /(start|issued|created|order|met|born|birth|hired|joined|bought|placed|paid|spent|published|done|watched|donated|enrol|closed|sent|received|since|sold|opened|booked|recorded|happened)/i;
const CODE = /(number|code|sku|reference|serial|plate|isbn|barcode|\bid\b|ref$)/i;

function dayCode(field: PlannedField, random: Random): string {
  if (/born|birth/i.test(field.name)) return `day(subDays(today, ${random.between(20, 60) * 365}))`;
  return PAST.test(field.name)
    ? `day(subDays(today, ${random.between(1, 45)}))`
    : `day(addDays(today, ${random.between(1, 40)}))`;
}

function momentCode(field: PlannedField, random: Random): string {
  const days = random.between(1, 20);
  return `at(${PAST.test(field.name) && !/start/i.test(field.name) ? 'subDays' : 'addDays'}(today, ${days}), ${random.between(8, 17)})`;
}

/** Amounts that fit the name, in minor units. */
function cents(field: PlannedField, random: Random): number {
  if (/budget|salary|value|deal/i.test(field.name)) return random.between(40, 480) * 10_000;
  if (/price|cost|fee|rate/i.test(field.name)) return random.between(8, 240) * 100 - 5;
  return random.between(12, 480) * 1_000;
}

function whole(field: PlannedField, random: Random): number {
  if (/year/i.test(field.name)) return random.between(1998, 2025);
  if (/rating|stars|score/i.test(field.name)) return random.between(3, 5);
  if (/minutes|duration/i.test(field.name)) return random.between(2, 12) * 10;
  if (/progress|percent/i.test(field.name)) return random.between(1, 10) * 10;
  if (/quantity|servings|bedrooms|guests|seats/i.test(field.name)) return random.between(1, 8);
  return random.between(3, 90);
}

function nameOf({ entity, row }: SampleContext): string {
  const names = namesOf(entity);
  return names[row % names.length] ?? names[0];
}

function line(field: PlannedField, context: SampleContext): string {
  const { entity, row, random } = context;
  if (CODE.test(field.name)) {
    const initials = entity.name.replace(/[^A-Z]/g, '').slice(0, 3);
    const prefix = initials.length > 1 ? initials : entity.name.slice(0, 3).toUpperCase();
    return `${prefix}-${1001 + row}`;
  }
  if (/phone|mobile|fax/i.test(field.name)) return `+1 555 01${String(10 + row * 7).slice(0, 2)}`;
  if (/address|street/i.test(field.name))
    return `${random.between(2, 98)} ${random.pick(STREETS)}, ${random.pick(CITIES)}`;
  if (field.name === entity.labelField) return nameOf(context);
  const pool = wordsFor(field.name);
  const text = pool ? (pool[(row * 3 + 1) % pool.length] ?? pool[0]) : random.pick(NOTES).replace(/\.$/, '');
  return field.unique ? `${text} ${row + 1}` : text;
}

export function sampleValue(field: PlannedField & { type: ColumnType }, context: SampleContext): string {
  const { entity, row, random, rowsOf } = context;
  // Optional values are missing now and then, as they are in life.
  const skip = !field.required && field.name !== entity.labelField && random.below(5) === 0;
  if (field.type === 'boolean') return String(random.below(3) > 0);
  if (field.type === 'reference') {
    const target = rowsOf(field.to ?? '');
    if (!target || target.rows === 0 || (skip && !field.required)) return 'null';
    return str(sampleId(target.entity, field.unique ? row % target.rows : random.below(target.rows)));
  }
  if (field.slugOf) return str(`${kebabCase(nameOf(context)) || 'post'}-${row + 1}`);
  if (skip) return 'null';
  switch (field.type) {
    // Nobody has made any: what is made up would be of nothing.
    case 'image':
    case 'file':
      return 'null';
    case 'string':
      return str(line(field, context));
    case 'text':
      return str(
        /address/i.test(field.name)
          ? line(field, context)
          : field.name === entity.labelField
            ? nameOf(context)
            : random.pick(NOTES),
      );
    case 'email':
      return str(`${addressPart(nameOf(context)) || 'someone'}${field.unique && row >= 12 ? row : ''}@mail.example`);
    case 'url':
      return str(`https://${addressPart(nameOf(context)) || 'page'}${row >= 12 ? row : ''}.example`);
    case 'number':
      return String((field.unique ? 100 + row : random.between(2, 90)) + random.below(10) / 10);
    case 'integer':
      return String(field.unique ? 1001 + row : whole(field, random));
    case 'money':
      return String(field.unique ? 10_000 + row * 100 : cents(field, random));
    case 'date':
      return field.unique ? `day(subDays(today, ${row + 1}))` : dayCode(field, random);
    case 'datetime':
      return momentCode(field, random);
    case 'enum': {
      const values = field.values ?? [];
      return str(values[row % values.length] ?? '');
    }
  }
}
