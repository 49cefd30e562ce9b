import type { Expansion } from '../../expansion/expand.ts';
import type { PlannedEntity, PlannedField } from '../../plan.ts';
import { sentenceCase } from '../../words.ts';
import { askedFigures } from './asked.ts';
import type { FigureSet, Group, Measure, PlannedFigures } from './figures.ts';
import { ratiosOf } from './ratios.ts';
import { isAmount, isCalled } from './shapeFigures.ts';
import { countLabel } from './words.ts';

/** Sets that a dashboard has: each is a tab. */
const MOST_SETS = 4;
const MOST_MEASURES = 4;
const MOST_GROUPS = 5;

/** Words of an address that the dashboard needs for itself. */
const ADDRESS = new Set(['of', 'q', 'page', 'sort', 'period', 'measure', 'compare', 'numbers', 'example']);

/** Numbers that are no amounts: adding them up says nothing. */
const NO_SUM =
  /year|month|rating|score|percent|progress|probability|rate\b|age\b|position|priority|order|rank|number|code|latitude|longitude|version|floor|zip|postcode|week|goal|limit|capacity|price|stock|level/i;
/** Texts that tell rows apart: few values, said often. */
const FEW_VALUES =
  /^(?:category|type|kind|region|country|city|state|county|district|area|territory|channel|source|medium|product|productname|service|department|team|assignee|agent|owner|vendor|supplier|store|shop|branch|location|brand|segment|campaign|industry|sector|currency|priority|severity|customer|client|project|salesperson|salesrep|rep|payee|merchant|payer|account|costcentre|costcenter|method)(?:name)?$/i;
/** Days that say nothing of when a row counts. */
const NO_DAY = /birth|born|expir|valid|until|due|renew|end/i;

const isDay = ({ type }: PlannedField) => type === 'date' || type === 'datetime';

/** What of an app's entities is measured, and by what; undefined where it keeps nothing. */
export function planFigures({
  expansion,
  prompt,
  entities,
}: {
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
}): PlannedFigures | undefined {
  const asked = askedFigures(
    prompt,
    entities.map(({ plural }) => plural.toLowerCase()),
  );
  const isImported = (entity: PlannedEntity) => asked.imports([entity.plural, entity.label]);
  const isSaid = (entity: PlannedEntity) => expansion.asked.entities.has(entity.name);
  const sets = entities
    .filter((entity) => entity.fields.some((field) => isDay(field) || isAmount(field)) || isImported(entity))
    .map((entity) => ({ entity, weight: (isImported(entity) ? 4 : 0) + (isSaid(entity) ? 2 : 0) + weightOf(entity) }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ entity }) => entity);
  const measured = sets.length > 0 ? sets : entities.slice(0, 1);
  if (measured.length === 0) return undefined;
  return { sets: measured.slice(0, MOST_SETS).map((entity) => setOf(entity, prompt, asked.by)) };
}

/** Rows with a day and an amount say more than rows with one of them. */
const weightOf = ({ fields }: PlannedEntity) =>
  Number(fields.some((field) => isDay(field) && !NO_DAY.test(field.name))) + Number(fields.some(isAmount));

function setOf(entity: PlannedEntity, prompt: string, by: string[]): FigureSet {
  const days = entity.fields.filter((field) => isDay(field) && !NO_DAY.test(field.name));
  const day =
    days.find(({ required }) => required) ?? days[0] ?? entity.fields.find((field) => isDay(field) && field.required);
  return {
    entity: entity.name,
    ...(day ? { day: day.property } : {}),
    measures: measuresOf(entity, prompt),
    groups: groupsOf(entity, by),
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const says = (prompt: string, words: string) =>
  new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'iu').test(prompt);

/** Money is summed, and so are numbers that are amounts; rows are counted. What the prompt names comes first. */
function measuresOf(entity: PlannedEntity, prompt: string): Measure[] {
  const count: Measure = { id: 'count', kind: 'count', label: countLabel(entity) };
  const isNamed = ({ label }: PlannedField) => says(prompt, escaped(label));
  const isShown = ({ label }: PlannedField) =>
    says(prompt, String.raw`${escaped(label)}\s+(?:by|per|over|each|nach|pro|je)`);
  const isTotal = ({ name, type }: PlannedField) => type === 'money' && /^(?:total|amount|value)$/i.test(name);
  const word = wordOf(prompt);
  const sums = entity.fields
    .filter(
      (field) =>
        !field.unique &&
        (field.type === 'money'
          ? isAmount(field) || isNamed(field)
          : (field.type === 'number' || field.type === 'integer') && !NO_SUM.test(field.name)),
    )
    .map((field) => ({
      field,
      weight:
        (isShown(field) || (isTotal(field) && word) ? 8 : 0) +
        (isNamed(field) ? 1 : 0) +
        (field.type === 'money' ? 3 : 0) +
        (field.required ? 1 : 0),
    }))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST_MEASURES - 1)
    .map(({ field, weight }) => ({ field, first: weight >= 3 }));
  const called = sums.findIndex(({ field }) => isTotal(field));
  const measures = sums.map(
    ({ field: { property, label, type } }, at): Measure => ({
      id: property === 'count' ? 'count_' : property,
      kind: type === 'money' ? 'money' : 'number',
      label: (at === called ? word : undefined) ?? label,
      property,
    }),
  );
  const things = escaped(entity.plural);
  const isCounted = says(
    prompt,
    String.raw`(?:number|amount|count) of (?:\p{L}+ )?${things}|how many ${things}|anzahl der ${things}`,
  );
  const begin = sums[0]?.first && !isCounted;
  const ratios = ratiosOf(entity, prompt);
  return begin ? [...measures, count, ...ratios] : [count, ...measures, ...ratios];
}

/** What the prompt calls an amount that its rows call "Total". */
function wordOf(prompt: string): string | undefined {
  const word = /(?<!\p{L})(revenue|turnover|income|spending|spend|umsatz|umsätze|ausgaben|einnahmen)(?!\p{L})/iu.exec(
    prompt,
  )?.[1];
  return (word && { spend: 'Spending', umsätze: 'Umsatz' }[word.toLowerCase()]) || (word && sentenceCase(word));
}

function kindOf(field: PlannedField): Group['kind'] | undefined {
  if (field.type === 'enum') return 'choice';
  if (field.type === 'reference') return 'reference';
  return field.type === 'string' && !field.unique ? 'text' : undefined;
}

/** What the prompt names, then states, choices, references, and texts that are said often. */
function groupsOf(entity: PlannedEntity, by: string[]): Group[] {
  const weightOf = (field: PlannedField): number => {
    const said = by.findIndex((name) => isCalled(name, field));
    if (said >= 0) return 100 - said;
    if (field.name === entity.states?.field) return 50;
    switch (kindOf(field)) {
      case 'choice':
        return 40;
      case 'reference':
        return 30;
      case 'text':
        return FEW_VALUES.test(field.name) ? 20 : 0;
      case undefined:
        return 0;
    }
  };
  return entity.fields
    .map((field) => ({ field, kind: kindOf(field), weight: weightOf(field) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ field: { property, label }, kind }): Group[] =>
      kind ? [{ property, label, param: ADDRESS.has(property) ? `${property}_` : property, kind }] : [],
    )
    .slice(0, MOST_GROUPS);
}
