import { expect, test } from '@jest/globals';
import { rangeAsked } from './byteRange.ts';

const asked = { size: 100, etag: '"a"' };

test.each<[string | undefined, ReturnType<typeof rangeAsked>]>([
  [undefined, 'all'],
  ['bytes=0-', { first: 0, last: 99 }],
  ['bytes=40-', { first: 40, last: 99 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=40-49', { first: 40, last: 49 }],
  ['bytes=40-1000', { first: 40, last: 99 }],
  ['Bytes= 99-99 ', { first: 99, last: 99 }],
  ['bytes=-1', { first: 99, last: 99 }],
  ['bytes=-1000', { first: 0, last: 99 }],
  ['bytes=-0', 'none'],
  ['bytes=100-', 'none'],
  ['bytes=100-200', 'none'],
  ['bytes=999999999999999-', 'none'],
  // What makes no sense is passed over, and so are several ranges.
  ['bytes=9999999999999999-', 'all'],
  ['bytes=50-40', 'all'],
  ['bytes=-', 'all'],
  ['bytes=', 'all'],
  ['bytes=1-2,4-5', 'all'],
  ['bytes=a-b', 'all'],
  ['bytes=-5-9', 'all'],
  ['bytes=1.5-', 'all'],
  ['lines=1-2', 'all'],
])('%s of 100 bytes', (range, expected) => {
  expect(rangeAsked({ range }, asked)).toEqual(expected);
});

test('a range is of what the client has a part of, else it gets all', () => {
  const range = 'bytes=40-';
  expect(rangeAsked({ range, 'if-range': '"a"' }, asked)).toEqual({ first: 40, last: 99 });
  for (const other of ['"b"', 'W/"a"', 'a', '*', 'Wed, 21 Oct 2026 07:28:00 GMT', '']) {
    expect(rangeAsked({ range, 'if-range': other }, asked)).toBe('all');
  }
});
