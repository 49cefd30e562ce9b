import { isAbsolute, join, resolve } from 'node:path';
import { ConnectError } from './connect/error.ts';

/** Makes a path of a client absolute: relative ones start at `workdir`, `~` at `home`. Throws invalid_argument for a NUL. */
export function resolvePath(path: string, base: { workdir: string; home: string }): string {
  if (path.includes('\0')) throw new ConnectError('invalid_argument', 'The path holds a NUL character.');
  if (path === '~' || path.startsWith('~/')) return join(base.home, path.slice(1));
  return isAbsolute(path) ? resolve(path) : resolve(base.workdir, path);
}
