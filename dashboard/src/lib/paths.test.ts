import { expect, test } from '@jest/globals';
import { pathAfterSignIn, paths } from './paths.ts';

test('every address', () => {
  expect(paths.build({ namespace: 'acme', name: 'crm' })).toBe('/builds/acme/crm');
  expect(paths.buildsIn('acme')).toBe('/?in=acme');
  expect(paths.client('acme')).toBe('/clients/acme');
  expect(paths.repository({ namespace: 'acme', name: 'crm' })).toBe('/git/acme/crm.git');
  expect(paths.release({ namespace: 'acme', name: 'crm' })).toBe('/releases/acme/crm');
  expect(paths.signIn()).toBe('/sign-in');
  expect(paths.signIn('/builds/acme/crm')).toBe('/sign-in?to=%2Fbuilds%2Facme%2Fcrm');
});

test.each([
  ['/builds/acme/crm', '/builds/acme/crm'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  [null, '/'],
])('after signing in, %s leads to %s', (to, path) => {
  expect(pathAfterSignIn(to)).toBe(path);
});
