import { randomUUID } from 'node:crypto';
import type { AgentEvent } from '@appfactory/events/event';
import { expect, test } from '@jest/globals';
import { parseMessage } from './parseMessage.ts';

const uid = randomUUID();
const time = new Date('2026-01-02T03:04:05.000Z');
const progress: AgentEvent = { type: 'progress', message: 'hello' };

function message(envelope: unknown, subject = 'appfactory.default.crm.2.event') {
  return parseMessage({ subject, seq: 7, time, data: new TextEncoder().encode(JSON.stringify(envelope)) });
}

test('an event knows its build and its place', () => {
  const at = '2026-01-01T00:00:00.000Z';
  expect(message({ uid, generation: 2, at, event: progress })).toEqual({
    sequence: 7,
    namespace: 'default',
    build: 'crm',
    uid,
    generation: 2,
    at,
    event: progress,
  });
});

test.each([
  ['another generation than the one it may speak for', { uid, generation: 3, at: '', event: progress }],
  ['a uid that is none', { uid: 'x'.repeat(5000), generation: 2, at: '', event: progress }],
  ['an event of no known type', { uid, generation: 2, at: '', event: { type: 'sing' } }],
  ['something else', 'hello'],
])('%s is no event', (_, envelope) => {
  expect(message(envelope)).toBeUndefined();
});

test('a time that is none is the server’s', () => {
  for (const at of ['yesterday', '+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00Z']) {
    expect(message({ uid, generation: 2, at, event: progress })?.at).toBe(time.toISOString());
  }
});

test('text that no table can hold is made so that one can', () => {
  const event = { type: 'progress', message: 'a\0b\ud800c' };
  expect(message({ uid, generation: 2, at: '', event })?.event).toEqual({
    type: 'progress',
    message: 'a\ufffdb\ufffdc',
  });
});
