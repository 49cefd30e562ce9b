import { expect, test } from '@jest/globals';
import { patchLines, plainCode } from './patch.ts';

test('the lines of a patch have the numbers that they have in the file before and after', () => {
  const patch =
    '@@ -1,3 +1,3 @@\n one\n-two\n+three\n four\n@@ -40 +40,2 @@ function x() {\n-a\n+b\n+c\n\\ No newline at end of file\n';
  expect(patchLines(patch)).toEqual([
    { kind: 'gap', text: '' },
    { kind: 'same', text: 'one', before: 1, after: 1 },
    { kind: 'removed', text: 'two', before: 2 },
    { kind: 'added', text: 'three', after: 2 },
    { kind: 'same', text: 'four', before: 3, after: 3 },
    { kind: 'gap', text: 'function x() {' },
    { kind: 'removed', text: 'a', before: 40 },
    { kind: 'added', text: 'b', after: 40 },
    { kind: 'added', text: 'c', after: 41 },
    { kind: 'note', text: 'No newline at end of file' },
  ]);
});

test('characters that turn text around are seen', () => {
  expect(plainCode('if (admin\u202e) {')).toBe('if (admin‹U+202E›) {');
  expect(plainCode('const größe = "日本";')).toBe('const größe = "日本";');
});
