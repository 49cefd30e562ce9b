import { expect, test } from '@jest/globals';
import type { NewsItem } from '#lib/api/queries/news.ts';
import { newsBrief, newsWords } from './newsWords.ts';

const item = (kind: NewsItem['kind'], more: Partial<NewsItem> = {}): NewsItem => ({
  ...{ kind, at: null, text: null, by: null, count: null },
  ...more,
});

test('what happened is said with who did it and how much of it there was', () => {
  expect(newsWords(item('finished', { count: 1 })).text).toBe('Finished: 1 check passed');
  expect(newsWords(item('features', { count: 4 })).text).toBe('4 features proven');
  expect(newsWords(item('request', { by: 'vera@acme', text: 'add a due date' }))).toEqual({
    tone: 'warn',
    text: 'vera@acme asks for a change',
    detail: 'add a due date',
    tab: 'chat',
  });
  expect(newsWords(item('comment')).text).toBe('Somebody said something');
});

test('a row names two kinds, and how many more there are', () => {
  expect(newsBrief([item('finished')])).toBe('finished');
  expect(newsBrief([item('failed'), item('comment'), item('comment')])).toBe('stopped, 2 comments');
  expect(newsBrief([item('failed'), item('released'), item('comment'), item('features')])).toBe(
    'stopped, new version, 2 more',
  );
});
