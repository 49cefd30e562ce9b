import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config, PreviewConfig } from '../config.ts';
import { KeptProgram } from './keptProgram.ts';

/** Keeps the preview's program running beside the daemon. Returns the function that ends it and all that it started. */
export function supervisePreview(config: Config, preview: PreviewConfig): () => Promise<void> {
  const program = new KeptProgram('preview', {
    command: process.execPath,
    args: [programPath()],
    cwd: config.workdir,
    env: {
      ...config.environment,
      START_COMMAND: preview.startCommand,
      ...(preview.standbyCommand ? { STANDBY_COMMAND: preview.standbyCommand } : {}),
      START_PORT: String(preview.port),
      START_HEALTH_PATH: preview.healthPath,
      START_WARM_PATHS: preview.warmPaths,
      PREVIEW_HOST: config.tunnelHosts[0] ?? '127.0.0.1',
    },
    onLine: (line) => process.stdout.write(`${line}\n`),
  });
  program.start();
  return () => program.stop();
}

/** Bundled, the two programs lie side by side; from source the preview has a folder. */
function programPath(): string {
  const bundled = fileURLToPath(new URL('./preview.mjs', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('./main.ts', import.meta.url));
}
