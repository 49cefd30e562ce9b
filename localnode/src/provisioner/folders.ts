import { execFile } from 'node:child_process';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The folders behind the volumes: one per volume, under one folder of ours. */
export class Folders {
  readonly root: string;

  /** `root` is absolute. */
  constructor(root: string) {
    this.root = root;
  }

  path(volume: string): string {
    return join(this.root, volume);
  }

  /** Makes the folder; anybody who gets into `root` may write into it, since a pod's user is not ours. */
  async make(volume: string): Promise<void> {
    await mkdir(this.path(volume), { recursive: true });
    await chmod(this.path(volume), 0o777);
  }

  /** Removes the folder and all in it; it is no error when it is gone. */
  async remove(volume: string): Promise<void> {
    try {
      await rm(this.path(volume), { recursive: true, force: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EACCES' && code !== 'EPERM') throw error;
      // An app may leave folders without write permission; as their owner we may give it back. Links are not followed.
      await promisify(execFile)('chmod', ['-R', 'u+rwX', '--', this.path(volume)]).catch(() => {});
      await rm(this.path(volume), { recursive: true, force: true });
    }
  }
}
