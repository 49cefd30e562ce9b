/** Puts beside the standalone server what it serves and what its operator needs, so that the folder runs anywhere. */

import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const standalone = join(root, '.next/standalone');
if (existsSync(standalone)) {
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
