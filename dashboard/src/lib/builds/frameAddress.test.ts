import { expect, test } from '@jest/globals';
import { frameAddress, linkAddress } from './frameAddress.ts';

test.each([
  ['http://3000-abc.localhost:4000/', true],
  ['http://crm.default.localhost:8080/', true],
  ['http://127.0.0.1:8080/', false],
  ['https://crm.acme.example/', false],
  ['http://localhost.example/', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
  ['', false],
])('%s in a frame: %s', (address, may) => {
  expect(frameAddress(address) !== undefined).toBe(may);
});

test('a link is http or https, never a script', () => {
  expect(linkAddress('https://crm.acme.example/')).toBe('https://crm.acme.example/');
  expect(linkAddress('javascript:alert(1)')).toBeUndefined();
  expect(linkAddress(null)).toBeUndefined();
});
