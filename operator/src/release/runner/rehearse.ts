import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { snapshot } from './database.ts';
import { artifactFolder, hexOf, type Layout } from './layout.ts';
import { tryVersion } from './server.ts';

/** Starts a version on a copy of the live data, beside the version that serves it. Leaves nothing behind. */
export async function rehearse(layout: Layout, digest: string, env: NodeJS.ProcessEnv): Promise<void> {
  mkdirSync(layout.notes, { recursive: true });
  const work = mkdtempSync(join(layout.notes, 'rehearsal-'));
  try {
    const database = join(work, 'app.db');
    if (existsSync(layout.database)) snapshot(layout.database, database);
    await tryVersion({ layout, folder: artifactFolder(layout, hexOf(digest)), database, env });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
