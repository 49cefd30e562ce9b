import type { LedgerEntry } from '@appfactory/billing/ledger';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { ensureUsageStream, USAGE_STREAM } from '@appfactory/events/usage';
import { createLog } from '@appfactory/kube/log';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { tellEntries } from '../testing/ledger.ts';
import { type Account, UsageFeed } from './usageFeed.ts';

let plane: TestControlPlane;
let events: EventsConnection;
let stopping: AbortController;
let running: Promise<void>[];
let names = 0;
let tenant: string;

beforeAll(async () => {
  plane = await startControlPlane({ parts: ['nats'], manifests: false });
  const { nats } = plane.plane;
  if (!nats) throw new Error('the control plane came up without NATS');
  events = await connectEvents({ url: nats.url, credsFile: nats.operatorCreds, name: 'test' });
  await ensureUsageStream(await events.manager());
}, 120_000);

afterAll(async () => {
  await events?.close();
  await plane?.stop();
}, 60_000);

beforeEach(() => {
  tenant = `studio${++names}`;
  stopping = new AbortController();
  running = [];
});

afterEach(async () => {
  stopping.abort();
  await Promise.all(running);
});

function start(): UsageFeed {
  const feed = new UsageFeed({ connection: Promise.resolve(events), log: createLog('usage-feed-test') });
  running.push(feed.run(stopping.signal));
  return feed;
}

const entry = (id: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id,
  tenant,
  build: 'crm',
  meter: 'builds',
  quantity: 1,
  at: new Date().toISOString(),
  ...change,
});

/** Ids of what an account has news of, once there are so many. */
async function ids(feed: UsageFeed, account: Account, count: number, after?: number): Promise<string[]> {
  const news = await eventually(`${count} entries`, async () => {
    const found = feed.news(account, after);
    return found && found.entries.length >= count && found;
  });
  return news.entries.map(({ entry: { id } }) => id);
}

test('an account has what was told before it was asked for, and what comes, each once and in order', async () => {
  await tellEntries(events, entry('a'), entry('b', { build: 'shop' }), entry('c', { tenant: 'rival' }));
  const feed = start();
  expect(feed.news({ tenant }, undefined)).toBeUndefined();
  // While it is read, more comes.
  const telling = tellEntries(events, ...Array.from({ length: 50 }, (_, index) => entry(`n${index}`)));
  const all = ['a', 'b', ...Array.from({ length: 50 }, (_, index) => `n${index}`)];
  expect(await ids(feed, { tenant }, 52)).toEqual(all);
  await telling;
  expect(await ids(feed, { tenant, build: 'shop' }, 1)).toEqual(['b']);
  expect(feed.news({ tenant }, undefined)?.entries).toHaveLength(52);
});

test('what is settled is gone, and a new start goes on after it', async () => {
  await tellEntries(events, entry('a'), entry('b'));
  const first = start();
  await ids(first, { tenant }, 2);
  const [one, two] = first.news({ tenant }, undefined)?.entries ?? [];
  first.settle({ tenant }, one?.sequence ?? 0);
  expect(first.news({ tenant }, one?.sequence)).toEqual({ entries: [two], after: one?.sequence });
  // It dies; meanwhile something is told.
  await tellEntries(events, entry('c'));
  expect(await ids(start(), { tenant }, 2, one?.sequence)).toEqual(['b', 'c']);
});

test('who keeps an account hears of its news, and of nothing else', async () => {
  const feed = start();
  const heard: Account[] = [];
  const told: string[] = [];
  feed.onNews((account) => heard.push(account));
  feed.onEntry(({ id }) => told.push(id));
  await eventually('it is read', async () => feed.news({ tenant }, undefined));
  expect(heard).toEqual([{ tenant }]);
  await tellEntries(events, entry('x', { tenant: 'rival' }), entry('y'));
  await eventually('the entry has come', () => Promise.resolve(heard.length === 2));
  expect(heard).toEqual([{ tenant }, { tenant }]);
  expect(told).toEqual(['x', 'y']);
});

test('what is no entry, or another’s, is left out', async () => {
  const lie = JSON.stringify(entry('lie', { tenant: 'rival' }));
  await events.jetstream.publish(`appfactory.${tenant}.crm.test_lie.usage`, lie);
  await events.jetstream.publish(`appfactory.${tenant}.crm.test_odd.usage`, 'not json');
  await tellEntries(events, entry('a'));
  expect(await ids(start(), { tenant }, 1)).toEqual(['a']);
});

test('a stream that was made anew is read from its beginning', async () => {
  const streams = await events.manager();
  await tellEntries(events, entry('a'));
  await streams.streams.delete(USAGE_STREAM);
  await ensureUsageStream(streams);
  await tellEntries(events, entry('b'));
  const feed = start();
  expect(await ids(feed, { tenant }, 1, 1_000_000)).toEqual(['b']);
  expect(feed.news({ tenant }, 1_000_000)?.after).toBe(0);
});
