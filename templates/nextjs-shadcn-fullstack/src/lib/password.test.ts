import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '@/lib/password';

it('knows the right password from a wrong one, and each hash is another', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(first).not.toBe(second);
  expect(await verifyPassword('correct horse', first)).toBe(true);
  expect(await verifyPassword('correct horsE', first)).toBe(false);
});

it('refuses every password where there is no hash', async () => {
  expect(await verifyPassword('', null)).toBe(false);
  expect(await verifyPassword('anything', undefined)).toBe(false);
});
