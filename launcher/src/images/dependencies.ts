import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.ts';
import { exists, stored } from './store.ts';

const MANIFESTS = ['package.json', 'package-lock.json', '.npmrc'];

/** Gives a workspace its node_modules: npm installs each package-lock.json once, the rest is links. */
export async function installDependencies(workspace: string, env: Record<string, string>): Promise<void> {
  const modules = await installedModules(workspace, env);
  // A template without dependencies has none.
  if (await exists(modules)) await linkTree(modules, join(workspace, 'node_modules'));
}

/** Where the packages of this package-lock.json are kept, to read. Installs them the first time. */
export async function installedModules(workspace: string, env: Record<string, string>): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const name of MANIFESTS) hash.update(await readFile(join(workspace, name)).catch(() => ''));
  const kept = await stored('dependencies', hash.digest('hex').slice(0, 16), async (dir) => {
    for (const name of MANIFESTS) await copyFile(join(workspace, name), join(dir, name)).catch(() => undefined);
    // Not `npm ci`: it refuses lock files that name fewer platforms than the registry it was made with.
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: dir, env });
  });
  return join(kept, 'node_modules');
}

/**
 * A copy whose files are hard links: half a second for fifty thousand files. Only within the cache, whose files nobody
 * writes again: pods get images read-only or as full copies.
 */
export async function linkTree(from: string, to: string): Promise<void> {
  await run('cp', ['-al', from, to], { cwd: '/' });
}
