import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

/**
 * A backup is a gzip file of lines: a header (JSON); for each table a line (JSON) that names it, its rows as PostgreSQL's COPY
 * writes them in text form, and a line `\.`; at last a line (JSON) with the number of rows and the SHA-256 of all before it.
 */
export const FORMAT = 'app-factory accounts';
export const VERSION = 1;
/** Ends the rows of a table; no row is ever written like it. */
export const END_OF_ROWS = '\\.';

const headerSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  takenAt: z.string(),
  /** Those that had made the tables, in order. */
  migrations: z.array(z.string()).min(1),
});
export type Header = z.infer<typeof headerSchema>;

const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const endSchema = z.object({ rows: z.record(z.string(), z.int()), sha256: z.string() });

/** What a backup holds: how many rows of which table. */
export type Rows = Record<string, number>;

/** Something about the file is wrong; the message says what, and what to do. */
export class BadBackup extends Error {
  override readonly name = 'BadBackup';
}

/** Part of a backup, as it is read. */
export type Part =
  | { kind: 'header'; header: Header }
  | { kind: 'table'; name: string; columns: string[]; rows: AsyncIterable<Buffer> }
  | { kind: 'end'; rows: Rows };

/**
 * The parts of a backup, in order. The rows of a table (with their line ends) must be read before the next part is asked for.
 * @throws BadBackup where it is not one, is of a later version, was changed or cut off
 */
export async function* readParts(path: string): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  const lines = linesOf(path);
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new BadBackup(`"${path}" is cut off: it has no end. Take another copy of it.`);
    return value;
  };
  try {
    const first = await next();
    hash.update(first);
    const header = headerOf(first, path);
    yield { kind: 'header', header };
    const counted: Rows = {};
    for (;;) {
      const line = await next();
      const table = tableSchema.safeParse(jsonOf(line, path));
      if (!table.success) {
        yield { kind: 'end', rows: checkedEnd(line, { path, counted, sha256: hash.digest('hex') }) };
        return;
      }
      hash.update(line);
      const { table: name, columns } = table.data;
      let isRead = false;
      async function* rows() {
        for (let count = 0; ; count++) {
          const row = await next();
          hash.update(row);
          if (row.toString('latin1') === `${END_OF_ROWS}\n`) {
            counted[name] = count;
            isRead = true;
            return;
          }
          yield row;
        }
      }
      yield { kind: 'table', name, columns, rows: rows() };
      if (!isRead) throw new Error(`the rows of "${name}" have not been read`);
    }
  } finally {
    await lines.return(undefined);
  }
}

/** Reads all of a backup. @throws BadBackup */
export async function checkBackup(path: string): Promise<{ header: Header; rows: Rows }> {
  let header: Header | undefined;
  for await (const part of readParts(path)) {
    if (part.kind === 'header') header = part.header;
    else if (part.kind === 'table') for await (const _ of part.rows);
    else if (header) return { header, rows: part.rows };
  }
  throw new BadBackup(`"${path}" is empty.`);
}

function headerOf(line: Buffer, path: string): Header {
  const parsed = headerSchema.safeParse(jsonOf(line, path));
  if (!parsed.success) throw notOne(path);
  if (parsed.data.version > VERSION) {
    throw new BadBackup(
      `"${path}" was made by a later App Factory (format ${parsed.data.version}; this one knows ${VERSION}): update this one first.`,
    );
  }
  return parsed.data;
}

function checkedEnd(line: Buffer, { path, counted, sha256 }: { path: string; counted: Rows; sha256: string }): Rows {
  const end = endSchema.safeParse(jsonOf(line, path));
  const isWhole =
    end.success &&
    end.data.sha256 === sha256 &&
    Object.keys(end.data.rows).length === Object.keys(counted).length &&
    Object.entries(counted).every(([table, count]) => end.data.rows[table] === count);
  if (!isWhole)
    throw new BadBackup(`"${path}" is damaged: its content is not what was written. Take another copy of it.`);
  return counted;
}

function jsonOf(line: Buffer, path: string): unknown {
  try {
    return JSON.parse(line.toString('utf8')) as unknown;
  } catch {
    throw notOne(path);
  }
}

function notOne(path: string): BadBackup {
  return new BadBackup(`"${path}" is not a backup of App Factory’s accounts, or is damaged.`);
}

/** Lines with their ends, as bytes: rows may hold characters that other readers of lines would break them at. */
async function* linesOf(path: string): AsyncGenerator<Buffer, undefined, undefined> {
  const file = createReadStream(path);
  const text = createGunzip();
  file.on('error', (error) => text.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of file.pipe(text) as AsyncIterable<Buffer>) {
      let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        yield bytes.subarray(0, end + 1);
        bytes = bytes.subarray(end + 1);
      }
      rest = bytes;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BadBackup(`There is no file "${path}".`);
    if (code === 'Z_BUF_ERROR') throw new BadBackup(`"${path}" is cut off: it has no end. Take another copy of it.`);
    if (code?.startsWith('Z_')) throw notOne(path);
    throw new BadBackup(`"${path}" cannot be read: ${message}`);
  } finally {
    file.destroy();
    text.destroy();
  }
}
