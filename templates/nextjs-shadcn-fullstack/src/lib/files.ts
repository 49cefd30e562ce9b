/** What holds for files wherever they are chosen, sent or shown. */

export const maxFileSize = 10 * 1024 * 1024; // bytes

/** What a browser shows as a picture and nothing that could be a page: never SVG. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;
export type PictureType = (typeof pictureTypes)[number];

export const notPicture = 'Choose a picture: JPEG, PNG, WebP, GIF or AVIF';

/** So many bytes tell what a picture is. */
const headSize = 16;

const begins: [type: PictureType, at: number, bytes: string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/webp', 8, 'WEBP'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/avif', 4, 'ftypavif'],
  ['image/avif', 4, 'ftypavis'],
];

/** What kind of picture a file is by its content, whatever its name and its sender say. Null: none. */
export async function pictureTypeOf(file: Blob): Promise<PictureType | null> {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, headSize).arrayBuffer()));
  return begins.find(([, at, bytes]) => head.startsWith(bytes, at))?.[0] ?? null;
}

export function isPicture(type: string): boolean {
  return (pictureTypes as readonly string[]).includes(type);
}
