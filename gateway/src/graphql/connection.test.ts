import { describe, expect, test } from '@jest/globals';
import { pageOf } from './connection.ts';

const place = (text: string) => text;

describe('pages', () => {
  test('follow each other without gap or double, whatever is added or taken away meanwhile', () => {
    const first = pageOf(['a', 'c', 'e', 'g'], place, { first: 2 });
    expect(first.edges.map(({ node }) => node)).toEqual(['a', 'c']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const after = first.pageInfo.endCursor ?? '';
    const second = pageOf(['a', 'b', 'e', 'g'], place, { first: 2, after });
    expect(second.edges.map(({ node }) => node)).toEqual(['e', 'g']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(pageOf(['a'], place, { first: 2, after }).edges).toEqual([]);
  });

  test.each([0, -1, 101])('have a size: %i is refused', (first) => {
    expect(() => pageOf([], place, { first })).toThrow('first is from 1 to 100');
  });

  test('begin after cursors that were given out', () => {
    expect(() => pageOf([], place, { first: 1, after: 'n@nsense' })).toThrow('cursor');
  });
});
