import type { Socket } from 'node:net';
import { runWatchLoop } from '@appfactory/kube/watch';
import { allContainers, PODS, type Pod, podKey } from '../kubernetes.ts';
import type { ContainerProcess, Containers, ExecOptions, LogOptions, RunningContainer } from '../runtime/containers.ts';
import { leftovers } from './leftovers.ts';
import type { NodeContext } from './nodeContext.ts';
import { DRAIN_GRACE_SECONDS, PodWorker } from './podWorker.ts';
import { removeFolder } from './removeFolder.ts';

/** All pods bound to this node, each with its worker. */
export class Pods implements Containers {
  readonly #node: NodeContext;
  readonly #workers = new Map<string, PodWorker>();

  constructor(node: NodeContext) {
    this.#node = node;
  }

  /** Follows the pods of this node until the signal aborts. */
  watch(signal: AbortSignal): Promise<void> {
    const { client, log, facts } = this.#node;
    return runWatchLoop({
      client,
      type: PODS,
      log,
      signal,
      fieldSelector: `spec.nodeName=${facts.nodeName}`,
      handler: {
        replaced: (pods) => this.#replace(pods),
        changed: (pod) => this.#put(pod),
        deleted: (pod) => this.#remove(pod.metadata.uid),
      },
    });
  }

  workers(): Iterable<PodWorker> {
    return this.#workers.values();
  }

  /** Ends all pods' processes in order, and leaves their records for the next start. */
  async drain(): Promise<void> {
    const known = new Set([...this.#workers.values()].map(({ pod }) => podKey(pod.metadata)));
    // Told to stop before the first list was in: those pods are known by their folders only.
    const unknown = [...leftovers(this.#node, known)].map((one) => one.end(DRAIN_GRACE_SECONDS));
    await Promise.all([...this.#workers.values()].map((worker) => worker.drain()).concat(unknown));
  }

  close(): void {
    for (const worker of this.#workers.values()) worker.close();
  }

  find(namespace: string, pod: string, container: string): RunningContainer | undefined {
    const worker = this.#worker(namespace, pod);
    const life = worker?.life(container);
    const pid = life?.instance?.initPid;
    if (!worker || !life?.record || pid === undefined) return undefined;
    return { namespace, pod, uid: worker.pod.metadata.uid, container, restartCount: life.record.restartCount, pid };
  }

  names(namespace: string, pod: string): readonly string[] | undefined {
    const worker = this.#worker(namespace, pod);
    return worker && allContainers(worker.pod.spec).map((one) => one.name);
  }

  logPath(namespace: string, pod: string, container: string, options: LogOptions = {}): string | undefined {
    return this.#worker(namespace, pod)
      ?.life(container)
      ?.logPath(options.previous === true);
  }

  podIP(namespace: string, pod: string): string | undefined {
    return this.#worker(namespace, pod)?.network?.podIP;
  }

  async connect(namespace: string, pod: string, port: number): Promise<Socket> {
    const network = this.#worker(namespace, pod)?.network;
    if (!network) throw new Error(`pod "${namespace}/${pod}" does not run on this node`);
    return network.connect(port);
  }

  exec({ namespace, pod, container }: RunningContainer, options: ExecOptions): ContainerProcess {
    const worker = this.#worker(namespace, pod);
    if (!worker) throw new Error(`pod "${namespace}/${pod}" does not run on this node`);
    return worker.exec(container, options);
  }

  /** The newest of that name: its predecessor may still be ending. */
  #worker(namespace: string, name: string): PodWorker | undefined {
    return [...this.#workers.values()].findLast(
      ({ pod }) => pod.metadata.name === name && pod.metadata.namespace === namespace,
    );
  }

  #replace(pods: Pod[]): void {
    const listed = new Set(pods.map((pod) => pod.metadata.uid));
    for (const uid of this.#workers.keys()) if (!listed.has(uid)) this.#remove(uid);
    for (const pod of pods) this.#put(pod);
    this.#removeOrphans(new Set(pods.map((pod) => podKey(pod.metadata))));
  }

  #put(pod: Pod): void {
    const worker = this.#workers.get(pod.metadata.uid);
    if (worker) {
      worker.update(pod);
      return;
    }
    const added = new PodWorker(pod, this.#node);
    this.#workers.set(pod.metadata.uid, added);
    added
      .adopt()
      .catch((error: unknown) => this.#node.log.error({ err: error, pod: pod.metadata.name }, 'pod not adopted'));
  }

  #remove(uid: string): void {
    const worker = this.#workers.get(uid);
    this.#workers.delete(uid);
    worker?.remove().catch((error: unknown) => this.#node.log.warn({ err: error, uid }, 'pod folder not removed'));
  }

  /** Folders of pods that were deleted while this program was down: what still runs there ends, and all goes. */
  #removeOrphans(known: ReadonlySet<string>): void {
    for (const leftover of leftovers(this.#node, known)) {
      this.#node.log.info({ pod: leftover.key }, 'removing what is left of a pod that is gone');
      void leftover.end(0).then(() => removeFolder(leftover.dir, this.#node.tools));
    }
  }
}
