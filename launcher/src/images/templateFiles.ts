import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What a developer's work leaves at the top of a template's folder and is not part of it. */
const NOT_SOURCE = [
  /^node_modules$/,
  /^\.next/,
  /\.tsbuildinfo$/,
  /^data$/,
  /^\.env(\.local)?$/,
  /^coverage$/,
  /^\.git$/,
];

/** A template's own files, sorted, relative to its folder. */
export async function templateFiles(dir: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    // Only here: deeper folders of these names are somebody's source.
    if (NOT_SOURCE.some((pattern) => pattern.test(entry.name))) continue;
    if (!entry.isDirectory()) files.push(entry.name);
    else for (const below of await filesBelow(join(dir, entry.name))) files.push(join(entry.name, below));
  }
  return files.sort();
}

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
}

/** One hash over names, contents and whether a file can be executed: equal templates are equal on every machine. */
export async function hashFiles(dir: string, files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const contents = await readFile(join(dir, file));
    hash.update(`${file}\0${(await isExecutable(join(dir, file))) ? 'x' : '-'}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}

/** Copies with the two modes that git knows, whatever this machine's umask. */
export async function copyFiles(dir: string, files: string[], target: string): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(dir, file), join(target, file));
    await chmod(join(target, file), (await isExecutable(join(dir, file))) ? 0o755 : 0o644);
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return ((await stat(path)).mode & 0o100) !== 0;
}
