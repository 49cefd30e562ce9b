import { execFile } from 'node:child_process';
import { constants, copyFile, cp, mkdir, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Puts the Node that runs this program into an image, and npm beside it where the pods would not find the machine's. */
export async function installNode(rootfs: string): Promise<void> {
  const bin = join(rootfs, 'opt', 'node', 'bin');
  await mkdir(bin, { recursive: true });
  await copyFile(process.execPath, join(bin, 'node'), constants.COPYFILE_FICLONE);
  const npm = await npmFolder();
  // Pods see the machine's /usr; an npm elsewhere (nvm, volta) is copied.
  if (!npm || npm.startsWith('/usr/')) return;
  const modules = join(rootfs, 'opt', 'node', 'lib', 'node_modules');
  await mkdir(modules, { recursive: true });
  await cp(npm, join(modules, 'npm'), { recursive: true, mode: constants.COPYFILE_FICLONE });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(bin, 'npm'));
  await symlink('../lib/node_modules/npm/bin/npx-cli.js', join(bin, 'npx'));
}

async function npmFolder(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', 'command -v npm']);
    // .../npm/bin/npm-cli.js
    return dirname(dirname(await realpath(stdout.trim())));
  } catch {
    return undefined;
  }
}
