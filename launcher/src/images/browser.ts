import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../manifests.ts';

const UNPACK = `
  const { default: packaged } = await import('@sparticuz/chromium');
  console.log(await packaged.executablePath());
`;

/**
 * Unpacks the browser that comes as a package into this folder; resolves with its path. It is two hundred megabytes, which
 * every build's pod would otherwise unpack again, for seconds, while somebody waits for the first check.
 */
export async function unpackBrowser(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  // The package unpacks into the folder for temporary files, which is a setting of the whole process.
  const env = { ...process.env, TMPDIR: folder };
  const args = ['--input-type=module', '--eval', UNPACK];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  const path = stdout.trim();
  // Pods run as users of their own.
  await chmod(path, 0o755);
  return path;
}

/** Where it is in the image of the platform's programs. */
export const IMAGE_BROWSER = join('opt', 'appfactory', 'browser');
