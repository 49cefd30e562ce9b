/** Makes the production build in `.next`, and puts beside its standalone server what that needs, so that the folder runs anywhere. */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const server = join(root, '.next/server');
const standalone = join(root, '.next/standalone');

/** The key of what server actions send through the browser. */
const KEY = 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY';

// Next.js makes up another key for each build, and what the bundler has kept in .next/cache is good for the same key only. So
// code is built with a key that everybody may know, and gets one that nobody knows afterwards, unless somebody states theirs.
const stated = process.env[KEY];
const key = stated ?? Buffer.alloc(32, 'replaced').toString('base64');

const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
const { status } = spawnSync(process.execPath, [next, 'build'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, [KEY]: key },
});
if (status !== 0) process.exit(status ?? 1);

if (stated === undefined) {
  const secret = randomBytes(32).toString('base64');
  for (const folder of [server, join(standalone, '.next/server')]) await replace(folder, key, secret);
}
if (existsSync(standalone)) await complete();

/** In the files of a folder, where its manifests are. */
async function replace(folder: string, old: string, text: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(folder, entry.name);
    const before = await readFile(path, 'utf8');
    if (before.includes(old)) await writeFile(path, before.replaceAll(old, text));
  }
}

async function complete(): Promise<void> {
  await cp(join(root, '.next/static'), join(standalone, '.next/static'), { recursive: true });
  // Git keeps no empty folder.
  if (existsSync(join(root, 'public'))) {
    await cp(join(root, 'public'), join(standalone, 'public'), { recursive: true });
  }
  await cp(join(root, 'drizzle'), join(standalone, 'drizzle'), { recursive: true });
  for (const file of ['scripts/migrate.ts', 'src/db/client.ts', 'src/db/migrate.ts', 'src/config/env.ts']) {
    await mkdir(join(standalone, file, '..'), { recursive: true });
    await cp(join(root, file), join(standalone, file));
  }
}
