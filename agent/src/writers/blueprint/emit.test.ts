import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { attr, Imports, inComment, jsxText, str } from './emit.ts';

const TEXTS = [
  '',
  'plain',
  "it's",
  '"quoted"',
  `both ' and "`,
  '\\ back\\slash',
  '${' + 'x}',
  '`tick`',
  'line\nbreak\r\ttab',
  '</script><b>&amp;',
  '🎉 👩‍👩‍👧',
  'مرحبا',
  '\u202eevil\u2066',
  '\u2028\u2029\u0000\ufeff',
  '\ud800 alone \udc00',
  '*/ // --> {}',
];

describe('text in generated code', () => {
  it.each(TEXTS)('comes out as it was: %j', (text) => {
    expect(runInNewContext(str(text))).toBe(text);
  });

  it.each(TEXTS)('stays text in JSX: %j', (text) => {
    for (const code of [jsxText(text), attr(text)]) {
      const inBraces = /^\{(.*)\}$/s.exec(code)?.[1];
      if (inBraces !== undefined) expect(runInNewContext(inBraces)).toBe(text);
      // What is written bare has nothing that JSX reads as anything but text.
      else expect(code.replace(/^"|"$/g, '')).toMatch(/^[^{}<>&"\\\n]*$/);
    }
  });

  it.each(TEXTS)('does not end a comment: %j', (text) => {
    expect(inComment(text)).not.toMatch(/\*\/|\n/);
  });

  it('holds nothing that hides or reorders what a person reads', () => {
    for (const text of TEXTS)
      expect(str(text) + inComment(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
  });

  it('sorts imports and says which are types', () => {
    const imports = new Imports()
      .addType('@/db/schema/clients', 'Client')
      .add('@/db/schema/clients', 'clients')
      .add('next/link', 'default as Link')
      .addType('next', 'Metadata');
    expect(imports.print().split('\n')).toEqual([
      `import type { Metadata } from 'next';`,
      `import Link from 'next/link';`,
      `import { type Client, clients } from '@/db/schema/clients';`,
    ]);
  });
});
