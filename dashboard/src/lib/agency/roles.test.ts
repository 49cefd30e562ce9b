import { expect, test } from '@jest/globals';
import { addressName, inFamilies, mayState } from './roles.ts';

test.each([
  ['Müller & Söhne', 'muller-sohne'],
  ['  3 Kings Bakery!', 'kings-bakery'],
  ['Großhandel', 'grosshandel'],
  ['A very long name of a company that nobody would ever type', 'a-very-long-name-of-a-company-that-nobod'],
  ['东京', ''],
])('%s is %s in addresses', (text, name) => {
  expect(addressName(text)).toBe(name);
});

const tenant = (name: string, agency: string | null = null) => ({
  name,
  displayName: name,
  agency,
  role: 'owner' as const,
  ready: true,
  deleting: false,
  notice: null,
  buildCount: 0,
  memberCount: 1,
});

test('clients stand beneath their agency, and for themselves where that is not seen', () => {
  const families = inFamilies([tenant('zoo', 'elsewhere'), tenant('bakery', 'acme'), tenant('acme'), tenant('team')]);
  expect(families.map(({ head, clients }) => [head.name, clients.map(({ name }) => name)])).toEqual([
    ['acme', ['bakery']],
    ['team', []],
    ['zoo', []],
  ]);
});

test('who only sees states nothing, and nobody does where everything goes', () => {
  expect(mayState({ role: 'member', deleting: false })).toBe(true);
  expect(mayState({ role: 'viewer', deleting: false })).toBe(false);
  expect(mayState({ role: 'owner', deleting: true })).toBe(false);
  expect(mayState({ role: null, deleting: false })).toBe(false);
});
