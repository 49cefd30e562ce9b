import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { historyDatabase } from '../database/connect.ts';
import { asIndexer } from '../database/scope.ts';
import { startDatabase, type TestDatabase } from '../testing/platform.ts';
import type { StoredEntry } from './storedEntry.ts';
import { UsageStore } from './usageStore.ts';

const MONTH = '2026-03';
const STREAM = { name: 'USAGE', created: 'then', lastSequence: 100 };
const UID = '00000000-0000-4000-8000-000000000000';

let server: TestDatabase;
let database: DataSource;
let store: UsageStore;

beforeAll(async () => {
  server = await startDatabase();
  database = historyDatabase({ url: server.url, connections: 3 });
  await database.initialize();
  store = new UsageStore(database);
  await store.start(STREAM);
});

afterAll(async () => {
  await database?.destroy();
  await server?.stop();
});

const entry = (sequence: number, change: Partial<StoredEntry> = {}): StoredEntry => ({
  sequence,
  id: `e${sequence}`,
  tenant: 'acme',
  build: 'crm',
  uid: UID,
  generation: 1,
  meter: 'sandbox',
  quantity: 60,
  at: `${MONTH}-10T10:00:00Z`,
  ...change,
});
const entries = [
  entry(1, { meter: 'builds', quantity: 1 }),
  entry(2, { feature: 'clients', until: `${MONTH}-10T10:01:00Z` }),
  entry(3, { feature: 'invoices', generation: 2 }),
  entry(5, { at: '2026-02-28T23:59:59Z' }),
  entry(6, { at: '2026-04-01T00:00:00Z' }),
  entry(7, { build: undefined, uid: undefined, generation: undefined, quantity: 5 }),
  entry(8, { build: 'shop', meter: 'outputTokens', quantity: 2 ** 40 }),
  entry(9, { tenant: 'rival', quantity: 7000 }),
];
const acme = new Set(['acme']);
const sums = () => store.sums(acme, 'acme', MONTH);

test('entries are summed by month, app, feature and generation', async () => {
  await store.store(entries, 9);
  expect(await sums()).toEqual({ builds: 1, sandbox: 125, outputTokens: 2 ** 40 });
  expect(await store.byBuild(acme, 'acme', MONTH)).toEqual([
    { of: 'crm', used: { builds: 1, sandbox: 120 } },
    { of: 'shop', used: { outputTokens: 2 ** 40 } },
    { of: null, used: { sandbox: 5 } },
  ]);
  expect(await store.byFeature(acme, 'acme', MONTH, 'crm')).toEqual([
    { of: 'clients', used: { sandbox: 60 } },
    { of: 'invoices', used: { sandbox: 60 } },
    { of: null, used: { builds: 1 } },
  ]);
  expect(await store.byFeature(acme, 'acme', MONTH, null)).toEqual([{ of: null, used: { sandbox: 5 } }]);
  const build = { namespace: 'acme', name: 'crm', uid: UID };
  expect(await store.generations(acme, build)).toEqual([
    { of: 1, used: { builds: 1, sandbox: 180 } },
    { of: 2, used: { sandbox: 60 } },
  ]);
  expect(await store.generations(acme, { ...build, uid: 'another of this name' })).toEqual([]);
});

test('an entry counts once, whether its message is read again or told again', async () => {
  const before = await sums();
  await store.store(entries, 9);
  await store.store([{ ...entry(2), sequence: 12, quantity: 999 }], 12);
  expect(await sums()).toEqual(before);
});

test('rows are of one tenant only, and nobody changes them or takes them away', async () => {
  expect(await store.sums(new Set(['rival', '']), 'acme', MONTH)).toEqual({});
  expect(await store.byBuild(new Set(), 'acme', MONTH)).toEqual([]);
  expect(await database.query('select * from history.ledger_entry')).toEqual([]);
  await database.transaction(async (transaction) => {
    await asIndexer(transaction);
    expect(await transaction.query('select id from history.ledger_entry')).toHaveLength(entries.length);
    expect(await transaction.query('update history.ledger_entry set quantity = 0')).toEqual([[], 0]);
    expect(await transaction.query('delete from history.ledger_entry')).toEqual([[], 0]);
  });
  const values = `'acme', 'x', 1, null, null, null, null, 'builds', 1, now(), null`;
  await expect(database.query(`insert into history.ledger_entry values (${values})`)).rejects.toThrow(
    /row-level security/,
  );
});

test('a table that is dropped is made anew, and filled to the same sums', async () => {
  const before = await sums();
  let missing = 0;
  const reader = new UsageStore(database, () => missing++);
  await server.query('drop table history.ledger_entry');
  await expect(reader.sums(acme, 'acme', MONTH)).rejects.toThrow(/does not exist/);
  expect(missing).toBe(1);
  expect(await store.start(STREAM)).toEqual({ from: 0, remade: true });
  await store.store(entries, 9);
  expect(await sums()).toEqual(before);
});
