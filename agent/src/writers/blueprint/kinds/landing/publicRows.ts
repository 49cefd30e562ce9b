import type { SectionRows } from '@appfactory/plan/kinds/landing/landing';
import { type Imports, list } from '../../emit.ts';
import type { Entity, Field } from '../../model.ts';

/** Things that take place: once their time is over, nobody can come any more. */
const TAKES_PLACE =
  /^(?:event|meetup|concert|performance|exhibition|tour|trip|festival|screening|workshop|webinar|course|class|fitnessclass|lesson|talk|session)$/i;
const BEGINS = /^(?:date|day|when|time|on|at|start.*|begin.*|takesplace.*|heldon|datum|beginn.*)$/i;
const ENDS = /^(?:end.*|until|finish.*|ende.*|bis)$/i;

const isDated = ({ type, unique }: Field) => (type === 'date' || type === 'datetime') && !unique;

/**
 * The condition for the rows that visitors see, as `.where(...)`: published, and not over. Empty where all of them are.
 * Adds to `imports` what it needs.
 */
export function publicWhere(entity: Entity, rows: SectionRows | undefined, imports: Imports): string {
  const table = entity.tableVariable;
  const conditions: string[] = [];
  const only = rows?.only;
  if (only) {
    const values = only.values.filter((each) => typeof each === 'string');
    imports.add('drizzle-orm', values.length > 0 ? 'inArray' : 'eq');
    conditions.push(
      values.length > 0 ? `inArray(${table}.${only.field}, ${list(values)})` : `eq(${table}.${only.field}, true)`,
    );
  }
  const dated = TAKES_PLACE.test(entity.name) ? entity.fields.filter(isDated) : [];
  const begins = dated.find(({ name }) => BEGINS.test(name));
  if (begins) {
    const ends = dated.find(({ name }) => ENDS.test(name));
    imports.add('drizzle-orm', 'gte').add('@/features/site/today', 'today');
    const comes = (field: Field) =>
      `gte(${table}.${field.property}, ${field.type === 'date' ? 'today()' : 'new Date(today())'})`;
    const any = [comes(begins), ...(ends ? [comes(ends)] : [])];
    if (!begins.notNull) {
      // A row without a day can be at any time.
      any.unshift(`isNull(${table}.${begins.property})`);
      imports.add('drizzle-orm', 'isNull');
    }
    if (any.length > 1) imports.add('drizzle-orm', 'or');
    conditions.push(any.length > 1 ? `or(${any.join(', ')})` : any.join(''));
  }
  if (conditions.length > 1) imports.add('drizzle-orm', 'and');
  if (conditions.length === 0) return '';
  return `.where(${conditions.length > 1 ? `and(${conditions.join(', ')})` : conditions.join('')})`;
}

/** src/features/site/today.ts */
export const TODAY_FILE = `/** The day that it is, as the database has days. What was before it is over. */
export const today = (): string => new Date().toISOString().slice(0, 10);
`;
