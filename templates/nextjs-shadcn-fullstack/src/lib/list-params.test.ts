import { describe, expect, it } from 'vitest';
import { listHref, parseListParams } from '@/lib/list-params';

const options = { sortable: ['name', 'createdAt'], defaultSort: '-createdAt', filters: { stage: ['lead', 'lost'] } };

describe('the address of a list', () => {
  it('has defaults', () => {
    expect(parseListParams({}, options)).toEqual({ q: '', sort: 'createdAt', order: 'desc', page: 1, filters: {} });
  });

  it('ignores what it does not know', () => {
    const params = parseListParams({ sort: 'password', page: '-3', stage: 'x', q: ['a', 'b'] }, options);
    expect(params).toEqual({ q: 'a', sort: 'createdAt', order: 'desc', page: 1, filters: {} });
    expect(parseListParams({ page: '1e99' }, options).page).toBe(1);
  });

  it('survives being written and read again', () => {
    const params = { q: 'a & b', sort: 'name', order: 'asc', page: 3, filters: { stage: 'lead' } } as const;
    const href = listHref('/things', params, { page: 3 });
    expect(parseListParams(Object.fromEntries(new URL(href, 'http://app').searchParams), options)).toEqual(params);
  });

  it('goes back to the first page when the sorting changes', () => {
    const params = parseListParams({ page: '4', sort: 'name' }, options);
    expect(listHref('/things', params, { order: 'desc' })).toBe('/things?sort=-name');
  });
});
