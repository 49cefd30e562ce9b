import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { addressesFrom, chooseAddress, closeListeners } from './address.ts';

test('addresses begin at the given place, go round, and keep out of 127.0 and of Services', () => {
  const first = take(addressesFrom(0), 255);
  expect([first[0], first[253], first[254]]).toEqual(['127.10.0.1', '127.10.0.254', '127.10.1.1']);
  expect(take(addressesFrom(80 * 256 * 254 - 1), 2)).toEqual(['127.89.255.254', '127.10.0.1']);
});

test('an address that somebody else uses, or that a pod has, is left alone', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.10.7.1', resolve));
  const { port } = other.address() as { port: number };
  const start = 7 * 254;
  const chosen = await chooseAddress([port], new Set(['127.10.7.2']), start);
  expect(chosen.address).toBe('127.10.7.3');
  closeListeners(chosen);
  other.close();
});

function take(all: Iterator<string>, count: number): unknown[] {
  return Array.from({ length: count }, () => all.next().value as unknown);
}
