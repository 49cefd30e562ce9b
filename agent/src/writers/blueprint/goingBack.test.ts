import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { expect, jest, test } from '@jest/globals';
import { BlueprintWriter } from './blueprintWriter.ts';
import { AppDatabase } from './testing/database.ts';
import { Repository } from './testing/repository.ts';

/* An app that goes back in its history keeps the database that it has by then. */

jest.setTimeout(120_000);

const plan = (...entities: object[]) =>
  planApp({
    name: 'crm',
    namespace: 'default',
    generation: 1,
    spec: appBuildSpecSchema.parse({ title: 'Agency', entities }),
  });
const required = (name: string, more = {}) => ({ name, type: 'string', required: true, ...more });
const client = { name: 'Client', fields: [required('name'), { name: 'phone', type: 'string' }] };
const invoice = {
  name: 'Invoice',
  fields: [required('number', { unique: true }), { name: 'client', type: 'reference', to: 'Client', required: true }],
};
const migrations = (files: Iterable<[string, string]>) => [...files].filter(([path]) => path.startsWith('drizzle/'));
const code = (files: Iterable<[string, string]>) =>
  new Map([...files].filter(([path]) => !path.startsWith('drizzle/')));

/** Writes a plan feature by feature; gives the files after each, by its id. */
async function builtStepwise(repository: Repository, wanted = plan(client, invoice)) {
  const after = new Map<string, Map<string, string>>();
  for (const feature of wanted.features) {
    const context = { plan: wanted, present: repository.present, workspace: repository };
    repository.apply(await new BlueprintWriter().write(feature, context));
    if (!repository.present.includes(feature.id)) repository.present.push(feature.id);
    after.set(feature.id, new Map(repository.files));
  }
  return after;
}

/** What the agent does: the tree of then, the migrations of now, and what the writer makes fit. */
async function wentBack(left: Repository, then: Map<string, string>, features: string[]) {
  const repository = new Repository(new Map([...code(then), ...migrations(left.files)]));
  repository.present = features;
  const change = await new BlueprintWriter().fit({ workspace: repository, left });
  repository.apply(change);
  return { repository, change };
}

function databaseOf(repository: Repository): AppDatabase {
  const database = new AppDatabase();
  database.migrate(repository);
  database.run(`INSERT INTO clients (id, name, created_at, updated_at) VALUES ('c', 'Acme', 0, 0)`);
  return database;
}

test('back from what needs no table, the code is that of then, byte for byte', async () => {
  const left = await Repository.ofTemplate();
  const after = await builtStepwise(left);
  const then = after.get('entity-invoices') ?? new Map<string, string>();
  const { repository, change } = await wentBack(left, then, ['foundation', 'entity-clients', 'entity-invoices']);
  expect([change.writes.size, change.removes.length]).toEqual([0, 0]);
  expect(code(repository.files)).toEqual(code(then));
});

test('back from an entity, its rows stay and stand in nobody’s way; when it is built again it has them', async () => {
  const left = await Repository.ofTemplate();
  const after = await builtStepwise(left);
  const database = databaseOf(left);
  database.run(`INSERT INTO invoices (id, number, client_id, created_at, updated_at) VALUES ('i', 'INV-1', 'c', 0, 0)`);
  const then = after.get('entity-clients') ?? new Map<string, string>();
  const { repository } = await wentBack(left, then, ['foundation', 'entity-clients']);
  expect(database.migrate(repository)).toHaveLength(1);
  const differs = [...code(repository.files)].filter(([path, text]) => then.get(path) !== text).map(([path]) => path);
  expect(differs.sort()).toEqual(['.appfactory/blueprint.json', 'src/db/schema/index.ts', 'src/db/schema/invoices.ts']);
  // The row that an invoice belongs to can be deleted by an app that knows of no invoices.
  database.run(`DELETE FROM clients WHERE id = 'c'`);
  expect(database.rows('SELECT number FROM invoices')).toEqual([{ number: 'INV-1' }]);
  expect(database.faults()).toEqual([]);

  await repository.build(plan(client, invoice));
  database.migrate(repository);
  expect(database.rows('SELECT number FROM invoices')).toEqual([{ number: 'INV-1' }]);
  expect(database.faults()).toEqual([]);
  expect([...repository.files.keys()].filter((path) => path.startsWith('src/')).sort()).toEqual(
    [...left.files.keys()].filter((path) => path.startsWith('src/')).sort(),
  );
});

test('back from a change of an entity, what the code of then does not know asks for nothing', async () => {
  const left = await Repository.ofTemplate();
  const after = await builtStepwise(left);
  const features = [...after.keys()];
  const then = after.get('dashboard') ?? new Map<string, string>();
  const changed = { ...client, fields: [...client.fields, required('city'), { name: 'since', type: 'date' }] };
  await left.build(plan(changed, invoice));
  const database = new AppDatabase();
  database.migrate(left);
  database.run(`INSERT INTO clients (id, name, city, created_at, updated_at) VALUES ('c', 'Acme', '', 0, 0)`);
  const { repository } = await wentBack(left, then, features);
  database.migrate(repository);
  database.run(`INSERT INTO clients (id, name, created_at, updated_at) VALUES ('d', 'Of then', 0, 0)`);
  expect(database.rows('SELECT name, city FROM clients ORDER BY id')).toEqual([
    { name: 'Acme', city: '' },
    { name: 'Of then', city: null },
  ]);
  // Forward again: what has no value gets one.
  await repository.build(plan(changed, invoice));
  database.migrate(repository);
  expect(database.rows('SELECT city FROM clients ORDER BY id')).toEqual([{ city: '' }, { city: '' }]);
  expect(database.faults()).toEqual([]);
});

test('starting again writes the same code on the migrations that there are, and no migration twice', async () => {
  const left = await Repository.ofTemplate();
  const after = await builtStepwise(left);
  const database = databaseOf(left);
  const before = after.get('foundation') ?? new Map<string, string>();
  const repository = new Repository(new Map([...code(before), ...migrations(left.files)]));
  repository.present = ['foundation'];
  await builtStepwise(repository);
  expect(code(repository.files)).toEqual(code(left.files));
  expect(database.migrate(repository)).toEqual([]);
});

test('back to the foundation of an app with pairs, everything can be written again', async () => {
  const tag = { name: 'Tag', fields: [required('name')] };
  const tagged = { ...client, fields: [...client.fields, { name: 'tags', type: 'references', to: 'Tag' }] };
  const wanted = plan(tagged, tag);
  const left = await Repository.ofTemplate();
  const after = await builtStepwise(left, wanted);
  const database = databaseOf(left);
  const { repository } = await wentBack(left, after.get('foundation') ?? new Map<string, string>(), ['foundation']);
  database.migrate(repository);
  database.run(`DELETE FROM clients`);
  await repository.build(wanted);
  database.migrate(repository);
  expect(database.faults()).toEqual([]);
  expect([...repository.files.keys()].sort().filter((path) => path.startsWith('src/'))).toEqual(
    [...left.files.keys()].sort().filter((path) => path.startsWith('src/')),
  );
});
