import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build, stop } from 'esbuild';

/**
 * Compiles the gateway into one file and gives its path. NestJS needs decorators, which Node does not strip; everything
 * else of the platform, libs included, runs as it is written (docs/decisions/0001). A fraction of a second.
 */
export async function compile(): Promise<string> {
  // Beside the sources, so that Node finds the packages; ignored by git.
  const outfile = join(import.meta.dirname, '..', 'dist', 'gateway.mjs');
  await mkdir(join(outfile, '..'), { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, 'gateway.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true } },
  });
  // Its helper process would stay as long as this one, with its memory.
  await stop();
  process.setSourceMapsEnabled(true);
  return outfile;
}
