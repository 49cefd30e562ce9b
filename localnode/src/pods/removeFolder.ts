import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Tools } from '../runtime/tools.ts';

const run = promisify(execFile);

/** Removes a folder with all that pods made in it, folders without any permission included; outside this process, for size. */
export async function removeFolder(path: string, tools: Tools): Promise<void> {
  for (let attempt = 0; existsSync(path) && attempt < 20; attempt++) {
    try {
      await run(tools.rm, ['-rf', path]);
    } catch {
      // Folders that a program made unwritable; or a process that is not quite dead still writes.
      await run(tools.chmod, ['-R', 'u+rwX', path]).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}
