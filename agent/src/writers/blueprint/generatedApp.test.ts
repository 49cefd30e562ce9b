import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { nastyRules, nastySpec } from './testing/nasty.ts';
import { TEMPLATE, TEMPLATE_MODULES } from './testing/repository.ts';
import { WrittenApps } from './testing/writtenApps.ts';

const LIMIT = 600_000;

async function example(name: string): Promise<AppBuildSpec> {
  const text = await readFile(join(TEMPLATE, '../../examples', `${name}.yaml`), 'utf8');
  return appBuildSpecSchema.parse((parse(text) as { spec: unknown }).spec);
}

async function shopThenFewer(): Promise<AppBuildSpec[]> {
  const shop = await example('shop');
  const fewer = (shop.entities ?? []).filter(({ name }) => name !== 'Supplier');
  const entities = fewer.map((entity) => ({
    ...entity,
    fields: entity.fields.filter((field) => field.to !== 'Supplier'),
  }));
  return [shop, { ...shop, entities }];
}

/** Goods and orders of a spec's own, with values that a checkout asks for, rules, and no variants. */
function statedShop(): AppBuildSpec {
  return appBuildSpecSchema.parse({
    kinds: ['shop', 'blog'],
    title: 'Uniforms',
    roles: [{ name: 'helper' }],
    entities: [
      {
        name: 'Uniform',
        fields: [
          { name: 'title', type: 'string', required: true },
          { name: 'size', type: 'enum', values: ['S', 'L'] },
          { name: 'weight', type: 'number' },
          { name: 'addedOn', type: 'date' },
          { name: 'price', type: 'money', required: true, currency: 'GBP' },
          { name: 'stock', type: 'integer' },
        ],
        permissions: [{ role: 'helper', actions: ['read'] }],
      },
      {
        name: 'Order',
        fields: [
          { name: 'schoolClass', type: 'string', required: true },
          { name: 'size', type: 'enum', values: ['A', 'B'] },
          { name: 'neededBy', type: 'date' },
          { name: 'children', type: 'integer', required: true },
        ],
        permissions: [{ role: 'helper', actions: ['read', 'update'] }],
      },
    ],
  });
}

/** Things with one field, and links whose names mean something to the code; a blog once the library has been pruned. */
function tagsThenBlog(): AppBuildSpec[] {
  const name = { name: 'name', type: 'string', required: true };
  const many = (field: string, to: string) => ({ name: field, type: 'references', to });
  const links = [many('class', 'Tag'), many('arguments', 'Tag'), many('db', 'Tag'), many('changed', 'Note')];
  const entities = [
    { name: 'Tag', fields: [name] },
    { name: 'Note', fields: [name, ...links, many('notes', 'Note')] },
  ];
  return [{ entities }, { entities, kinds: ['app', 'blog'] }].map((spec) => appBuildSpecSchema.parse(spec));
}

/** Figures of rows with rules, states, links, references, and values that must not repeat. */
function figuresOfStatedRows(): AppBuildSpec {
  return appBuildSpecSchema.parse({
    kinds: ['dashboard'],
    title: 'Repairs',
    roles: [{ name: 'helper' }],
    entities: [
      { name: 'Site', fields: [{ name: 'name', type: 'string', required: true, unique: true }] },
      { name: 'Tag', fields: [{ name: 'name', type: 'string', required: true }] },
      {
        name: 'Repair',
        fields: [
          { name: 'code', type: 'integer', required: true, unique: true },
          { name: 'site', type: 'reference', to: 'Site', required: true },
          { name: 'tags', type: 'references', to: 'Tag' },
          { name: 'doneAt', type: 'datetime' },
          { name: 'hours', type: 'number' },
          { name: 'cost', type: 'money', currency: 'EUR' },
          { name: 'urgent', type: 'boolean' },
          { name: 'status', type: 'enum', values: ['Open', 'Done'] },
        ],
        states: { field: 'status', initial: 'Open', transitions: [{ name: 'finish', from: ['Open'], to: 'Done' }] },
        permissions: [{ role: 'helper', actions: ['read', 'create'], scope: 'own' }],
      },
    ],
  });
}

/** Calendars of days and moments, and a gallery, for people who see their own rows. */
function calendarsAndGalleries(): AppBuildSpec {
  const permissions = [{ role: 'guide', actions: ['read', 'create'], scope: 'own' }];
  return appBuildSpecSchema.parse({
    title: 'Tours',
    roles: [{ name: 'guide' }],
    entities: [
      {
        name: 'Place',
        fields: [
          { name: 'name', type: 'string', required: true },
          { name: 'photo', type: 'image' },
        ],
        permissions,
      },
      {
        name: 'Tour',
        fields: [
          { name: 'startsAt', type: 'datetime', required: true },
          { name: 'place', type: 'reference', to: 'Place' },
        ],
        views: ['calendar', 'table'],
        permissions,
      },
      {
        name: 'Holiday',
        fields: [
          { name: 'day', type: 'date' },
          { name: 'why', type: 'text' },
        ],
        views: ['table', 'calendar', 'gallery'],
      },
    ],
  });
}

/** Bad names, with everything beside rows that an app may have. */
function nastyFigures(): AppBuildSpec {
  const spec = nastySpec();
  const entities = spec.entities?.map((entity): typeof entity => ({
    ...entity,
    views: ['calendar', 'gallery', 'table'],
  }));
  return { ...spec, kinds: ['app', 'dashboard'], entities };
}

const prompted = (prompt: string) => Promise.resolve([appBuildSpecSchema.parse({ prompt })]);

/** The specs of each app, every one built on top of the one before. */
const APPS: Record<string, () => Promise<AppBuildSpec[]>> = {
  crm: async () => [await example('crm')],
  'landing-page': async () => [await example('yoga')],
  blog: async () => [await example('blog')],
  'blog-with-covers': () => prompted('A blog about bread: posts with a title, text, a cover image and tags.'),
  shop: async () => [await example('pottery')],
  'shop-of-goods-that-are-one-of-a-kind': () =>
    prompted('We sell second-hand chairs, each one of a kind: title, wood, price. My helper packs the orders.'),
  'shop-of-stated-goods-and-blog': () => Promise.resolve([statedShop()]),
  'landing-page-with-an-app-behind-it': async () => [await example('workshop')],
  dashboard: async () => [await example('sales-dashboard')],
  'dashboard-of-tickets': () =>
    prompted('Support tickets dashboard: import tickets from CSV, tickets per month, by status and by category'),
  'dashboard-of-campaigns': () => prompted('KPI dashboard for marketing campaigns: leads and spend by channel'),
  'dashboard-of-stated-rows': () => Promise.resolve([figuresOfStatedRows()]),
  'calendars-and-galleries': () => Promise.resolve([calendarsAndGalleries()]),
  'repair-shop': async () => [await example('repair-shop')],
  'bad-names': () => Promise.resolve([nastyFigures()]),
  'rules-of-bad-names-then-none': () => Promise.resolve([nastyRules(), nastySpec(), nastyRules()]),
  'landing-page-and-blog-of-bad-names': () => Promise.resolve([{ ...nastySpec(), kinds: ['landing', 'blog'] }]),
  'shop-then-one-entity-less': shopThenFewer,
  'tags-then-a-blog': () => Promise.resolve(tagsThenBlog()),
};

const withInstalled = existsSync(join(TEMPLATE_MODULES, 'drizzle-kit')) ? describe : describe.skip;

let apps: WrittenApps;

withInstalled('the code of an app (needs npm ci in the template)', () => {
  beforeAll(async () => {
    apps = await WrittenApps.in(TEMPLATE_MODULES);
  });
  afterAll(() => apps?.remove());

  it.each(Object.entries(APPS))(
    '%s: formatted, linted, and known to drizzle-kit',
    async (name, specs) => {
      await apps.write(name, await specs());
      expect(await apps.lint(name)).toMatch(/^ok/);
      expect(await apps.says(name, 'drizzle-kit/bin.cjs', 'generate')).toMatch(/^ok[\s\S]*No schema changes/);
    },
    LIMIT,
  );

  it(
    'all of them: their own tests of what may be stored pass',
    async () => {
      expect(await apps.tests()).toMatch(/^ok/);
    },
    LIMIT,
  );

  it(
    'calendars-and-galleries: all tests pass, those of the template too, where people have roles and rows have pictures',
    async () => {
      expect(await apps.says('calendars-and-galleries', 'vitest/vitest.mjs', 'run')).toMatch(/^ok/);
    },
    LIMIT,
  );

  it(
    'all of them: type-checked',
    async () => {
      expect(apps.names).toEqual(Object.keys(APPS));
      expect(await apps.types()).toBe('ok');
    },
    LIMIT,
  );
});
