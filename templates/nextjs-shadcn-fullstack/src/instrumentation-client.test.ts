import { expect, test } from 'vitest';
import { isAnswer } from '@/instrumentation-client';

test('a page that is refused or moved while it is on its way is no error, anything else is one', () => {
  const told = (digest?: string) => Object.assign(new Error('Minified React error #419'), { digest });
  expect(isAnswer(told('NEXT_HTTP_ERROR_FALLBACK;404'))).toBe(true);
  expect(isAnswer(told('NEXT_REDIRECT;replace;/sign-in;307;'))).toBe(true);
  expect(isAnswer(told('3141592653'))).toBe(false);
  expect(isAnswer(told())).toBe(false);
  expect(isAnswer(undefined)).toBe(false);
});
