import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container, Handler } from '../kubernetes.ts';
import type { ContainerView } from '../pod.ts';
import { type ProbeKind, ProbeLoop, type ProbeResult } from '../probes.ts';
import { Instance, type InstanceSpec, type InstanceState, type RuntimeContext } from '../runtime/instance.ts';
import { folderMode } from '../runtime/isolation.ts';
import { removeFolder } from './removeFolder.ts';
import { terminationMessage } from './terminationMessage.ts';

/** What this node keeps about a run beside what the runtime keeps. */
interface RunRecord {
  restartCount: number;
  crashes: number;
  user: number;
  group: number;
  workingDir: string;
  paths?: [string, string][];
}

export interface LifeHooks {
  /** Something may be different: look again. */
  changed(): void;
  probe(handler: Handler, timeoutMs: number): Promise<ProbeResult>;
  /** For the pod's events. */
  tell(type: 'Normal' | 'Warning', reason: string, note: string): void;
}

/** One container of a pod over all its runs; the folder has `<n>/` and `<n>.log` for each of the last two. */
export class ContainerLife {
  readonly container: Container;
  readonly #dir: string;
  readonly #context: RuntimeContext;
  readonly #hooks: LifeHooks;
  #instance: Instance | undefined;
  #previous: Instance | undefined;
  #record: RunRecord | undefined;
  readonly #lastWords = new Map<string, string | undefined>();
  #probes: ProbeLoop[] = [];
  #probed = false;
  #started = false;
  #ready = false;
  #stopping: { deadline: number; timer: NodeJS.Timeout } | undefined;
  refused: ContainerView['refused'];

  constructor(dir: string, container: Container, context: RuntimeContext, hooks: LifeHooks) {
    this.container = container;
    this.#dir = dir;
    this.#context = context;
    this.#hooks = hooks;
  }

  /** Finds what an earlier life of this program left of it; `known` is what that life had last said. */
  adopt(known: { started: boolean; ready: boolean }): void {
    const counts = this.#counts();
    const last = counts.at(-1);
    if (last === undefined) return;
    this.#record = JSON.parse(readFileSync(join(this.#dir, `${last}`, 'run.json'), 'utf8')) as RunRecord;
    this.#instance = Instance.adopt(this.#stateDir(last), this.#logPath(last), this.#context, () => this.#changed());
    if (counts.includes(last - 1)) {
      this.#previous = Instance.adopt(this.#stateDir(last - 1), this.#logPath(last - 1), this.#context, () => {});
    }
    if (this.#instance.state.phase === 'running') {
      // What was ready stays ready until a probe says otherwise.
      this.#ready = known.ready;
      if (known.started) {
        this.#probed = true;
        this.#afterStartup();
      }
    }
    this.#changed();
  }

  view(): ContainerView {
    const [instance, record] = [this.#instance, this.#record];
    return {
      ...(instance &&
        record && { run: { ...this.#told(instance), restartCount: record.restartCount, crashes: record.crashes } }),
      ...(this.#previous && { previous: this.#told(this.#previous) }),
      ...(this.refused && { refused: this.refused }),
      started: this.#started,
      ready: this.#ready,
    };
  }

  /** The state of a run with its last words; they are read once, when it has ended. */
  #told(instance: Instance): InstanceState {
    const { state, stateDir, logPath } = instance;
    if (state.phase !== 'exited' || state.message !== undefined) return state;
    if (!this.#lastWords.has(stateDir)) {
      const run = { stateDir, logPath, exitCode: state.exitCode ?? 137 };
      const setup = state.startedAt ? undefined : instance.setupMessage();
      this.#lastWords.set(stateDir, setup ?? terminationMessage(this.container, run));
    }
    const message = this.#lastWords.get(stateDir);
    return message === undefined ? state : { ...state, message };
  }

  get instance(): Instance | undefined {
    return this.#instance;
  }

  get record(): RunRecord | undefined {
    return this.#record;
  }

  /** Folder for the files of run `restartCount`. */
  filesDir(restartCount: number): string {
    return join(this.#stateDir(restartCount), 'fs');
  }

  logPath(previous: boolean): string | undefined {
    const count = this.#record && this.#record.restartCount - (previous ? 1 : 0);
    if (count === undefined || !existsSync(this.#stateDir(count))) return undefined;
    return this.#logPath(count);
  }

  async start(spec: InstanceSpec, run: { restartCount: number; crashes: number }): Promise<void> {
    this.#endProbes();
    const { user, group, workingDir, paths } = spec;
    const record = { ...run, user, group, workingDir, ...(paths && { paths }) };
    const stateDir = this.#stateDir(run.restartCount);
    mkdirSync(stateDir, { recursive: true, mode: folderMode(this.#context.isolation) });
    writeFileSync(join(stateDir, 'run.json'), JSON.stringify(record), { mode: 0o600 });
    this.#previous = this.#instance;
    await this.#dropOld(run.restartCount);
    this.refused = undefined;
    const logPath = this.#logPath(run.restartCount);
    writeFileSync(logPath, '', { flag: 'a', mode: 0o600 });
    this.#record = record;
    this.#instance = await Instance.start(stateDir, logPath, spec, this.#context, () => this.#changed());
  }

  /** Asks the program to end, and ends it by force when the time is over. May be called again, with less time. */
  stop(graceSeconds: number): void {
    const instance = this.#instance;
    if (!instance || instance.state.phase === 'exited') return;
    const deadline = Date.now() + graceSeconds * 1000;
    const first = this.#stopping === undefined;
    if (this.#stopping && this.#stopping.deadline <= deadline) return;
    clearTimeout(this.#stopping?.timer);
    const timer = setTimeout(() => instance.kill(), graceSeconds * 1000);
    this.#stopping = { deadline, timer };
    this.#endProbes();
    this.#ready = false;
    if (!first) return;
    this.#hooks.tell('Normal', 'Killing', `Stopping container ${this.container.name}`);
    void this.#hook(this.container.lifecycle?.preStop, graceSeconds * 1000).then(() => instance.terminate());
  }

  /** Ends it at once; `told` becomes the reason in its status. */
  kill(told?: { reason: string; message: string }): void {
    this.#instance?.kill(told);
  }

  /** Leaves the processes alone and forgets about them. */
  close(): void {
    this.#endProbes();
    clearTimeout(this.#stopping?.timer);
    this.#instance?.close();
  }

  #changed(): void {
    const phase = this.#instance?.state.phase;
    if (phase === 'running' && this.#stopping) this.#instance?.terminate();
    else if (phase === 'running' && !this.#probed) this.#begin();
    if (phase === 'exited') {
      this.#endProbes();
      clearTimeout(this.#stopping?.timer);
      this.#stopping = undefined;
      this.#started = false;
      this.#ready = false;
    }
    this.#hooks.changed();
  }

  /** The program runs: from now on it is looked at. */
  #begin(): void {
    this.#probed = true;
    const { startupProbe, lifecycle } = this.container;
    const instance = this.#instance;
    if (lifecycle?.postStart) {
      void this.#hook(lifecycle.postStart, 3600_000).then((result) => {
        if (result && !result.ok) {
          this.#hooks.tell('Warning', 'FailedPostStartHook', result.message);
          instance?.kill();
        }
      });
    }
    if (!startupProbe) this.#afterStartup();
    else {
      this.#loop('startup', (ok, result) => {
        if (ok) this.#afterStartup();
        else this.#unhealthy('Startup', result);
      });
    }
  }

  #afterStartup(): void {
    this.#started = true;
    if (this.container.readinessProbe) {
      this.#loop('readiness', (ok, result) => {
        this.#ready = ok;
        if (!ok) this.#hooks.tell('Warning', 'Unhealthy', `Readiness probe failed: ${result.message}`);
        this.#hooks.changed();
      });
    } else {
      this.#ready = true;
    }
    if (this.container.livenessProbe) {
      this.#loop('liveness', (ok, result) => {
        if (!ok) this.#unhealthy('Liveness', result);
      });
    }
    this.#hooks.changed();
  }

  #unhealthy(what: string, { message }: ProbeResult): void {
    this.#hooks.tell('Warning', 'Unhealthy', `${what} probe failed: ${message}; the container will be restarted`);
    const probe = what === 'Startup' ? this.container.startupProbe : this.container.livenessProbe;
    this.stop(probe?.terminationGracePeriodSeconds ?? 30);
  }

  #loop(kind: ProbeKind, told: (ok: boolean, result: ProbeResult) => void): void {
    const probe = this.container[`${kind}Probe`];
    if (!probe) return;
    this.#probes.push(new ProbeLoop(kind, probe, (timeoutMs) => this.#hooks.probe(probe, timeoutMs), told).start());
  }

  async #hook(handler: Handler | undefined, timeoutMs: number): Promise<ProbeResult | undefined> {
    if (!handler) return undefined;
    return this.#hooks.probe(handler, Math.max(timeoutMs, 1));
  }

  #endProbes(): void {
    for (const probe of this.#probes) probe.stop();
    this.#probes = [];
    if (this.#instance?.state.phase !== 'running') this.#probed = false;
  }

  #counts(): number[] {
    if (!existsSync(this.#dir)) return [];
    return readdirSync(this.#dir)
      .filter((name) => /^\d+$/.test(name) && existsSync(join(this.#dir, name, 'run.json')))
      .map(Number)
      .toSorted((a, b) => a - b);
  }

  /** A run's files are gone with it; what it said and how it ended stays for one more run. */
  async #dropOld(restartCount: number): Promise<void> {
    const { tools } = this.#context;
    if (this.#previous) await removeFolder(this.#previous.filesDir, tools);
    for (const count of this.#counts().filter((one) => one < restartCount - 1)) {
      await removeFolder(this.#stateDir(count), tools);
      for (const path of [this.#logPath(count), `${this.#logPath(count)}.1`]) rmSync(path, { force: true });
    }
  }

  #stateDir(restartCount: number): string {
    return join(this.#dir, String(restartCount));
  }

  #logPath(restartCount: number): string {
    return join(this.#dir, `${restartCount}.log`);
  }
}

/** Stops some containers and resolves when none of them runs. */
export async function stopAll(lives: ContainerLife[], graceSeconds: number): Promise<void> {
  for (const life of lives) life.stop(graceSeconds);
  // A process in the kernel's hands may outlive its killing; then the rest must not wait for it.
  const end = Date.now() + (graceSeconds + 5) * 1000;
  while (Date.now() < end && lives.some((life) => life.instance && life.instance.state.phase !== 'exited')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
