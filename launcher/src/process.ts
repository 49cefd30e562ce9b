import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HealthCheck, isHealthy } from './health.ts';

/** How one part of the platform is started and how it says that it is ready. */
export interface ProcessSpec {
  /** The name people see: in messages, and of its log file. */
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  logFile: string;
  ready: Readiness;
  /** Milliseconds until a start that is not ready counts as failed; default 180,000 (a hang; a busy machine is only slow). */
  readyTimeout?: number;
  /** What asks it to end; default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds between that and SIGKILL; default 10,000. */
  stopTimeout?: number;
  /** What a person can do when it does not start; one sentence. */
  advice?: string;
}

/** A health URL that answers 200, a pattern in the log, or the JSON line `{"ready":true,...}` that our own programs print. */
export type Readiness = { health: HealthCheck } | { pattern: RegExp } | { json: true };

/** What a program of ours says about itself when it is ready. */
export type ReadyLine = Record<string, unknown>;

export interface RunningProcess {
  name: string;
  pid: number;
  readyLine: ReadyLine;
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<Exit>;
  /** The spec's stopSignal, then SIGKILL after the spec's stopTimeout; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A part that did not start: which, why, its last lines, what to do. */
export class PartFailed extends Error {
  override readonly name = 'PartFailed';
  readonly part: string;
  readonly lastLines: string[];

  constructor(spec: Pick<ProcessSpec, 'name' | 'logFile' | 'advice'>, reason: string, lastLines: string[]) {
    const lines = lastLines.map((line) => `  ${line.slice(0, 250)}`).join('\n');
    super(
      `${spec.name} did not start: ${reason}.${lines ? `\nIts last lines:\n${lines}` : ''}` +
        `\nWhat to do: ${spec.advice ?? 'see the whole log, then start again'} (log: ${spec.logFile})`,
    );
    this.part = spec.name;
    this.lastLines = lastLines;
  }
}

const POLL = 25;
const READY_TIMEOUT = 180_000;
const LAST_LINES = 12;
const LONGEST_LOG = 20 * 1024 * 1024;

/**
 * Starts a process in a session of its own (a Ctrl-C in the terminal must not stop everything at once, out of order), its
 * output in its log file, and resolves when it is ready. Ends it again when it is not, or when `signal` says that nobody
 * wants it any more. Throws PartFailed.
 */
export async function startProcess(spec: ProcessSpec, signal?: AbortSignal): Promise<RunningProcess> {
  await mkdir(dirname(spec.logFile), { recursive: true });
  await rotate(spec.logFile);
  const log = await open(spec.logFile, 'a');
  const from = (await log.stat()).size;
  const { command, args } = withParentDeathSignal(spec);
  let child: ChildProcess;
  let failure: Error | undefined;
  let exited: Promise<Exit>;
  try {
    child = spawn(command, args, {
      cwd: spec.cwd,
      env: { ...baseEnvironment(), ...spec.env },
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    // Before anything is awaited: a program may end within that time, and tells it once.
    exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
      child.once('error', (error) => {
        failure = error;
        resolve({ code: null, signal: null });
      });
    });
  } finally {
    await log.close();
  }
  let exit: Exit | undefined;
  void exited.then((value) => {
    exit = value;
  });

  const patience = spec.readyTimeout ?? READY_TIMEOUT;
  const deadline = Date.now() + patience;
  let reason: string | undefined;
  let readyLine: ReadyLine | undefined;
  while (!readyLine && !reason) {
    if (signal?.aborted) reason = 'the platform is being stopped';
    else if (exit) reason = failure ? failure.message : `it ended with ${exitText(exit)}`;
    else if (Date.now() > deadline) reason = `it was not ready after ${patience / 1000} seconds`;
    else {
      readyLine = await readyNow(spec.ready, spec.logFile, from);
      if (!readyLine) await Promise.race([sleep(POLL), exited]);
    }
  }
  const stop = () => stopProcess(child, exited, () => exit, spec);
  if (reason || !readyLine || !child.pid) {
    // Read before it is told to stop: what it says about that is not why it failed.
    const lines = await lastLines(spec.logFile, from);
    if (!failure) await stop();
    throw new PartFailed(spec, reason ?? 'it has no process id', lines);
  }
  return { name: spec.name, pid: child.pid, readyLine, exited, stop };
}

export function exitText(exit: Exit): string {
  return exit.signal ? `signal ${exit.signal}` : `exit status ${exit.code ?? 'unknown'}`;
}

/** The last lines that a log got since `from` (bytes). */
export async function lastLines(logFile: string, from = 0): Promise<string[]> {
  const text = await readFrom(logFile, Math.max(from, (await stat(logFile)).size - 16_384));
  return text.trimEnd().split('\n').filter(Boolean).slice(-LAST_LINES);
}

/** One older log is kept, so that logs stay readable and the disk is not filled over months. */
async function rotate(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > LONGEST_LOG) await rename(logFile, `${logFile}.1`);
}

/** What every child may see of this process's environment: nothing that a user's shell happens to hold. */
function baseEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TZ', 'USER', 'XDG_CACHE_HOME', 'APPFACTORY_CACHE', 'LOG_LEVEL'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** When the launcher is killed with no chance to stop its parts, the kernel tells them to end (util-linux's setpriv). */
function withParentDeathSignal(spec: ProcessSpec): { command: string; args: string[] } {
  if (!SETPRIV) return spec;
  return { command: SETPRIV, args: ['--pdeathsig', 'TERM', '--', spec.command, ...spec.args] };
}

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

async function readyNow(ready: Readiness, logFile: string, from: number): Promise<ReadyLine | undefined> {
  if ('health' in ready) return (await isHealthy(ready.health)) ? {} : undefined;
  const text = await readFrom(logFile, from);
  if ('pattern' in ready) return ready.pattern.test(text) ? {} : undefined;
  for (const line of text.split('\n').slice(0, -1)) {
    if (!line.startsWith('{"ready":true')) continue;
    return JSON.parse(line) as ReadyLine;
  }
  return undefined;
}

async function readFrom(path: string, from: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const size = Math.max(0, (await file.stat()).size - from);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function stopProcess(
  child: ChildProcess,
  exited: Promise<Exit>,
  exitNow: () => Exit | undefined,
  { stopSignal = 'SIGTERM', stopTimeout = 10_000 }: ProcessSpec,
): Promise<void> {
  if (exitNow() || !child.pid) return;
  child.kill(stopSignal);
  const patience = new AbortController();
  await Promise.race([exited, sleep(stopTimeout, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  if (!exitNow()) child.kill('SIGKILL');
  await exited;
}
