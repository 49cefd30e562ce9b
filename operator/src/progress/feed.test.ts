import type { EventsConnection } from '@appfactory/events/connection';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ProgressFeed } from './feed.ts';

/* A server that is asked and does not answer: what the feed waits for when it is told to stop. */

const never = new Promise<never>(() => {});

/** A connection of which only what the feed asks for is there. */
function connection(parts: { add?: () => Promise<unknown>; get?: () => Promise<unknown> }): Promise<EventsConnection> {
  const { add = () => Promise.resolve(), get = () => never } = parts;
  const made = {
    manager: () => Promise.resolve({ streams: { add } }),
    jetstream: { consumers: { get } },
  };
  return Promise.resolve(made as unknown as EventsConnection);
}

function feedOn(made: Promise<EventsConnection>): ProgressFeed {
  const log = pino({ level: 'silent' });
  return new ProgressFeed({ connection: made, log, wake: () => {}, since: () => new Date() });
}

test.each([
  ['the connection', () => never],
  ['the stream', () => connection({ add: () => never })],
  ['the consumer', () => connection({})],
] as const)(
  'a feed that is told to stop while it waits for %s stops',
  async (_what, made) => {
    const stop = new AbortController();
    const running = feedOn(made()).run(stop.signal);
    setImmediate(() => stop.abort());
    await expect(running).resolves.toBeUndefined();
  },
  30_000,
);

test('messages that begin after the stop are closed', async () => {
  const stop = new AbortController();
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const consume = () => {
    stop.abort();
    const messages = {
      close: () => Promise.resolve(close()),
      [Symbol.asyncIterator]: () => ({ next: () => never }),
    };
    return Promise.resolve(messages);
  };
  const consumer = { info: () => Promise.resolve({ num_pending: 0 }), consume };
  await feedOn(connection({ get: () => Promise.resolve(consumer) })).run(stop.signal);
  await closed;
}, 30_000);
