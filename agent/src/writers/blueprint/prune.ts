import { posix } from 'node:path';
import type { Workspace } from '../writer.ts';

/** The template's library of components: all of them are there, and an app keeps those that it uses. */
const LIBRARY = 'src/components/ui/';
/** What later features of any app import. */
export const ALWAYS = [
  'alert',
  'badge',
  'button',
  'card',
  'chart',
  'empty',
  'label',
  'native-select',
  'select',
  'spinner',
  'table',
  'tabs',
  'textarea',
].map((name) => `${LIBRARY}${name}.tsx`);

const IMPORTED = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;

function target(from: string, module: string, there: Set<string>): string | undefined {
  const base = module.startsWith('@/')
    ? `src/${module.slice(2)}`
    : module.startsWith('.')
      ? posix.join(posix.dirname(from), module)
      : undefined;
  if (base === undefined) return undefined;
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => there.has(path));
}

/** Components of the library that nothing in the app imports, directly or through another. */
export async function unusedComponents(workspace: Workspace): Promise<string[]> {
  const texts = await workspace.readAll('src');
  const paths = [...texts.keys()].filter((path) => /\.tsx?$/.test(path));
  const there = new Set(paths);
  const used = new Set([...paths.filter((path) => !path.startsWith(LIBRARY)), ...ALWAYS]);
  // A set can grow while it is walked: each path is visited once, in the order that it was found.
  for (const path of used) {
    for (const [, module] of (texts.get(path) ?? '').matchAll(IMPORTED)) {
      const found = module === undefined ? undefined : target(path, module, there);
      if (found !== undefined) used.add(found);
    }
  }
  return paths.filter((path) => !used.has(path));
}
