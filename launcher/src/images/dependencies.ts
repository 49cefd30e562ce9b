import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../binaries/binaries.ts';
import { run } from '../run.ts';

/**
 * Gives a workspace its node_modules: from the cache when the same package-lock.json was installed before, else by npm.
 * The copies are hard links, which is safe between images only: pods get images read-only or as full copies.
 */
export async function installDependencies(workspace: string, install: () => Promise<unknown>): Promise<void> {
  const kept = join(cacheDir(), 'dependencies', await key(workspace));
  const target = join(workspace, 'node_modules');
  if (await exists(kept)) {
    await run('cp', ['-al', kept, target], { cwd: workspace });
    return;
  }
  await install();
  // A template without dependencies has none.
  if (!(await exists(target))) return;
  await mkdir(join(cacheDir(), 'dependencies'), { recursive: true });
  const beside = `${kept}.${randomUUID()}`;
  try {
    await run('cp', ['-al', target, beside], { cwd: workspace });
    await rename(beside, kept);
  } catch {
    // The next preparation installs again; or somebody else has put the same there.
    await rm(beside, { recursive: true, force: true });
  }
}

async function key(workspace: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const name of ['package.json', 'package-lock.json']) {
    hash.update(await readFile(join(workspace, name)).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
