import type { Stats } from 'node:fs';
import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** A filesystem entry in proto3 JSON (filesystem.EntryInfo). */
export interface EntryInfo {
  name: string;
  type: 'FILE_TYPE_UNSPECIFIED' | 'FILE_TYPE_FILE' | 'FILE_TYPE_DIRECTORY' | 'FILE_TYPE_SYMLINK';
  path: string;
  /** int64: a string in JSON. */
  size: string;
  mode: number;
  permissions: string;
  owner: string;
  group: string;
  modifiedTime: string;
  symlinkTarget?: string;
}

/** Describes what is at `path`; of a symbolic link, what it leads to, or the link itself when that is gone. Throws system errors. */
export async function readEntry(path: string): Promise<EntryInfo> {
  const own = await lstat(path);
  const names = await accountNames();
  const entry = (seen: Stats): EntryInfo => ({
    name: basename(path),
    type: typeOf(seen),
    path,
    size: String(own.size),
    mode: seen.mode & 0o7777,
    permissions: permissions(own),
    owner: names.users.get(own.uid) ?? String(own.uid),
    group: names.groups.get(own.gid) ?? String(own.gid),
    modifiedTime: own.mtime.toISOString(),
  });
  if (!own.isSymbolicLink()) return entry(own);
  try {
    return { ...entry(await stat(path)), symlinkTarget: await realpath(path) };
  } catch {
    return entry(own);
  }
}

function typeOf(stats: Stats): EntryInfo['type'] {
  if (stats.isFile()) return 'FILE_TYPE_FILE';
  if (stats.isDirectory()) return 'FILE_TYPE_DIRECTORY';
  if (stats.isSymbolicLink()) return 'FILE_TYPE_SYMLINK';
  return 'FILE_TYPE_UNSPECIFIED';
}

/** `-rw-r--r--`, with Go's letters for what is not a plain file. */
function permissions(stats: Stats): string {
  const kind = stats.isDirectory()
    ? 'd'
    : stats.isSymbolicLink()
      ? 'L'
      : stats.isSocket()
        ? 'S'
        : stats.isFIFO()
          ? 'p'
          : '-';
  const bits = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (stats.mode & (1 << bit) ? 'xwr'[bit % 3] : '-'));
  return kind + bits.join('');
}

interface Names {
  users: Map<number, string>;
  groups: Map<number, string>;
}

let names: Promise<Names> | undefined;

/** Read once: an unprivileged sandbox cannot add accounts. */
function accountNames(): Promise<Names> {
  names ??= Promise.all([readNames('/etc/passwd'), readNames('/etc/group')]).then(([users, groups]) => ({
    users,
    groups,
  }));
  return names;
}

async function readNames(file: string): Promise<Map<number, string>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return new Map(
    text.split('\n').flatMap((line) => {
      const [name, , id] = line.split(':');
      return name && id ? [[Number(id), name] as const] : [];
    }),
  );
}
