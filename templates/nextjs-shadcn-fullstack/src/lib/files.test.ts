import { expect, it } from 'vitest';
import { isPicture, pictureTypeOf } from '@/lib/files';

const bytes = (text: string) => new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);

it.each([
  ['\xff\xd8\xff\xe0 and more', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n and more', 'image/png'],
  ['RIFF\x24\x00\x00\x00WEBPVP8 ', 'image/webp'],
  ['GIF89a and more', 'image/gif'],
  ['\x00\x00\x00\x1cftypavif and more', 'image/avif'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', null],
  ['<html><script>alert(1)</script>', null],
  ['WEBP', null],
  ['', null],
])('%j is %s by its content', async (text, type) => {
  expect(await pictureTypeOf(bytes(text))).toBe(type);
});

it('takes no drawing that could hold a script for a picture', () => {
  expect(isPicture('image/png')).toBe(true);
  expect(isPicture('image/svg+xml')).toBe(false);
});
