import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Failed } from '../graphql/failure.ts';

export interface GitOptions {
  /** Bytes of output after which it is ended; default 1 MB. */
  most?: number;
  /** Milliseconds after which it is ended. */
  within?: number;
}

export interface GitOutput {
  out: Buffer;
  /** There was more. */
  isCut: boolean;
}

/** git said no: what the repository holds is not what was asked for, or it is broken. */
export class GitFailed extends Error {
  override readonly name = 'GitFailed';
}

const WITHIN = 20_000;
const MOST = 1_000_000;
/** Programs that read at once: a page asks for little, and a machine has few processors. */
const AT_ONCE = 4;
/** Programs that wait for their turn; whoever comes later is told to come again. */
const MOST_WAITING = 100;
/** kB of memory, and seconds of a processor, that one program may take: what it reads was written by others. */
const LIMITS = 'ulimit -v 2097152; ulimit -t 60';

/**
 * Nothing but the repository's own objects decides what git does: no configuration of the machine, no hook, no question, no
 * program that a file of the repository names. Large files count as binary, so that none is compared in memory.
 */
const SETTINGS = [
  ['core.hooksPath', '/dev/null'],
  ['core.bigFileThreshold', '1m'],
  ['core.quotePath', 'false'],
  ['pack.threads', '1'],
  ['fetch.unpackLimit', '1'],
  ['protocol.allow', 'never'],
  ['protocol.file.allow', 'always'],
  ['diff.renameLimit', '400'],
  ['uploadpack.allowAnySHA1InWant', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** So many at once; the others wait. */
class Turns {
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Does the work when it is its turn. @throws Failed when too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) {
      if (this.#waiting.length >= MOST_WAITING) {
        throw new Failed('UNAVAILABLE', 'Too many look at code now: try again in a moment.');
      }
      // Whoever ends hands its turn over.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** Clones and archives go at the pace of who takes them, and must not hold up those who look at a file. */
const [reading, sending] = [new Turns(AT_ONCE), new Turns(2 * AT_ONCE)];

function start(folder: string, args: readonly string[], env: Record<string, string>) {
  return spawn('/bin/sh', ['-c', `${LIMITS}; exec git "$@"`, 'git', ...SETTINGS, '-C', folder, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LC_ALL: 'C.UTF-8',
      GIT_DIR: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_TERMINAL_PROMPT: '0',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/**
 * Runs git in a bare repository and gives what it prints.
 * @throws GitFailed when it fails, with the end of what it says; Failed when it takes too long
 */
export function git(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput> {
  const { most = MOST, within = WITHIN } = options;
  return reading.take(async () => {
    const child = start(folder, args, {});
    child.stdin.end();
    const said = endOf(child.stderr);
    let size = 0;
    let ended: 'cut' | 'late' | undefined;
    const parts: Buffer[] = [];
    const stop = (why: 'cut' | 'late') => {
      ended ??= why;
      child.kill('SIGKILL');
    };
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part.subarray(0, Math.max(0, most - size)));
      size += part.length;
      if (size > most) stop('cut');
    });
    const timer = setTimeout(() => stop('late'), within);
    const [code] = (await once(child, 'close').finally(() => clearTimeout(timer))) as [number | null];
    if (ended === 'late') throw new Failed('UNAVAILABLE', 'This is too large to be shown here: it takes too long.');
    if (ended === undefined && code !== 0) throw new GitFailed(`git ${args[0]} failed (${code}): ${said()}`);
    return { out: Buffer.concat(parts), isCut: ended === 'cut' };
  });
}

export interface GitStream {
  /** It is its turn: from here on something is written. */
  begin(): void;
  input?: Readable;
  output: NodeJS.WritableStream;
  env?: Record<string, string>;
  within: number;
  /** Ends it, for example when whoever asked has gone. */
  signal: AbortSignal;
}

/**
 * Runs git with what it prints going elsewhere as it comes. Rejects as `git` does; before `begin` when it gets no turn, else what was
 * written by then stays.
 */
export function streamGit(folder: string, args: readonly string[], stream: GitStream): Promise<void> {
  const { begin, input, output, env = {}, within, signal } = stream;
  return sending.take(async () => {
    if (signal.aborted) return;
    begin();
    const child = start(folder, args, env);
    const said = endOf(child.stderr);
    // It may end without having read everything.
    child.stdin.on('error', () => {});
    if (input) input.pipe(child.stdin);
    else child.stdin.end();
    child.stdout.pipe(output, { end: false });
    const stop = () => child.kill('SIGKILL');
    const timer = setTimeout(stop, within);
    signal.addEventListener('abort', stop, { once: true });
    const [code] = (await once(child, 'close').finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    })) as [number | null];
    if (code !== 0 && !signal.aborted) throw new GitFailed(`git ${args[0]} failed (${code}): ${said()}`);
  });
}

/** The last words of what a program says. */
function endOf(stderr: Readable): () => string {
  let text = '';
  stderr.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-500);
  });
  return () => text.trim();
}
