import { expect, test } from '@jest/globals';
import type { ChatMessage } from '#lib/api/queries/chat.ts';
import { placeWords, stateWords } from './chatWords.ts';

const message = (changes: Partial<ChatMessage>): ChatMessage => ({
  id: 'm',
  sequence: 1,
  changed: 1,
  at: '2026-01-01T00:00:00Z',
  author: 'ada@acme',
  text: 'add a due date',
  isRequest: false,
  state: 'open',
  decidedBy: null,
  decidedAt: null,
  became: null,
  place: null,
  reply: {
    generation: 1,
    hash: 'h',
    notes: [],
    tries: [],
    notUnderstood: [],
    lines: [{ change: 'added', what: 'x', before: null, after: 'y' }],
  },
  ...changes,
});

test('a place is told by its page and the device', () => {
  expect(placeWords({ path: '/invoices', width: 390 })).toBe('/invoices · phone');
  expect(placeWords({ path: null, width: 1120 })).toBe('desktop');
});

test('what became of a message is told to whom it concerns', () => {
  expect(stateWords(message({}), true)).toBe(undefined);
  expect(stateWords(message({}), false)?.label).toMatch(/^Waits for somebody/);
  expect(stateWords(message({ isRequest: true }), true)?.label).toBe('Change request');
  expect(stateWords(message({ state: 'said' }), true)).toBe(undefined);
  expect(stateWords(message({ state: 'accepted', decidedBy: 'ada', became: 4 }), false)).toEqual({
    label: 'Accepted by ada · version 4',
    tone: 'good',
  });
  expect(stateWords(message({ state: 'dismissed', decidedBy: 'ada' }), true)?.label).toBe('Not now, by ada');
});
