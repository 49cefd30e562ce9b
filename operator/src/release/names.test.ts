import { expect, test } from '@jest/globals';
import { namespaceOfHost } from './names.ts';

test.each([
  ['crm.acme.localhost', 'acme'],
  ['a.crm.acme.localhost', 'acme'],
  ['acme.localhost', 'acme'],
  ['localhost', undefined],
  ['notlocalhost', undefined],
  ['crm.acme.example', undefined],
  ['acme.localhost.example', undefined],
])('the host %s belongs to the namespace %s', (host, namespace) => {
  expect(namespaceOfHost(host)).toBe(namespace);
});
