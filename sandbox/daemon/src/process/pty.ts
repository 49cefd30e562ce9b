import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ConnectError, toConnectError } from '../connect/error.ts';
import { asMessage, type Message, numberField } from '../connect/fields.ts';
import type { ProcessConfig } from './config.ts';

const SCRIPT = '/usr/bin/script';

export interface PtySize {
  cols: number;
  rows: number;
}

export function readPtySize(message: Message): PtySize {
  const size = asMessage(message.size ?? {});
  return { cols: numberField(size, 'cols') || 80, rows: numberField(size, 'rows') || 24 };
}

/**
 * Wraps a command in a pseudo-terminal. It is made by util-linux's `script`, because Node has none and a native module
 * would have to fit every image. Throws unimplemented when the image cannot do it.
 */
export function inPty(config: ProcessConfig, size: PtySize): { cmd: string; args: string[] } {
  for (const [path, mode] of [
    [SCRIPT, constants.X_OK],
    ['/dev/ptmx', constants.R_OK | constants.W_OK],
  ] as const) {
    try {
      accessSync(path, mode);
    } catch {
      throw new ConnectError(
        'unimplemented',
        `This sandbox has no terminals: its image has no usable ${path}. Use commands.run.`,
      );
    }
  }
  const command = [config.cmd, ...config.args].map(quote).join(' ');
  const sized = `stty cols ${size.cols} rows ${size.rows}; exec ${command}`;
  return { cmd: SCRIPT, args: ['--quiet', '--flush', '--return', '--echo', 'always', '--command', sized, '/dev/null'] };
}

/** Sets the size of the terminal that `script` (by pid) made; the kernel tells the programs in it. */
export async function resizePty(pid: number, size: PtySize): Promise<void> {
  try {
    const terminal = await readlink(`/proc/${await shellPid(pid)}/fd/0`);
    await promisify(execFile)('stty', ['-F', terminal, 'cols', String(size.cols), 'rows', String(size.rows)]);
  } catch (error) {
    throw toConnectError(error, 'Resizing the terminal');
  }
}

/** The process inside the terminal; it leads a session of its own, so signals have to be sent to it separately. */
export async function shellPid(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const first = Number(children.trim().split(' ')[0]);
  if (!first) throw new ConnectError('failed_precondition', 'The shell of the terminal has not started yet.');
  return first;
}

function quote(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
