import { constants, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, opendir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create } from 'tar';
import { copyLive } from './database.ts';
import type { Layout } from './layout.ts';
import { takeSwapLock } from './lock.ts';

/** What is in an archive. */
export interface Contents {
  /** Bytes of the database; left out where the app has none. */
  database?: number;
  /** Uploaded files. */
  files: number;
}

export interface PackOptions {
  layout: Layout;
  /** A folder of one's own, with room for the data twice. */
  work: string;
  /** Bytes of database and uploads that are packed at most. */
  most: number;
}

export const archiveIn = (work: string) => join(work, 'archive.tar.gz');
export const contentsIn = (work: string) => join(work, 'contents.json');

const README = `The data of an app, as they were at one moment.

app.db    the database, one whole SQLite file (not there when the app has none)
uploads   what people have uploaded

To run the app with them, start its source (its zip or git repository) with
DATABASE_URL=file:/path/to/app.db and UPLOADS_DIR=/path/to/uploads.
`;

/**
 * Makes one archive of the live database and the uploads, while the app runs. The database first: what its rows speak of is then
 * among the uploads. Everything is copied before it is packed, so that nothing changes under the packer.
 * @throws Error when there is more of it than is packed
 */
export async function pack({ layout, work, most }: PackOptions): Promise<Contents> {
  const files = join(work, 'files');
  // What an attempt before left.
  for (const path of [files, archiveIn(work), contentsIn(work)]) rmSync(path, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  const contents: Contents = { files: 0 };
  const room = { left: most };
  if (existsSync(layout.database)) {
    const copy = join(files, 'app.db');
    await takeRoom(layout.database, room, most);
    // A version that takes over waits for this, and this for it: between the two the file is another one.
    const lock = await takeSwapLock(layout);
    try {
      copyLive(layout.database, copy);
    } finally {
      lock.release();
    }
    contents.database = (await stat(copy)).size;
  }
  mkdirSync(join(files, 'uploads'));
  if (existsSync(layout.uploads)) {
    contents.files = await copyFolder(layout.uploads, join(files, 'uploads'), { room, most });
  }
  writeFileSync(join(files, 'README.txt'), README);
  const archive = archiveIn(work);
  await create({ file: `${archive}.part`, cwd: files, gzip: true, portable: true, strict: true }, [
    'README.txt',
    ...(contents.database === undefined ? [] : ['app.db']),
    'uploads',
  ]);
  rmSync(files, { recursive: true });
  writeFileSync(contentsIn(work), JSON.stringify(contents));
  renameSync(`${archive}.part`, archive);
  return contents;
}

interface Bounds {
  room: { left: number };
  most: number;
}

/** Copies what are files. The app may do with its folder what it wants: links, pipes and what is gone meanwhile are left out. */
async function copyFolder(from: string, to: string, bounds: Bounds): Promise<number> {
  let count = 0;
  for await (const entry of await opendir(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target);
      count += await copyFolder(source, target, bounds).catch(orGone);
    } else if (entry.isFile()) {
      count += await copyFile(source, target, bounds).catch(orGone);
    }
  }
  return count;
}

async function copyFile(from: string, to: string, { room, most }: Bounds): Promise<number> {
  // It may be another thing than a moment ago: no link is followed, and no pipe waited for.
  const file = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const now = await file.stat();
    if (!now.isFile()) return 0;
    const { size, atime, mtime } = now;
    spend(room, size, most);
    // As long as it was: what is appended meanwhile is not waited for.
    if (size > 0) await pipeline(file.createReadStream({ end: size - 1, autoClose: false }), createWriteStream(to));
    else writeFileSync(to, '');
    await utimes(to, atime, mtime);
    return 1;
  } finally {
    await file.close();
  }
}

async function takeRoom(path: string, room: Bounds['room'], most: number): Promise<void> {
  spend(room, (await stat(path)).size, most);
}

function spend(room: Bounds['room'], bytes: number, most: number): void {
  room.left -= bytes;
  if (room.left < 0) {
    throw new Error(
      `the data have more than ${Math.round(most / 1e6)} MB, which is the most that is packed into one archive`,
    );
  }
}

function orGone(error: unknown): 0 {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENXIO') return 0;
  throw error;
}
