import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunOptions, run } from '../run.ts';

/**
 * A root directory that is the host's, with one folder of it at another path as well: what is mounted in here nobody else
 * sees, and it is gone with the command. Links of the host's root are made again, since binding would follow them.
 */
const SCRIPT = `set -e
root=$1; target=$2; source=$3; shift 3
mount -t tmpfs none "$root"
for entry in /*; do
  if [ -L "$entry" ]; then cp -P "$entry" "$root$entry"
  elif [ -d "$entry" ]; then mkdir "$root$entry"; mount --rbind "$entry" "$root$entry"
  elif [ -f "$entry" ]; then : > "$root$entry"; mount --bind "$entry" "$root$entry"
  fi
done
mkdir -p "$root$target"
mount --bind "$source" "$root$target"
exec chroot "$root" sh -c 'cd "$1"; shift; exec "$@"' sh "$target" "$@"`;

/**
 * Runs a command in a folder as if that were at `path`: what tools write down of absolute paths is then true where the folder
 * will be at that path. As `run` in all else. Throws, too, where Linux does not let this user make namespaces.
 */
export async function runAtPath(path: string, command: string, args: string[], options: RunOptions): Promise<string> {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const root = await mkdtemp(join(tmpdir(), 'appfactory-root-'));
  try {
    const inside = ['sh', '-c', SCRIPT, 'sh', root, path, options.cwd, command, ...args];
    return await run('unshare', [...user, '--mount', ...inside], options);
  } finally {
    // Empty out here. Should anything be mounted on it after all, this must not delete what it shows.
    await rmdir(root);
  }
}

/** Whether runAtPath works on this machine. */
export function canRunAtPath(path: string, cwd: string): Promise<boolean> {
  return runAtPath(path, 'true', [], { cwd }).then(
    () => true,
    () => false,
  );
}
