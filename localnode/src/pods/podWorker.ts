import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isConflict } from '@appfactory/kube/errors';
import { ImageError } from '../images.ts';
import { allContainers, type Container, type Handler, PODS, type Pod, podKey } from '../kubernetes.ts';
import { PodNetwork } from '../network/podNetwork.ts';
import { isNodeNetwork, networkRequest } from '../network/request.ts';
import { type Action, decide, type PodView } from '../pod.ts';
import { podStatus } from '../podStatus.ts';
import { type ProbeResult, runProbe } from '../probes.ts';
import type { ContainerProcess, ExecOptions } from '../runtime/containers.ts';
import { execInContainer, execToEnd } from '../runtime/exec.ts';
import { folderMode } from '../runtime/isolation.ts';
import { PodVolumes } from '../volumes/podVolumes.ts';
import { ContainerLife, stopAll } from './containerLife.ts';
import { containerSpec, makeCopies } from './containerSpec.ts';
import type { PodFacts } from './downward.ts';
import { environmentOf } from './environmentFile.ts';
import { rewrite } from './fallbackSpec.ts';
import { HOST_IP, type NodeContext } from './nodeContext.ts';
import { refusalReason } from './refusalReason.ts';
import { removeFolder } from './removeFolder.ts';
import { ConfigError, Sources } from './sources.ts';
import { StatusReporter } from './statusReporter.ts';

/** Programs get no longer than this when the node goes down: somebody waits for it. */
export const DRAIN_GRACE_SECONDS = 10;
const RETRY_FIRST = 1000;
const RETRY_MOST = 60_000;

/** Carries one pod through its life: looks, decides, acts, reports, again and again. */
export class PodWorker {
  readonly dir: string;
  readonly #node: NodeContext;
  readonly #lives: Map<string, ContainerLife>;
  #pod: Pod;
  #network: PodNetwork | undefined;
  #volumes: PodVolumes | undefined;
  #unprepared: PodView['unprepared'];
  #ended: PodView['ended'];
  #prepared = false;
  #finished = false;
  #gone = false;
  #stepping = false;
  #stepAgain = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #reporter: StatusReporter;
  readonly #failures = new Map<string, number>();

  constructor(pod: Pod, node: NodeContext) {
    this.#pod = pod;
    this.#node = node;
    this.#reporter = new StatusReporter(node.client, node.log, pod.metadata);
    this.dir = join(node.podsDir, podKey(pod.metadata));
    this.#lives = new Map(allContainers(pod.spec).map((one) => [one.name, this.#life(one)]));
  }

  get pod(): Pod {
    return this.#pod;
  }

  get network(): PodNetwork | undefined {
    return this.#network;
  }

  get volumes(): PodVolumes | undefined {
    return this.#volumes;
  }

  /** Nothing of it runs, and nothing will. */
  get finished(): boolean {
    return this.#finished;
  }

  life(container: string): ContainerLife | undefined {
    return this.#lives.get(container);
  }

  lives(): Iterable<ContainerLife> {
    return this.#lives.values();
  }

  /** Takes over what an earlier life of this program left, if it left anything, and goes on. */
  async adopt(): Promise<void> {
    // No step before everything is known.
    this.#stepping = true;
    if (existsSync(this.dir)) {
      this.#network = PodNetwork.adopt(join(this.dir, '_network'), this.#node.network);
      for (const life of this.#lives.values()) {
        const known = [
          ...(this.#pod.status?.containerStatuses ?? []),
          ...(this.#pod.status?.initContainerStatuses ?? []),
        ];
        const status = known.find((one) => one.name === life.container.name);
        life.adopt({ started: status?.started === true, ready: status?.ready === true });
      }
      if (this.#network?.alive && !this.#isOver()) await this.#perform({ do: 'prepare' });
    }
    this.#stepping = false;
    this.wake();
  }

  /** The pod as the API server has it now. */
  update(pod: Pod): void {
    this.#pod = pod;
    if (this.#volumes) this.#volumes.pod = pod;
    this.wake();
  }

  /** The object is gone: ends and removes everything at once. */
  async remove(): Promise<void> {
    this.#letGo();
    for (const life of this.#lives.values()) {
      life.kill();
      life.close();
    }
    this.#network?.destroy();
    this.#finished = true;
    await removeFolder(this.dir, this.#node.tools);
  }

  /** Ends the pod for a reason of this node's, as Failed. */
  end(reason: string, message: string): void {
    if (this.#ended || this.#finished) return;
    this.#ended = { reason, message };
    this.#tell('Warning', reason, message);
    this.wake();
  }

  /** Ends all programs in order, without a word to the API server: this node goes down, the pod does not. */
  async drain(): Promise<void> {
    this.#letGo();
    const grace = Math.min(this.#pod.spec.terminationGracePeriodSeconds ?? 30, DRAIN_GRACE_SECONDS);
    const lives = [...this.#lives.values()];
    const main = new Set(this.#pod.spec.containers.map((one) => one.name));
    await stopAll(
      lives.filter((life) => main.has(life.container.name)),
      grace,
    );
    for (const life of lives.filter((one) => !main.has(one.container.name)).reverse()) await stopAll([life], grace);
    this.#network?.destroy();
  }

  /** Lets the processes be and stops watching them. */
  close(): void {
    this.#letGo();
    for (const life of this.#lives.values()) life.close();
  }

  /** Starts again what of the network died; wakes the pod when its namespaces are gone. */
  async checkNetwork(): Promise<void> {
    if (this.#gone || this.#finished || !this.#prepared || !this.#network) return;
    if (this.#network.alive) await this.#network.heal();
    else this.wake();
  }

  /** Brings files up to date that show ConfigMaps, Secrets, labels and tokens. */
  async refreshVolumes(): Promise<void> {
    if (!this.#gone && !this.#finished && this.#prepared) await this.#volumes?.prepare();
  }

  exec(container: string, options: ExecOptions): ContainerProcess {
    const life = this.#lives.get(container);
    const pid = life?.instance?.initPid;
    if (!life?.record || !life.instance || pid === undefined) throw new Error(`container "${container}" does not run`);
    const { user, group, workingDir, paths = [] } = life.record;
    const env = environmentOf(life.instance.stateDir);
    return execInContainer(
      { pid, user, group, workingDir, env, holder: this.#network?.holder?.pid },
      { ...options, command: options.command.map((word) => rewrite(word, paths)) },
      this.#node,
    );
  }

  /** Looks again soon. */
  wake(): void {
    if (this.#gone) return;
    if (this.#stepping) {
      this.#stepAgain = true;
      return;
    }
    this.#stepping = true;
    void this.#step().finally(() => {
      this.#stepping = false;
      if (!this.#stepAgain) return;
      this.#stepAgain = false;
      this.wake();
    });
  }

  view(): PodView {
    return {
      pod: { ...this.#pod, status: this.#reporter.known(this.#pod.status) },
      now: Date.now(),
      prepared: this.#prepared,
      ...(this.#unprepared && { unprepared: this.#unprepared }),
      containers: new Map([...this.#lives].map(([name, life]) => [name, life.view()])),
      ...(this.#ended && { ended: this.#ended }),
    };
  }

  async #step(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#prepared && this.#network && !this.#network.alive) this.#lostNetwork();
    this.#checkDeadline();
    const { actions, wakeAt } = this.#isOver() ? { actions: [{ do: 'finish' } as const] } : decide(this.view());
    // What ended is told before anything that takes time; a new pod's first report can wait for its start.
    if (this.#reporter.status) this.#report();
    for (const action of actions) {
      if (this.#gone) return;
      await this.#perform(action);
    }
    if (this.#gone) return;
    this.#report();
    if (wakeAt !== undefined) this.#wakeIn(wakeAt - Date.now());
  }

  #checkDeadline(): void {
    const { activeDeadlineSeconds } = this.#pod.spec;
    const startTime = this.#reporter.known(this.#pod.status).startTime;
    if (activeDeadlineSeconds === undefined || !startTime || this.#isOver()) return;
    const left = Date.parse(startTime) + activeDeadlineSeconds * 1000 - Date.now();
    if (left > 0) this.#wakeIn(left);
    else this.end('DeadlineExceeded', 'Pod was active on the node longer than the specified deadline');
  }

  /** Told so before, perhaps by an earlier life of this program. */
  #isOver(): boolean {
    return (this.#pod.status?.phase === 'Succeeded' || this.#pod.status?.phase === 'Failed') && !this.#anyAlive();
  }

  #anyAlive(): boolean {
    return [...this.#lives.values()].some((life) => life.instance && life.instance.state.phase !== 'exited');
  }

  async #perform(action: Action): Promise<void> {
    switch (action.do) {
      case 'prepare':
        return this.#prepare();
      case 'start':
        return this.#start(action);
      case 'stop':
        return this.#lives.get(action.container.name)?.stop(action.graceSeconds);
      case 'finish':
        return this.#finish();
    }
  }

  async #prepare(): Promise<void> {
    try {
      if (this.#gone || this.#finished) return;
      await mkdir(this.dir, { recursive: true, mode: folderMode(this.#node.isolation) });
      if (!this.#network?.alive) {
        this.#network?.destroy();
        const request = networkRequest(this.#pod, this.#node.isolation.mode);
        this.#network = await PodNetwork.create(join(this.dir, '_network'), request, this.#node.network);
        this.#network.lost = () => this.wake();
      }
      this.#volumes ??= new PodVolumes(join(this.dir, '_volumes'), this.#pod, this.#facts(), this.#node);
      await Promise.all([this.#network.ready, this.#volumes.prepare()]);
      this.#prepared = true;
      this.#unprepared = undefined;
    } catch (error) {
      const reason = error instanceof ConfigError ? 'FailedMount' : 'FailedCreatePodSandBox';
      const message = (error as Error).message;
      this.#unprepared = { reason: 'ContainerCreating', message, retryAt: Date.now() + this.#backoff('prepare') };
      this.#tell('Warning', reason, message);
      this.#wakeIn(this.#unprepared.retryAt - Date.now());
    }
  }

  async #start({ container, restartCount, crashes }: Extract<Action, { do: 'start' }>): Promise<void> {
    const life = this.#lives.get(container.name);
    if (!life || !this.#volumes) return;
    try {
      const image = await this.#node.images.get(container.image, container.imagePullPolicy);
      const filesDir = life.filesDir(restartCount);
      const spec = await containerSpec({
        ...this.#node,
        pod: this.#pod,
        container,
        image,
        facts: this.#facts(),
        sources: new Sources(this.#node.client, this.#pod.metadata.namespace),
        volumes: this.#volumes,
        podDir: this.dir,
        filesDir,
        holder: this.#network?.holder,
        ownNetwork: !isNodeNetwork(this.#pod, container.name),
      });
      await makeCopies(image, filesDir, this.#node);
      if (this.#gone) return;
      await life.start(spec, { restartCount, crashes });
      this.#failures.delete(container.name);
      this.#tell('Normal', 'Started', `Started container ${container.name}`);
    } catch (error) {
      this.#refuse(life, error as Error);
    }
  }

  #refuse(life: ContainerLife, error: Error): void {
    const name = life.container.name;
    const again = this.#failures.has(name);
    const retryAt = Date.now() + this.#backoff(name);
    const reason = refusalReason(error, again);
    life.refused = { reason, message: error.message, retryAt };
    this.#tell('Warning', error instanceof ImageError ? 'Failed' : reason, error.message);
    this.#wakeIn(retryAt - Date.now());
  }

  async #finish(): Promise<void> {
    if (!this.#finished) {
      this.#finished = true;
      this.#network?.destroy();
      for (const life of this.#lives.values()) {
        life.close();
        if (life.instance) await removeFolder(life.instance.filesDir, this.#node.tools);
      }
      await removeFolder(join(this.dir, '_volumes'), this.#node.tools);
    }
    const { namespace, name, uid, deletionTimestamp } = this.#pod.metadata;
    if (!deletionTimestamp) return;
    this.#report();
    await this.#reporter.settled();
    try {
      await this.#node.client.delete(PODS, { namespace, name }, { gracePeriodSeconds: 0, uid });
    } catch (error) {
      if (isConflict(error)) return;
      this.#node.log.debug({ err: error, pod: name }, 'the deleted pod could not be removed; trying again');
      this.#wakeIn(RETRY_FIRST);
    }
  }

  /** The process that held the namespaces was killed: like a kubelet, end all containers and build anew. */
  #lostNetwork(): void {
    this.#prepared = false;
    this.#tell('Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    for (const life of this.#lives.values()) life.kill();
  }

  #report(): void {
    this.#reporter.report(
      podStatus(this.view(), { hostIP: HOST_IP, ...(this.#network && { podIP: this.#network.podIP }) }),
    );
  }

  #facts(): PodFacts {
    return { ...this.#node.facts, podIP: this.#network?.podIP ?? '' };
  }

  #life(container: Container): ContainerLife {
    return new ContainerLife(join(this.dir, container.name), container, this.#node, {
      changed: () => this.wake(),
      tell: (type, reason, note) => this.#tell(type, reason, note),
      probe: (handler, timeoutMs) => this.#probe(container, handler, timeoutMs),
    });
  }

  async #probe(container: Container, handler: Handler, timeoutMs: number): Promise<ProbeResult> {
    const network = this.#network;
    if (!network) return { ok: false, message: 'the pod has no network' };
    return runProbe(
      handler,
      container,
      {
        connect: (port) => network.connect(port),
        exec: (command, timeout) => execToEnd(() => this.exec(container.name, { command }), timeout),
      },
      timeoutMs,
    );
  }

  /** From now on nothing is decided or told any more. */
  #letGo(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
    this.#reporter.close();
  }

  #tell(type: 'Normal' | 'Warning', reason: string, note: string): void {
    this.#node.recorder.record(this.#pod, { type, reason, action: reason, note });
  }

  #backoff(what: string): number {
    const failures = this.#failures.get(what) ?? 0;
    this.#failures.set(what, failures + 1);
    return Math.min(RETRY_FIRST * 2 ** failures, RETRY_MOST);
  }

  #wakeIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.max(milliseconds, 10));
    this.#timer.unref();
  }
}
