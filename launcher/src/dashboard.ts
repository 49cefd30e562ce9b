import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stored } from './images/store.ts';
import { ROOT } from './manifests.ts';
import { run } from './run.ts';

const DASHBOARD = join(ROOT, 'dashboard');

/** What the built dashboard is made from; the lock file says with which versions of what. */
const SOURCES = [
  ...['src', 'static', 'package.json', 'tsconfig.json', 'vite.config.ts'].map((name) => join(DASHBOARD, name)),
  // What the wizard offers as templates.
  join(ROOT, 'examples'),
];
const LOCK = join(ROOT, 'package-lock.json');

/** The folder of the built dashboard: from the cache, or built, which takes some seconds once for each content. */
export async function prepareDashboard(): Promise<string> {
  const key = await hashOf([...SOURCES, LOCK]);
  const dir = await stored('dashboards', key, async (dir) => {
    const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
    await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: DASHBOARD,
      env: { DASHBOARD_OUT: join(dir, 'site'), DASHBOARD_VERSION: key.slice(0, 12), NODE_ENV: 'production' },
    });
  });
  return join(dir, 'site');
}

/** Of the names and contents of all files at the paths. */
async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesAt(path))
      hash
        .update(`${file.slice(ROOT.length)}\0`)
        .update(await readFile(file))
        .update('\0');
  }
  return hash.digest('hex');
}

async function filesAt(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined;
      throw error;
    },
  );
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
