import { expect, test } from '@jest/globals';
import { hashPassword, isPassword } from './password.ts';

test('a password is that of its own hash and of no other', async () => {
  const hash = await hashPassword('pässword of mine');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await isPassword('pässword of mine', hash)).toBe(true);
  // However the keyboard composes its characters.
  expect(await isPassword('pa\u0308ssword of mine', hash)).toBe(true);
  expect(await isPassword('password of mine', hash)).toBe(false);
  expect(await hashPassword('pässword of mine')).not.toBe(hash);
});

test('no hash, or a broken one, lets nobody in', async () => {
  for (const hash of [undefined, '', '$argon2id$', '$2b$10$abc']) expect(await isPassword('', hash)).toBe(false);
});
