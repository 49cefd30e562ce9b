import { many } from '@appfactory/plan/messages';
import { lowerLabel } from '@appfactory/plan/words';
import { attr, Imports, lines } from '../emit.ts';
import { rowsOf } from '../files/accessFiles.ts';
import { filtersOf } from '../files/queriesFile.ts';
import type { App, Entity, Field } from '../model.ts';

/** How many cards the dashboard gets; more would hide the ones that matter. */
const MOST = 6;

interface Insight {
  title: string;
  code: string;
}

function amountOf(entity: Entity): Field | undefined {
  return (
    entity.fields.find((field) => field.type === 'money' && field.required) ??
    entity.fields.find((field) => field.type === 'money')
  );
}

/** How many rows have each choice, and what they are worth. */
function breakdown(entity: Entity, field: Field, app: App, imports: Imports): Insight {
  const amount = amountOf(entity);
  const table = entity.tableVariable;
  imports
    .add(`@/db/schema/${entity.slug}`, table, field.valuesName)
    .add('@/features/dashboard/breakdowns', 'countBy')
    .add('@/features/dashboard/breakdown-card', 'BreakdownCard');
  const sum = amount ? `, ${table}.${amount.property}` : '';
  const title = `${entity.plural} by ${lowerLabel(field.label)}`;
  // Only what the list can be narrowed to is a link.
  const path = filtersOf(entity).includes(field) ? ` path="/${entity.slug}" name="${field.property}"` : '';
  const currency = amount && amount.currency !== app.currency ? ` currency="${amount.currency}"` : '';
  return {
    title,
    code: `<BreakdownCard title=${attr(title)}${path}${currency} values={${field.valuesName}} counts={await countBy(${table}, ${table}.${field.property}${sum}${onlyOf(entity, sum ? '' : ', undefined')})} />`,
  };
}

/** What rows are worth per month. */
function months(entity: Entity, amount: Field, date: Field, app: App, imports: Imports): Insight {
  const table = entity.tableVariable;
  imports
    .add(`@/db/schema/${entity.slug}`, table)
    .add('@/features/dashboard/breakdowns', 'sumByMonth')
    .add('@/features/dashboard/months-card', 'MonthsCard');
  const title = `${amount.label} of ${many(entity)} per month`;
  const currency = amount.currency === app.currency ? '' : ` currency="${amount.currency}"`;
  return {
    title,
    code: `<MonthsCard title=${attr(title)} description=${attr(`By ${lowerLabel(date.label)}, last six months`)}${currency} months={await sumByMonth(${table}, ${table}.${date.property}, ${table}.${amount.property}${onlyOf(entity)})} />`,
  };
}

/** The condition for the rows that somebody may read. */
const onlyOf = (entity: Entity, before = ''): string =>
  entity.guarded ? `${before}, rowsFor(user, ${rowsOf(entity, 'read')})` : '';

function insightsOf(app: App, imports: Imports): Insight[] {
  const chosen = app.entities.flatMap((entity): { entity: Entity; make: () => Insight }[] => {
    const choice = entity.steps?.field ?? entity.fields.find((field) => field.type === 'enum');
    const amount = amountOf(entity);
    // Only where every row has both: a sum that leaves rows out misleads.
    const date = entity.fields.find((field) => field.type === 'date' && field.required);
    return [
      ...(choice ? [{ entity, make: () => breakdown(entity, choice, app, imports) }] : []),
      ...(amount?.required && date ? [{ entity, make: () => months(entity, amount, date, app, imports) }] : []),
    ];
  });
  return chosen.slice(0, MOST).map(({ entity, make }) => {
    const insight = make();
    if (!entity.guarded) return insight;
    return { ...insight, code: `{may(user, 'read', '${entity.slug}') && (${insight.code})}` };
  });
}

/** src/features/dashboard/insights.tsx: the cards that this app's records give. */
export function insightsFile(app: App): string {
  const imports = new Imports();
  const insights = insightsOf(app, imports);
  if (insights.length === 0) {
    return lines(
      '/** Nothing in this app can be broken down. */',
      'export function Insights() {',
      'return null;',
      '}',
      '',
    );
  }
  if (app.guarded) {
    imports.add('@/lib/access', 'may').add('@/lib/rows-for', 'rowsFor').add('@/lib/session', 'requireUser');
  }
  return lines(
    imports.print(),
    '',
    '/** What the records of this app say together. */',
    'export async function Insights() {',
    app.guarded && 'const user = await requireUser();',
    'return (',
    '<div className="mt-4 grid items-start gap-4 md:mt-5 md:gap-5 lg:grid-cols-2 lg:[&>*:last-child:nth-child(odd)]:col-span-2">',
    ...insights.map(({ code }) => code),
    '</div>',
    ');',
    '}',
    '',
  );
}

/** The dashboard's page with the cards at its end, or undefined where they are there already or nothing fits. */
export function withInsights(page: string): string | undefined {
  const end = page.lastIndexOf('</Page>');
  if (end < 0 || page.includes('<Insights')) return undefined;
  const imported = `import { Insights } from '@/features/dashboard/insights';\n`;
  return `${imported}${page.slice(0, end)}<Insights />\n${page.slice(end)}`;
}
