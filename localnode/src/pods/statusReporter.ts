import type { KubeClient } from '@appfactory/kube/client';
import { isNotFound } from '@appfactory/kube/errors';
import type { Log } from '@appfactory/kube/log';
import { resourcePath } from '@appfactory/kube/resourceType';
import { PODS, type PodMeta, type PodStatus } from '../kubernetes.ts';

const RETRY_MS = 1000;

/** Writes one pod's status to the API server: one write at a time, the newest status, and nothing twice. */
export class StatusReporter {
  readonly #client: KubeClient;
  readonly #log: Log;
  readonly #pod: PodMeta;
  #wanted: PodStatus | undefined;
  #written = '';
  #writing: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(client: KubeClient, log: Log, pod: PodMeta) {
    this.#client = client;
    this.#log = log;
    this.#pod = pod;
  }

  /** What the API server will have when our last report is in: conditions of other types are others'. */
  known(status: Partial<PodStatus> = {}): Partial<PodStatus> {
    const mine = this.#wanted;
    if (!mine) return status;
    const others = (status.conditions ?? []).filter((one) => !mine.conditions.some((own) => own.type === one.type));
    return { ...status, ...mine, conditions: [...others, ...mine.conditions] };
  }

  /** The status that was last asked to be written. */
  get status(): PodStatus | undefined {
    return this.#wanted;
  }

  report(status: PodStatus): void {
    this.#wanted = status;
    this.#next();
  }

  /** Resolves when what was asked for is written, or could not be. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  #next(): void {
    const text = JSON.stringify(this.#wanted);
    if (this.#closed || this.#writing || text === this.#written) return;
    clearTimeout(this.#retry);
    this.#writing = this.#write(this.#wanted).then(
      () => {
        this.#writing = undefined;
        this.#written = text;
        this.#next();
      },
      (error: unknown) => {
        this.#writing = undefined;
        this.#log.debug({ err: error, pod: this.#pod.name }, 'a status could not be written; trying again');
        if (this.#closed) return;
        this.#retry = setTimeout(() => this.#next(), RETRY_MS);
        this.#retry.unref();
      },
    );
  }

  async #write(status: PodStatus | undefined): Promise<void> {
    const { namespace, name, uid } = this.#pod;
    try {
      // With the uid, the status of a pod never becomes that of its successor of the same name.
      await this.#client.request('PATCH', resourcePath(PODS, namespace, name, 'status'), {
        body: { metadata: { uid }, status: status && replacing(status) },
        contentType: 'application/strategic-merge-patch+json',
      });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

/** Addresses are merged in a patch: one that the pod had before would stay beside the new one, and two are refused. */
function replacing(status: PodStatus): object {
  return { ...status, ...(status.podIPs && { podIPs: [{ $patch: 'replace' }, ...status.podIPs] }) };
}
