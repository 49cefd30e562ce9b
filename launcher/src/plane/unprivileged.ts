import { execFile } from 'node:child_process';
import { chmod, chown } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Command {
  command: string;
  args: string[];
}

/** Everybody's "nobody". */
const NOBODY = 65_534;

/**
 * A command for a program that refuses to run as root. Where this one is root, it is run as nobody: in a user namespace, in
 * which root's private folders are its own and outside of which it has no rights; where there are none, as that user, who
 * is then given `dir`.
 */
export async function unprivileged(program: Command, dir: string): Promise<Command> {
  if (process.getuid?.() !== 0) return program;
  const namespace = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
  if (await works('unshare', [...namespace, 'true'])) {
    // Said again inside: entering the namespace may make the kernel forget it.
    const inside = ['setpriv', '--pdeathsig', 'TERM', '--', program.command, ...program.args];
    return { command: 'unshare', args: [...namespace, ...inside] };
  }
  await chmod(dir, 0o700);
  await chown(dir, NOBODY, NOBODY);
  const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--pdeathsig', 'TERM', '--'];
  return { command: 'setpriv', args: [...user, program.command, ...program.args] };
}

function works(command: string, args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}
