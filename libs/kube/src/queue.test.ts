import { expect, test } from '@jest/globals';
import { WorkQueue } from './queue.ts';

test('a key that is added many times is given out once', async () => {
  const queue = new WorkQueue();
  for (let n = 0; n < 5; n++) queue.add('a');
  queue.add('b');
  expect([await queue.take(), await queue.take()]).toEqual(['a', 'b']);
  expect(queue.depth).toBe(0);
});

test('a key that is added while it is worked on is given out again afterwards, not meanwhile', async () => {
  const queue = new WorkQueue();
  queue.add('a');
  await queue.take();
  queue.add('a');
  queue.add('a');
  expect(queue.depth).toBe(0);
  queue.done('a');
  expect(await queue.take()).toBe('a');
  queue.done('a');
  expect(queue.depth).toBe(0);
});

test('a taker that waits gets the key directly, and of two takers only one does', async () => {
  const queue = new WorkQueue();
  const first = queue.take();
  const second = queue.take();
  queue.add('a');
  expect(await first).toBe('a');
  queue.add('b');
  expect(await second).toBe('b');
});

test('of two times for one key the earlier counts, and adding it directly cancels both', async () => {
  const queue = new WorkQueue();
  queue.addAfter('a', 60_000);
  queue.addAfter('a', 10);
  queue.addAfter('a', 60_000);
  expect(await queue.take()).toBe('a');
  queue.done('a');
  queue.addAfter('b', 60_000);
  queue.add('b');
  expect(await queue.take()).toBe('b');
  queue.done('b');
  queue.stop();
});

test('failures of a key are counted until it succeeds', () => {
  const queue = new WorkQueue({ backoffFirst: 1, backoffMost: 4 });
  queue.addRateLimited('a');
  queue.addRateLimited('a');
  expect(queue.failures('a')).toBe(2);
  queue.forget('a');
  expect(queue.failures('a')).toBe(0);
  queue.stop();
});

test('when more fails than the rate allows, the rest waits its turn', async () => {
  const queue = new WorkQueue({ backoffFirst: 1, rate: 1, burst: 2 });
  for (const key of ['a', 'b', 'c']) queue.addRateLimited(key);
  expect([await queue.take(), await queue.take()]).toEqual(['a', 'b']);
  // The third would need a token that comes after a second; it is not there with the others.
  expect(queue.depth).toBe(0);
  queue.stop();
});

test('a stopped queue lets its takers go and takes nothing in', async () => {
  const queue = new WorkQueue();
  const waiting = queue.take();
  queue.stop();
  queue.add('a');
  expect(await waiting).toBeUndefined();
  expect(await queue.take()).toBeUndefined();
});
