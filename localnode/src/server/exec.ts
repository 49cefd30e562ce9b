import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { ContainerProcess, Containers } from '../runtime/containers.ts';
import type { Address } from './address.ts';
import { type Ending, exitStatus } from './exitStatus.ts';
import { HttpError } from './httpError.ts';
import type { RemoteStreams } from './remoteStreams.ts';
import { type TerminalSize, TerminalSizes } from './terminalSizes.ts';

/** What a command left running in the background may hold its output open for, after it ended itself. */
const drainMilliseconds = 1_000;
/** A client with a terminal tells its size at once; one without may tell none at all. */
const firstSizeMilliseconds = 500;

/** Finds the container first, so that the client gets an HTTP status, and runs the command when its streams are there. */
export function prepareExec(
  containers: Containers,
  address: Address,
  query: URLSearchParams,
): (streams: RemoteStreams) => Promise<void> {
  const { namespace, pod, container } = address;
  const command = query.getAll('command');
  if (command.length === 0) throw new HttpError(400, 'you must specify at least 1 command for the container');
  const running = containers.find(namespace, pod, container);
  if (!running)
    throw new HttpError(404, `container "${container}" of pod "${pod}" in namespace "${namespace}" does not run`);
  const tty = query.get('tty') === '1' || query.get('tty') === 'true';
  return async (streams) => {
    let ending: Ending;
    try {
      const sizes = streams.resize && new TerminalSizes(streams.resize);
      const size = tty ? await sizes?.first(firstSizeMilliseconds) : undefined;
      const process = containers.exec(running, { command: tty ? withSize(command, size) : withPipes(command), tty });
      sizes?.follow(({ columns, rows }) => process.resize(columns, rows));
      ending = await serve(process, streams);
    } catch (error) {
      ending = {
        failure: `command "${command[0]}" could not be run in container "${container}": ${(error as Error).message}`,
      };
    }
    const status = exitStatus(ending, streams.version);
    if (!streams.signal.aborted) streams.error.write(status);
    await streams.close();
  };
}

/** A program may ask for the size once, at its start: it is set before the program is there. */
function withSize(command: readonly string[], size: TerminalSize | undefined): readonly string[] {
  if (!size) return command;
  return ['/bin/sh', '-c', `stty cols ${size.columns} rows ${size.rows} 2>/dev/null; exec "$@"`, 'sh', ...command];
}

/**
 * Node's "pipes" to a child are sockets, which nobody can open again by /dev/stdin, /dev/stdout or /dev/stderr, as scripts do.
 * These are real ones. Each cat holds only what it passes on, so that every stream ends when its writers do.
 */
function withPipes(command: readonly string[]): string[] {
  const script = 'exec "$@" < <(exec cat 2>/dev/null) > >(exec cat 2>/dev/null) 2> >(exec cat >&2 2>/dev/null)';
  return ['/bin/bash', '-c', script, 'bash', ...command];
}

async function serve(process: ContainerProcess, streams: RemoteStreams): Promise<Ending> {
  const { child } = process;
  // A client that went away cannot end its command by Ctrl-C any more; a terminal would hang up too.
  const hangUp = () => process.kill('SIGHUP');
  streams.signal.addEventListener('abort', hangUp, { once: true });
  const exited = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      streams.signal.removeEventListener('abort', hangUp);
      resolve({ exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0) });
    });
  });
  if (streams.signal.aborted) hangUp();
  connectInput(streams.stdin, child.stdin);
  const copied = Promise.all([copy(child.stdout, streams.stdout), copy(child.stderr, streams.stderr)]);
  const ending = await exited;
  child.stdin?.destroy();
  await settled(copied, child.stdout, child.stderr);
  return ending;
}

/** Without a stream from the client the command's input is empty, not open for ever. */
function connectInput(from: Readable | undefined, to: Writable | null): void {
  if (!to) return;
  // The command may end, or close its input, before it has read everything.
  to.on('error', () => from?.resume());
  to.on('close', () => from?.resume());
  if (from) from.pipe(to);
  else to.end();
}

async function copy(from: Readable | null, to: Writable | undefined): Promise<void> {
  if (!from) return;
  if (to) from.pipe(to, { end: false });
  else from.resume();
  to?.on('close', () => from.resume());
  await new Promise<void>((resolve) => {
    from
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve());
  });
}

/** Resolves at the end of all output, or when nothing came for a while: a background process may keep the pipes open. */
async function settled(copied: Promise<unknown>, ...outputs: (Readable | null)[]): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, drainMilliseconds);
    for (const output of outputs) output?.on('data', () => timer.refresh());
    copied.then(() => {
      clearTimeout(timer);
      resolve();
    }, resolve);
  });
  for (const output of outputs) output?.destroy();
}
