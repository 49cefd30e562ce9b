import { type ChildProcess, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { StreamCall } from '../connect/call.ts';
import { ConnectError, errnoOf, toConnectError } from '../connect/error.ts';
import { asMessage, booleanField, type Message, messageField, stringField } from '../connect/fields.ts';
import type { Daemon } from '../daemon.ts';
import { readProcessConfig } from './config.ts';
import { follow } from './follow.ts';
import { ManagedProcess } from './managedProcess.ts';
import { inPty, type PtySize, readPtySize } from './pty.ts';

/** Starts a command and streams its events. It outlives the client's leaving, but not the client's time limit. */
export async function start(message: Message, call: StreamCall): Promise<void> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const process = await launch(message, call.daemon);
  if (call.timeoutMs !== undefined) endAt(call.timeoutMs, process);
  await follow(process, call);
}

async function launch(message: Message, daemon: Daemon): Promise<ManagedProcess> {
  const config = readProcessConfig(asMessage(message.process));
  const pty = messageField(message, 'pty');
  const size: PtySize | undefined = pty && readPtySize(pty);
  const cwd = daemon.resolve(config.cwd ?? '.');
  await checkDirectory(cwd);
  const environment = { ...daemon.config.environment, ...daemon.environment, ...config.envs, PWD: cwd };
  const { cmd, args } = size ? inPty(config, size) : config;
  const child = spawn(cmd, args, {
    cwd,
    env: size ? { ...environment, SHELL: '/bin/bash' } : environment,
    // A group of its own: signals reach everything that the command starts.
    detached: true,
    stdio: [size || booleanField(message, 'stdin') !== false ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const pid = await spawned(child, cmd);
  // Writing to a command that has ended is reported to the writer, not as an event of the stream.
  child.stdin?.on('error', () => undefined);
  const process = new ManagedProcess(child, pid, config, {
    tag: stringField(message, 'tag') || undefined,
    isPty: size !== undefined,
  });
  daemon.processes.add(process);
  return process;
}

async function checkDirectory(path: string): Promise<void> {
  const info = await stat(path).catch((error: unknown) => {
    throw new ConnectError(
      'invalid_argument',
      `The working directory "${path}" cannot be used: ${errnoOf(error) ?? 'unknown error'}.`,
    );
  });
  if (!info.isDirectory())
    throw new ConnectError('invalid_argument', `The working directory "${path}" is not a directory.`);
}

async function spawned(child: ChildProcess, cmd: string): Promise<number> {
  if (child.pid !== undefined) return child.pid;
  const error = await new Promise<unknown>((resolve) => child.once('error', resolve));
  throw toConnectError(error, `Starting "${cmd}"`);
}

function endAt(timeoutMs: number, process: ManagedProcess): void {
  const timer = setTimeout(
    () => {
      process.timedOut = true;
      process.signal('SIGKILL');
    },
    Math.min(timeoutMs, 2 ** 31 - 1),
  );
  void process.ended.then(() => clearTimeout(timer));
}
