import type { IncomingHttpHeaders } from 'node:http';

/** Bytes of a representation, the last one included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * What part of a representation a GET asks for (RFC 9110, 14): one range, where it is still of the representation that the client has a
 * part of. 'all' where it asks for no range, for several, or for what cannot be read; 'none' where there are no such bytes.
 * @param etag strong, with its quotes
 */
export function rangeAsked(
  headers: IncomingHttpHeaders,
  { size, etag }: { size: number; etag: string },
): ByteRange | 'all' | 'none' {
  const { range } = headers;
  const condition = headers['if-range'];
  if (range === undefined || (condition !== undefined && condition !== etag)) return 'all';
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(range) ?? [];
  if (first === '' && last === '') return 'all';
  if (first === '') {
    // The last so many.
    const length = Math.min(Number(last), size);
    return length > 0 ? { first: size - length, last: size - 1 } : 'none';
  }
  if (last !== '' && Number(last) < Number(first)) return 'all';
  if (Number(first) >= size) return 'none';
  return { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
