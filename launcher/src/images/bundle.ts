import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../manifests.ts';

/** Packages that are copied beside the bundles: they find files of their own at run time. */
export const EXTERNAL_PACKAGES = ['playwright-core', '@sparticuz/chromium', 'axe-core'];

/** CommonJS packages inside an ES module still call require for Node's own modules. */
const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { dirname as __dirnameOf } from 'node:path';",
  "import { fileURLToPath as __pathOf } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __pathOf(import.meta.url);',
  'const __dirname = __dirnameOf(__filename);',
].join('\n');

/** One program that runs in pods: its main file in the checkout, and the name of its bundle. */
export interface PodProgram {
  main: string;
  bundle: string;
}

/**
 * Bundles programs so that a pod needs nothing but Node and one file each: it starts in milliseconds and holds no more code
 * than it uses. Returns the texts by bundle name. Throws with esbuild's own messages.
 */
export async function bundlePrograms(programs: PodProgram[]): Promise<Map<string, Uint8Array>> {
  const present: PodProgram[] = [];
  for (const program of programs) if (await exists(join(ROOT, program.main))) present.push(program);
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: present.map(({ main, bundle }) => ({ in: main, out: bundle.replace(/\.mjs$/, '') })),
    outdir: '/',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    keepNames: true,
    legalComments: 'none',
    external: EXTERNAL_PACKAGES,
    banner: { js: BANNER },
    logLevel: 'silent',
  });
  return new Map(result.outputFiles.map((file) => [file.path.replace(/^\//, ''), file.contents]));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
