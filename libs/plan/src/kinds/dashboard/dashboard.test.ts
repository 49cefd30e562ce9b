import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import type { Plan, Step } from '../../plan.ts';
import { planApp } from '../../planApp.ts';
import { askedFigures } from './asked.ts';

const planOf = (spec: object): Plan =>
  planApp({ name: 'figures', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const fieldsOf = (plan: Plan, name: string) =>
  plan.entities.find((entity) => entity.name === name)?.fields.map((field) => field.name) ?? [];
const setsOf = ({ figures }: Plan) =>
  figures?.sets.map(({ entity, day, measures, groups }) => ({
    entity,
    day,
    measures: measures.map(({ label }) => label),
    groups: groups.map(({ label }) => label),
  }));

const SALES =
  'A sales dashboard called Harbor. I import our orders as CSV files and want to see revenue per month, sales by region and by product, this month compared with last month, filtered by region.';

describe('what a prompt asks of its figures', () => {
  it.each([
    ['revenue per month, sales by region and by product, this month compared', ['region', 'product']],
    ['charts by month, category and sales rep', ['category', 'sales rep']],
    ['Import orders, show revenue per month and top products, filter by country.', ['product', 'country']],
    ['Umsatz pro Monat und nach Region, CSV-Import, Filter und Export', ['region']],
    ['sales by hand, imported by the owner, sent by e-mail', []],
    ['a report per week and an export', []],
    ['show kWh by building and month', ['building']],
  ])('%s', (prompt, by) => {
    expect(askedFigures(prompt, []).by).toEqual(by);
  });

  it('is read in no time out of a long prompt of one sentence', () => {
    // The processor's time, in microseconds: others may keep the machine busy.
    const before = process.cpuUsage();
    askedFigures('sales by region and '.repeat(1000), ['sales']);
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});

describe('a dashboard', () => {
  it('measures what is imported, by what the prompt names, and nothing is left out', () => {
    const plan = planOf({ prompt: SALES });
    expect(plan.kinds).toEqual(['dashboard']);
    expect(plan.notBuilt).toEqual([]);
    expect(setsOf(plan)).toEqual([
      {
        entity: 'Order',
        day: 'orderedOn',
        measures: ['Revenue', 'Number of orders'],
        groups: ['Region', 'Product', 'Status', 'Delivery method'],
      },
    ]);
    expect(plan.features.at(-1)).toMatchObject({ id: 'dashboard', title: 'Dashboard: charts, import, export' });
  });

  it('measures averages and shares where the prompt asks for them', () => {
    const orders = planOf({
      prompt:
        'A sales dashboard. I import orders as CSV and want revenue per month, the average order value and the cancellation rate.',
    });
    expect(setsOf(orders)?.[0]?.measures).toEqual([
      'Revenue',
      'Number of orders',
      'Average order value',
      'Cancellation rate',
    ]);
    expect(orders.figures?.sets[0]?.measures.at(-1)).toMatchObject({ kind: 'share', values: ['Cancelled'] });
    const calls = planOf({
      prompt:
        'A dashboard of calls. Each call has a date, a team, a duration and a status (answered, missed). Show calls per month, average duration by team and the share of missed calls.',
    });
    expect(setsOf(calls)?.[0]?.measures).toEqual(
      expect.arrayContaining(['Number of calls', 'Average duration', 'Share missed']),
    );
    expect(setsOf(planOf({ prompt: SALES }))?.[0]?.measures).toEqual(['Revenue', 'Number of orders']);
  });

  it('counts what has no amount', () => {
    const plan = planOf({
      prompt: 'Support tickets dashboard: import tickets from CSV, tickets per month, by status and by category',
    });
    expect(setsOf(plan)).toMatchObject([{ entity: 'Ticket', day: 'openedOn', measures: ['Number of tickets'] }]);
    expect(setsOf(plan)?.[0]?.groups.slice(0, 2)).toEqual(['Status', 'Category']);
  });

  it('keeps as texts of a row what was assumed, so that the first file can be imported without it', () => {
    const plan = planOf({ prompt: 'Revenue dashboard' });
    expect(plan.entities.map(({ name }) => name)).toEqual(['Sale']);
    expect(fieldsOf(plan, 'Sale')).toContain('product');
    const required = plan.entities[0]?.fields.filter((field) => field.required).map((field) => field.name);
    expect(required).toEqual(['soldOn', 'total']);
    expect(
      planOf({ prompt: 'A dashboard of sales by region. We keep regions with a name and a manager.' }).entities,
    ).toHaveLength(2);
  });

  it('changes nothing that the spec states', () => {
    const entities = [
      {
        name: 'Sale',
        fields: [
          { name: 'code', type: 'string', required: true, unique: true },
          { name: 'total', type: 'money' },
          { name: 'of', type: 'enum', values: ['A', 'B'] },
        ],
      },
    ];
    const plan = planOf({ kinds: ['dashboard'], prompt: 'Revenue by region and month', entities });
    expect(fieldsOf(plan, 'Sale')).toEqual(['code', 'total', 'of']);
    expect(plan.entities[0]?.fields[0]).toMatchObject({ required: true, unique: true });
    // Its name in the address must not be one that the dashboard needs.
    expect(plan.figures?.sets[0]?.groups).toMatchObject([{ property: 'of', param: 'of_' }]);
  });

  it('is one only where the prompt wants one', () => {
    expect(planOf({ prompt: 'A CRM with clients and invoices. Staff see a dashboard.' }).figures).toBeUndefined();
    const asked = planOf({ prompt: 'A CRM with clients and invoices. Show charts of invoices by month; CSV import.' });
    expect(asked.kinds).toEqual(['app', 'dashboard']);
    expect(asked.entities.map(({ name }) => name)).toEqual(expect.arrayContaining(['Client', 'Invoice']));
    expect(setsOf(asked)?.[0]).toMatchObject({ entity: 'Invoice', day: 'issuedOn' });
    expect(asked.notBuilt).toEqual([]);
  });

  it('is proven with files, filters, exports, and by people of each role', () => {
    const plan = planOf({ prompt: `${SALES} Managers import and correct orders. Analysts can only view orders.` });
    const checks = plan.features.at(-1)?.checks ?? [];
    const done = (kind: Step['do']) => checks.filter(({ steps }) => steps.some((step) => step.do === kind)).length;
    expect(done('upload')).toBeGreaterThanOrEqual(5);
    expect(done('download')).toBeGreaterThanOrEqual(2);
    expect(checks.map(({ as }) => as)).toEqual(expect.arrayContaining(['visitor', 'role:analyst', 'role:member']));
    const analyst = checks.find(({ as }) => as === 'role:analyst');
    expect(analyst?.steps).toContainEqual({ do: 'missing', role: 'link', name: 'Import CSV' });
  });

  it('is the same for the same spec', () => {
    expect(planOf({ prompt: SALES })).toEqual(planOf({ prompt: SALES }));
  });
});
