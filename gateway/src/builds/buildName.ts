import { Failed } from '../graphql/failure.ts';

/** As the API server wants it; said here so that the answer names the field. */
const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

/** @throws Failed when no AppBuild can have this name. */
export function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new Failed(
    'INVALID',
    'A name has 1 to 40 lower-case letters, digits and hyphens, and begins and ends with a letter or digit.',
    'name',
  );
}

/** @throws Failed when no namespace can have this name. */
export function checkNamespace(namespace: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return namespace;
  throw new Failed('INVALID', 'This is not the name of a namespace.', 'namespace');
}

const PASSED_OVER = new Set(['a', 'an', 'the', 'my', 'our', 'ein', 'eine', 'einen', 'build', 'make', 'create', 'me']);

/** A name from the first words of a text: "A CRM for a small agency" becomes crm-for-a-small. */
export function nameFrom(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  while (words.length > 1 && PASSED_OVER.has(words[0] ?? '')) words.shift();
  let name = '';
  for (const word of words.slice(0, 4)) {
    const longer = name === '' ? word.slice(0, 30) : `${name}-${word}`;
    if (longer.length > 30) break;
    name = longer;
  }
  return name || 'app';
}
