import { mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface FileContent {
  data: Buffer;
  mode: number;
}

/** Lets the pod's user read what was written; does nothing when pods run as this program's user. */
export type Own = (path: string) => Promise<void>;

/**
 * Makes a folder hold exactly these files, in one step for whoever reads it: `..data` is a link to the folder of one moment,
 * and each name is a link through it, as a kubelet does. Returns whether anything changed.
 */
export async function writeAtomically(
  dir: string,
  files: ReadonlyMap<string, FileContent>,
  own: Own,
): Promise<boolean> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  const current = await readlink(join(dir, '..data')).catch(() => undefined);
  // Left by a program that was killed while it wrote.
  for (const name of await readdir(dir)) {
    if (name.startsWith('..') && name !== '..data' && name !== current) await rm(join(dir, name), { recursive: true });
  }
  if (current !== undefined && (await isSame(join(dir, current), files))) return false;
  const moment = `..${new Date().toISOString().replaceAll(':', '_')}_${Math.random().toString(36).slice(2, 8)}`;
  for (const [path, { data, mode }] of files) {
    const target = join(dir, moment, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    await writeFile(target, data, { mode });
  }
  await mkdir(join(dir, moment), { recursive: true, mode: 0o755 });
  await symlink(moment, join(dir, '..data_new'));
  await own(dir);
  await rename(join(dir, '..data_new'), join(dir, '..data'));
  await linkNames(dir, new Set([...files.keys()].map((path) => path.split('/')[0] ?? path)));
  if (current !== undefined) await rm(join(dir, current), { recursive: true, force: true });
  return true;
}

async function linkNames(dir: string, names: ReadonlySet<string>): Promise<void> {
  const present = (await readdir(dir)).filter((name) => !name.startsWith('..'));
  for (const name of present) if (!names.has(name)) await rm(join(dir, name), { force: true });
  for (const name of names) {
    if (!present.includes(name)) await symlink(join('..data', name), join(dir, name));
  }
}

async function isSame(dir: string, files: ReadonlyMap<string, FileContent>): Promise<boolean> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  if (entries.filter((entry) => !entry.isDirectory()).length !== files.size) return false;
  for (const [path, { data }] of files) {
    const there = await readFile(join(dir, path)).catch(() => undefined);
    if (!there?.equals(data)) return false;
  }
  return true;
}
