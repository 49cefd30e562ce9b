import { expect, test } from '@jest/globals';
import { CheckBoard } from './checkBoard.ts';

type Event = Parameters<CheckBoard['add']>[0];
const event = (parts: Partial<Event>): Event =>
  ({ sequence: 1, generation: 1, at: '', type: 'check', ...parts }) as Event;

test('the last result of a check counts, wherever it ran', () => {
  const board = new CheckBoard();
  board.add(
    event({
      feature: 'a',
      check: 'one',
      result: 'failed',
      against: 'preview',
      message: 'nothing',
      screenshotLink: '/1.png',
    }),
  );
  board.add(
    event({
      feature: 'a',
      check: 'one',
      result: 'passed',
      against: 'production',
      message: 'as wanted',
      screenshotLink: '/2.png',
    }),
  );
  board.add(event({ feature: 'b', check: 'one', result: 'skipped', against: 'preview' }));
  expect(board.checksOf('a')).toEqual([
    { name: 'one', result: 'passed', against: 'production', seen: 'as wanted', screenshot: '/2.png' },
  ]);
  expect(board.checksOf('b')).toMatchObject([{ result: 'skipped' }]);
  expect(board.checksOf('c')).toEqual([]);
});

test('a new generation proves itself anew, and keeps the checks of what it keeps', () => {
  const board = new CheckBoard();
  board.add(event({ feature: 'a', check: 'one', result: 'passed', against: 'production' }));
  board.add(event({ type: 'verification', step: 'types', state: 'Passed', seconds: 2 }));
  expect(board.proof).toMatchObject([{ step: 'types', seconds: 2 }]);
  board.add(event({ type: 'started', generation: 2 }));
  expect(board.proof).toEqual([]);
  expect(board.checksOf('a')).toHaveLength(1);
});
