import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { allCrds } from './crd.ts';
import { kinds } from './kinds.ts';
import { fieldReference } from './reference.ts';

/**
 * Writes crds/ and the field tables in docs/resources/ from the schemas; with --verify it writes nothing and ends with
 * status 1 when one of them is stale.
 */
const root = join(import.meta.dirname, '../../..');
const crdFolder = join(root, 'crds');
const docsFolder = join(root, 'docs/resources');
const MARK = '<!-- Below this line: made from libs/resources by "npm run generate". Do not edit. -->\n';

/** Text of each generated file, by its path. Pages keep what people wrote above the mark. */
export function generatedFiles(): Map<string, string> {
  const header = '# Made from libs/resources by "npm run generate". Do not edit.\n';
  const files = new Map<string, string>();
  for (const [name, crd] of allCrds()) {
    files.set(join(crdFolder, name), header + stringify(crd, { lineWidth: 0, aliasDuplicateObjects: false }));
  }
  for (const definition of kinds) {
    const page = join(docsFolder, `${definition.kind}.md`);
    const written = existsSync(page) ? (readFileSync(page, 'utf8').split(MARK)[0] ?? '') : `# ${definition.kind}\n\n`;
    files.set(page, `${written}${MARK}\n${fieldReference(definition)}`);
  }
  return files;
}

/** Names of the generated files that differ from what the schemas say, or that belong to no kind. */
export function staleFiles(): string[] {
  const wanted = generatedFiles();
  const stale = [...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  const orphans = readdirSync(crdFolder).filter((name) => !wanted.has(join(crdFolder, name)));
  return [...stale.map(([path]) => basename(path)), ...orphans];
}

if (import.meta.main) {
  if (process.argv.includes('--verify')) {
    const stale = staleFiles();
    if (stale.length > 0) {
      console.error(
        `Generated files are stale: ${stale.join(', ')}. Run "npm run generate" and commit what it writes.`,
      );
      process.exit(1);
    }
  } else {
    rmSync(crdFolder, { recursive: true, force: true });
    mkdirSync(crdFolder);
    for (const [path, text] of generatedFiles()) writeFileSync(path, text);
  }
}
