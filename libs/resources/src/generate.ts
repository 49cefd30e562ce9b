import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { allCrds } from './crd.ts';

/**
 * Writes crds/ from the schemas; with --verify it writes nothing and ends with status 1 when crds/ is stale.
 */
const folder = join(import.meta.dirname, '../../../crds');

/** Text of each file that belongs into crds/. */
export function generatedFiles(): Map<string, string> {
  const header = '# Made from libs/resources by "npm run generate". Do not edit.\n';
  return new Map(
    [...allCrds()].map(([name, crd]) => [
      name,
      header + stringify(crd, { lineWidth: 0, aliasDuplicateObjects: false }),
    ]),
  );
}

/** Names of the files in crds/ that differ from what the schemas say. */
export function staleFiles(): string[] {
  const wanted = generatedFiles();
  const present = new Set(readdirSync(folder));
  const stale = [...wanted].filter(
    ([name, text]) => !present.has(name) || readFileSync(join(folder, name), 'utf8') !== text,
  );
  return [...stale.map(([name]) => name), ...[...present].filter((name) => !wanted.has(name))];
}

if (import.meta.main) {
  if (process.argv.includes('--verify')) {
    const stale = staleFiles();
    if (stale.length > 0) {
      console.error(`crds/ is stale: ${stale.join(', ')}. Run "npm run generate" and commit what it writes.`);
      process.exit(1);
    }
  } else {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, text] of generatedFiles()) writeFileSync(join(folder, name), text);
  }
}
