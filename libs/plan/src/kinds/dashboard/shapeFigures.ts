import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import { type Expansion, fieldKey } from '../../expansion/expand.ts';
import { camelCase, lowerLabel, pluralOf, sentenceCase } from '../../words.ts';
import { askedFigures } from './asked.ts';

/** What names figures of other rows as well as rows of its own: "a sales dashboard" whose orders are imported. */
const FIGURES_TOO = new Set(['Sale', 'Income', 'Expense', 'FinancialReport']);
const DAYS = ['date', 'datetime'];
/** What a prompt says of the dashboard itself: "import files", "a link to share". */
const ITSELF =
  /^(?:file|csv\w*|spreadsheet|excel\w*|chart|graph|diagram|report|figure|link|filter|dashboard|kpi|metric|comparison|statistic|\w*(?:import|export|upload|download))s?$/i;
/** What rows are called by. */
const NAMES = /^(?:name|title|subject|description|item|product)$/i;
/** Most values that a prompt's "by ..." adds to an entity. */
const MOST_ADDED = 4;

export const pluralLabel = ({ name, label, plural }: EntitySpec) => plural ?? pluralOf(label ?? sentenceCase(name));

/** Whether a field says what a row comes to. A price is of a thing, not of what happened. */
export const isAmount = ({ name, type }: Pick<FieldSpec, 'name' | 'type'>): boolean =>
  type === 'money' && !/price|goal|limit/i.test(name);

const hasAmount = ({ fields }: EntitySpec) => fields.some(isAmount);
/** Whether rows of an entity say when they happened or what they come to. */
const isMeasured = (entity: EntitySpec) => hasAmount(entity) || entity.fields.some(({ type }) => DAYS.includes(type));

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a field or what it refers to is called so. */
export const isCalled = (name: string, field: Pick<FieldSpec, 'name' | 'label' | 'to'>): boolean =>
  [field.name, field.label ?? '', field.to ?? ''].some((one) => one !== '' && bare(one) === bare(name));

/**
 * What a dashboard keeps: rows that a file can hold. By what the prompt wants them told apart becomes a value of each row; what
 * was assumed and is no figure becomes the text of a row rather than rows of its own, so that the first file can be imported
 * without making those first; and a value that nobody asked for may be missing.
 */
export function shapeFigures(expansion: Expansion, prompt: string, stated: ReadonlySet<string>): Expansion {
  const { asked } = expansion;
  const isOnly = expansion.kinds.every((kind) => kind === 'dashboard');
  const things = expansion.entities.map((entity) => pluralLabel(entity).toLowerCase());
  const { by, imports } = askedFigures(prompt, things);
  const namesOf = (entity: EntitySpec) => [pluralLabel(entity), entity.label ?? sentenceCase(entity.name)];
  const imported = expansion.entities.filter((entity) => imports(namesOf(entity)));
  const others = imported.filter(({ name }) => !FIGURES_TOO.has(name));
  // "A sales dashboard. We import our orders": the orders are the sales.
  const doubled = (entity: EntitySpec) =>
    !stated.has(entity.name) && FIGURES_TOO.has(entity.name) && !imported.includes(entity) && others.some(isMeasured);
  const isItself = ({ name }: EntitySpec) => isOnly && !stated.has(name) && ITSELF.test(name);
  const real = expansion.entities.filter((entity) => !doubled(entity) && !isItself(entity));
  const kept = real.length > 0 ? real : expansion.entities;
  const measured = kept.filter(isMeasured);
  const isAsked = (name: string) => asked.entities.has(name) || stated.has(name);
  const assumptions = [...expansion.assumptions];
  const inlined = new Set<string>();
  if (isOnly && measured.length > 0) {
    const saysBy = (entity: EntitySpec) => by.some((name) => bare(name) === bare(entity.label ?? entity.name));
    for (const entity of kept) {
      const assumed = !isAsked(entity.name) && !hasAmount(entity);
      // "Sales by region" names a value of sales, "keep regions" rows of their own.
      const named =
        saysBy(entity) && !isMeasured(entity) && !imported.includes(entity) && !isListed(prompt, namesOf(entity));
      if (!stated.has(entity.name) && (assumed || named)) inlined.add(entity.name);
    }
    if (measured.every(({ name }) => inlined.has(name))) inlined.clear();
  }
  const entities = kept
    .filter(({ name }) => !inlined.has(name))
    .map((entity): EntitySpec => {
      if (stated.has(entity.name)) return entity;
      const isSaid = ({ name }: FieldSpec) => asked.fields.has(fieldKey(entity.name, name));
      // "Each sale has a date": that is the day, and not what such rows usually have beside it.
      const saysDay = entity.fields.some((field) => DAYS.includes(field.type) && isSaid(field));
      const own = saysDay
        ? entity.fields.filter((field) => !DAYS.includes(field.type) || isSaid(field))
        : entity.fields;
      const fields = own.map((field): FieldSpec => {
        const reference = field.to !== undefined && inlined.has(field.to);
        const own = reference ? textOf(field) : field;
        const isState = entity.states?.field === field.name;
        const isName = !own.unique && NAMES.test(field.name);
        const needed =
          asked.fields.has(fieldKey(entity.name, field.name)) ||
          isState ||
          isName ||
          DAYS.includes(field.type) ||
          field.type === 'money';
        return isOnly && own.required && !needed && measured.includes(entity) ? { ...own, required: false } : own;
      });
      return { ...entity, fields };
    });
  const target =
    entities.find((entity) => imported.some(({ name }) => name === entity.name) && isMeasured(entity)) ??
    entities.find(isMeasured) ??
    entities[0];
  if (!target) return expansion;
  const has = (name: string) =>
    entities.some(({ fields, states }) =>
      fields.some(
        (field) => isCalled(name, field) || (states?.field === field.name && /^(?:state|status|stage)$/.test(name)),
      ),
    );
  const isThing = (name: string) => entities.some((entity) => namesOf(entity).some((one) => bare(one) === bare(name)));
  const added = by
    .filter((name) => !has(name) && !isThing(name))
    .slice(0, MOST_ADDED)
    .map((name): FieldSpec => ({ name: camelCase(name), type: 'string', required: false, unique: false }))
    .filter(({ name }) => /^[a-z][A-Za-z0-9]*$/.test(name));
  if (added.length > 0 && !stated.has(target.name)) {
    const labels = added.map(({ name }) => lowerLabel(sentenceCase(name))).join(', ');
    assumptions.push(`Each ${lowerLabel(target.label ?? sentenceCase(target.name))} says its ${labels} as a text.`);
  }
  const shaped = entities.map((entity) => {
    if (stated.has(entity.name)) return entity;
    const fields = entity === target ? [...entity.fields, ...added] : entity.fields;
    return { ...entity, fields: isOnly ? nameFirst(fields) : fields };
  });
  return { ...expansion, assumptions, entities: shaped };
}

/** Whether the prompt wants rows of it: "keep products and regions", "manage products". */
function isListed(prompt: string, names: string[]): boolean {
  const list = names.map((name) => name.replace(/[^\p{L} -]/gu, '')).join('|');
  return new RegExp(
    String.raw`(?<!\p{L})(?:keep|keeps|manage|manages|track|add|edit|store|stores|record|verwalte\p{L}*|pflege\p{L}*|list of)\s+(?:[\p{L}-]+,?\s+){0,5}?(?:${list})(?!\p{L})`,
    'iu',
  ).test(prompt);
}

/** Rows are called by what they are about before a number that a file may lack. */
function nameFirst(fields: FieldSpec[]): FieldSpec[] {
  const isNumber = ({ required, type, unique }: FieldSpec) => unique && !required && type === 'string';
  if (!fields.some(({ name, type }) => type === 'string' && NAMES.test(name))) return fields;
  const isName = ({ name, type }: FieldSpec) => type === 'string' && NAMES.test(name);
  const others = fields.filter((field) => !isNumber(field) && !isName(field));
  return [...fields.filter(isName), ...others, ...fields.filter(isNumber)];
}

/** A reference as the text of what it referred to. */
function textOf({ to: _, name, ...field }: FieldSpec): FieldSpec {
  return { ...field, name: name.replace(/Id$/, '') || name, type: 'string', required: false, unique: false };
}
