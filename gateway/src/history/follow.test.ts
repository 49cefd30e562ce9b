import { expect, test } from '@jest/globals';
import { follow } from './follow.ts';
import { Hub } from './hub.ts';
import type { BuildIdentity, StoredEvent } from './stored.ts';

const BUILD: BuildIdentity = { namespace: 'default', name: 'crm', uid: 'u' };

function event(sequence: number): StoredEvent {
  const { namespace, name: build, uid } = BUILD;
  return {
    sequence,
    namespace,
    build,
    uid,
    generation: 1,
    at: '2026-01-01T00:00:00.000Z',
    event: { type: 'progress', message: String(sequence) },
  };
}

/** Tables as the indexer fills them: stored first, then announced. */
function tables() {
  const rows: StoredEvent[] = [];
  const hub = new Hub();
  let reads = 0;
  return {
    hub,
    reads: () => reads,
    add(...sequences: number[]) {
      const events = sequences.map(event);
      rows.push(...events);
      hub.publish(events);
    },
    async eventsAfter(_: BuildIdentity, after: number, limit: number) {
      reads += 1;
      const page = rows.filter(({ sequence }) => sequence > after).slice(0, limit);
      await new Promise((resolve) => setImmediate(resolve));
      return page;
    },
  };
}

async function take(events: AsyncIterableIterator<StoredEvent>, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) {
    const next: IteratorResult<StoredEvent, undefined> = await events.next();
    if (next.done) break;
    seen.push(next.value.sequence);
  }
  return seen;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('what was and what comes is told once, in order, also what comes while the past is read', async () => {
  const store = tables();
  store.add(...range(1, 450));
  const events = follow(store, store.hub, BUILD, 10);
  const first = take(events, 5);
  store.add(451, 452);
  expect(await first).toEqual(range(11, 15));
  store.add(453);
  expect(await take(events, 438)).toEqual(range(16, 453));
  const live = take(events, 1);
  store.add(454);
  expect(await live).toEqual([454]);
});

test('a reader who is slower than the events reads on in the tables', async () => {
  const store = tables();
  store.add(1);
  const events = follow(store, store.hub, BUILD, 0);
  expect(await take(events, 1)).toEqual([1]);
  const next = take(events, 1);
  store.add(2);
  expect(await next).toEqual([2]);
  const before = store.reads();
  for (const sequence of range(3, 3000)) store.add(sequence);
  expect(await take(events, 2998)).toEqual(range(3, 3000));
  expect(store.reads()).toBeGreaterThan(before);
});

test('events that are announced again, as after a rebuild of the tables, are not told again', async () => {
  const store = tables();
  store.add(1, 2, 3);
  const events = follow(store, store.hub, BUILD, 0);
  expect(await take(events, 3)).toEqual([1, 2, 3]);
  const next = take(events, 1);
  store.hub.publish([event(1), event(2), event(3)]);
  store.add(4);
  expect(await next).toEqual([4]);
});

test('a reader who leaves while waiting is let go at once', async () => {
  const store = tables();
  const events = follow(store, store.hub, BUILD, 0);
  const waiting = events.next();
  await new Promise((resolve) => setImmediate(resolve));
  await events.return?.();
  expect((await waiting).done).toBe(true);
  expect(store.hub.size).toBe(0);
});

test('when the tables cannot be read, the reader hears of it and nothing is left behind', async () => {
  const hub = new Hub();
  const store = { eventsAfter: () => Promise.reject(new Error('away')) };
  await expect(follow(store, hub, BUILD, 0).next()).rejects.toThrow('away');
  expect(hub.size).toBe(0);
});
