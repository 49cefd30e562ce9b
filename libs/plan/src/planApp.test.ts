import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { PlanError, planApp } from './planApp.ts';

const spec = (value: unknown): AppBuildSpec => appBuildSpecSchema.parse(value);
const plan = (value: unknown, name = 'crm') =>
  planApp({ name, namespace: 'default', generation: 1, spec: spec(value) });
const text = (name: string, more = {}) => ({ name, type: 'string', required: true, ...more });
const to = (name: string, target: string, more = {}) => ({ name, type: 'reference', to: target, ...more });

const crm = {
  prompt: 'A CRM. Staff sign in.',
  entities: [
    { name: 'Invoice', fields: [text('number', { unique: true }), to('client', 'Client', { required: true })] },
    { name: 'Client', fields: [text('name'), { name: 'email', type: 'email' }] },
  ],
};

describe('planApp', () => {
  it('gives the same plan for the same spec, in every generation', () => {
    const again = planApp({ name: 'crm', namespace: 'other', generation: 7, spec: spec(crm) });
    expect(JSON.stringify(plan(crm))).toBe(JSON.stringify(again));
  });

  it('builds what is referred to first, and the dashboard last', () => {
    expect(plan(crm).features.map((feature) => [feature.id, feature.dependsOn])).toEqual([
      ['foundation', []],
      ['entity-clients', ['foundation']],
      ['entity-invoices', ['foundation', 'entity-clients']],
      ['dashboard', ['foundation', 'entity-clients', 'entity-invoices']],
    ]);
  });

  it('changes the hash of a feature only for what its code is made from', () => {
    const before = plan(crm);
    const after = plan({ ...crm, entities: [{ ...crm.entities[0], label: 'Bill' }, crm.entities[1]] });
    const changed = after.features.filter((feature, at) => feature.hash !== before.features[at]?.hash);
    expect(changed.map((feature) => feature.id)).toEqual(['entity-invoices', 'dashboard']);
    expect(after.hash).not.toBe(before.hash);
  });

  it('writes an entity again when the label of what it refers to changes', () => {
    const before = plan(crm);
    const after = plan({ ...crm, entities: [crm.entities[0], { ...crm.entities[1], label: 'Customer' }] });
    const changed = after.features.filter((feature, at) => feature.hash !== before.features[at]?.hash);
    expect(changed.map((feature) => feature.id)).toContain('entity-invoices');
  });

  it('makes one feature of entities that refer to each other, and lets the first row be made', () => {
    const both = plan({
      entities: [
        { name: 'Left', fields: [text('name'), to('right', 'Right', { required: true })] },
        { name: 'Right', fields: [text('name'), to('left', 'Left', { required: true })] },
        { name: 'Node', fields: [text('name'), to('parent', 'Node', { required: true })] },
      ],
    });
    expect(both.features.map((feature) => feature.id)).toEqual([
      'foundation',
      'entity-lefts+rights',
      'entity-nodes',
      'dashboard',
    ]);
    const required = both.entities.flatMap((entity) =>
      entity.fields.filter((field) => field.type === 'reference' && field.required).map((field) => field.name),
    );
    expect(required).toEqual(['left']);
    expect(both.assumptions.filter((line) => line.includes('optional'))).toHaveLength(2);
  });

  it('keeps clear of names that mean something else', () => {
    const names = ['Order', 'default', 'api', 'class', 'new', 'Object', 'Promise', 'React', 'Equipment', 'SqliteThing'];
    const { entities } = plan({ entities: names.map((name) => ({ name, fields: [text('name'), text('nodeName')] })) });
    expect(
      entities.map(({ name, type, variable, tableVariable, slug, table }) => [
        name,
        type,
        variable,
        tableVariable,
        slug,
        table,
      ]),
    ).toEqual([
      ['Order', 'Order', 'order', 'orders', 'orders', 'orders'],
      ['Default', 'Default', 'defaultRow', 'defaults', 'defaults', 'defaults'],
      ['Api', 'Api', 'api', 'apis', 'apis', 'apis'],
      ['Class', 'Class', 'classRow', 'classes', 'classes', 'classes'],
      ['New', 'New', 'newRow', 'news', 'news', 'news'],
      ['Object', 'ObjectRecord', 'objectRow', 'objects', 'objects', 'objects'],
      ['Promise', 'PromiseRecord', 'promise', 'promises', 'promises', 'promises'],
      ['React', 'ReactRecord', 'reactRow', 'reacts', 'reacts', 'reacts'],
      ['Equipment', 'Equipment', 'equipment', 'equipmentTable', 'equipment', 'equipment'],
      ['SqliteThing', 'SqliteThing', 'sqliteThing', 'sqliteThings', 'sqlite-things', 'app_sqlite_things'],
    ]);
    expect(entities[0]?.fields.map((field) => field.property)).toEqual(['name', 'nodeNameValue']);
  });

  it('never gives two things one name', () => {
    const names = ['Person', 'People', 'FooBar', 'Fooba', 'Data', 'Datum', 'Order', 'Orders', 'OrdersTable'];
    const { entities } = plan({
      entities: names.map((name) => ({
        name,
        fields: [text('client'), to('clientId', 'Data'), to('owner', 'Person'), text('ownerId')],
      })),
    });
    for (const key of ['name', 'type', 'slug', 'table'] as const) {
      expect(new Set(entities.map((entity) => entity[key].toLowerCase())).size).toBe(names.length);
    }
    expect(new Set(entities.flatMap((entity) => [entity.variable, entity.tableVariable])).size).toBe(2 * names.length);
    for (const { fields } of entities) {
      expect(new Set(fields.map((field) => field.property)).size).toBe(4);
      expect(new Set(fields.map((field) => field.column)).size).toBe(4);
    }
  });

  it('names what it refuses, and where', () => {
    const refuse = (value: object) => {
      try {
        planApp({
          name: 'x',
          namespace: 'default',
          generation: 1,
          spec: { ...spec({ prompt: 'x' }), ...value } as AppBuildSpec,
        });
      } catch (error) {
        return error instanceof PlanError ? `${error.path}: ${error.message}` : error;
      }
      return 'planned';
    };
    const entity = (fields: object[], name = 'Thing') => ({ name, fields });
    expect(refuse({ prompt: ' ', entities: [] })).toMatch(/^spec: there is nothing to build/);
    expect(refuse({ entities: [entity([to('a', 'Nothing')])] })).toMatch(
      /^spec.entities\[0\].fields\[0\].to: .*"Nothing"/,
    );
    expect(refuse({ entities: [entity([{ name: 'a', type: 'enum' }])] })).toMatch(/without values/);
    expect(refuse({ entities: [entity([text('a')]), entity([text('a')], 'thing')] })).toMatch(
      /there already as "Thing"/,
    );
    expect(refuse({ entities: [entity([])] })).toMatch(/^spec.entities\[0\].fields: /);
    expect(refuse({ entities: [entity([{ name: 'a', type: 'colour' }])] })).toMatch(
      /^spec.entities\[0\].fields\[0\].type: /,
    );
  });

  it('gives every check a name of its own that fits the status', () => {
    const label = `"Quoted" <b>${'long '.repeat(12)}`;
    const fields = [text('name', { label, unique: true }), text('other', { label, unique: true })];
    const { features } = plan({
      entities: [
        { name: 'A', label, fields },
        { name: 'B', label, fields },
      ],
    });
    const names = features.flatMap((feature) => feature.checks.map((check) => check.name));
    expect(new Set(names).size).toBe(names.length);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(120);
    expect(Math.max(...features.map((feature) => feature.id.length))).toBeLessThanOrEqual(80);
  });

  it('plans 40 entities that all refer to each other', () => {
    const names = Array.from({ length: 40 }, (_, at) => `Entity${at}`);
    const { features } = plan({
      entities: names.map((name, at) => ({ name, fields: [text('name'), to('next', names[(at + 1) % 40] ?? name)] })),
    });
    expect(features).toHaveLength(3);
    expect(features[1]?.id.length).toBeLessThanOrEqual(80);
  });

  it('brings what rows cannot do without before them, also where both refer to each other', () => {
    const fields = [text('name'), to('order', 'Order', { required: true })];
    const both = plan({
      entities: [
        { name: 'Invoice', fields },
        { name: 'Order', fields: [text('name'), to('invoice', 'Invoice')] },
      ],
    });
    expect(both.features[1]?.entities).toEqual(['Order', 'Invoice']);
  });

  it('plans rows that are called by what leads back to them', () => {
    const many = { name: 'replaces', type: 'references', to: 'Part', required: true };
    const checked = plan({
      entities: [
        { name: 'Part', fields: [many] },
        { name: 'Left', fields: [to('right', 'Right', { required: true })] },
        { name: 'Right', fields: [to('left', 'Left')] },
      ],
    }).features.flatMap(({ checks }) => checks);
    // A row without a name is made first, then the one that is called by it.
    expect(checked.find(({ name }) => name.startsWith('Part: create one'))?.steps.length).toBeLessThan(20);
    expect(checked.some(({ name }) => name.startsWith('Right: create one'))).toBe(true);
  });
});
