import { expect, test } from '@jest/globals';
import { checkName, nameFrom } from './buildName.ts';

test.each([
  ['A CRM for a small agency. Track clients.', 'crm-for-a-small'],
  ['Ein Café-Bestellsystem für München!', 'cafe-bestellsystem-fur-munchen'],
  ['   ', 'app'],
  ['日本語', 'app'],
  ['Donaudampfschifffahrtsgesellschaftskapitän', 'donaudampfschifffahrtsgesellsc'],
  ['../../etc/passwd', 'etc-passwd'],
])('%j is called %j', (text, name) => {
  expect(nameFrom(text)).toBe(name);
  expect(checkName(name)).toBe(name);
});

test.each(['', 'Crm', 'a.b', '-a', 'a-', 'a'.repeat(41), 'a/b', 'a b'])('%j is no name', (name) => {
  expect(() => checkName(name)).toThrow('A name has 1 to 40');
});
