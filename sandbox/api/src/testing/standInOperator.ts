import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type { Log } from '@appfactory/kube/log';
import { SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import { startDaemon, type TestDaemon } from '@appfactory/sandbox-daemon/testing/startDaemon';

/** Does to Sandbox resources what the operator does, with a daemon on a loopback address in the place of a pod. */
export class StandInOperator {
  readonly cache: Cache<Sandbox>;
  readonly #client: KubeClient;
  readonly #stopping = new AbortController();
  readonly #daemons = new Map<string, Promise<TestDaemon>>();
  /** Sandboxes of these templates stay as they are until `bringUp` is called. */
  readonly held = new Set<string>();
  #lastAddress = 10;

  constructor(client: KubeClient, log: Log) {
    this.#client = client;
    this.cache = new Cache({ client, type: SANDBOXES, log });
  }

  async start(): Promise<void> {
    this.cache.addHandler({
      added: (sandbox) => void (this.held.has(sandbox.metadata.namespace ?? '') || this.bringUp(sandbox)),
      updated: (sandbox) => void this.#showExpiry(sandbox),
      deleted: (sandbox) => void this.#end(sandbox),
    });
    void this.cache.run(this.#stopping.signal);
    await this.cache.synced;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#daemons.values()].map(async (daemon) => (await daemon).stop()));
  }

  daemonOf(sandbox: Sandbox): Promise<TestDaemon> | undefined {
    return this.#daemons.get(sandbox.metadata.uid ?? '');
  }

  async bringUp(sandbox: Sandbox): Promise<void> {
    const { uid = '', name, namespace = '' } = sandbox.metadata;
    const token = `token-of-${uid}`;
    this.#lastAddress += 1;
    const podIP = `127.97.1.${this.#lastAddress}`;
    const daemon = startDaemon({
      token,
      host: podIP,
      port: DAEMON_PORT,
      env: { POD_ROOT: '/', LOCALNODE_POD_IP: podIP },
    });
    this.#daemons.set(uid, daemon);
    await this.#client.create(SECRETS, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `${name}-token`, namespace },
      data: { token: Buffer.from(token).toString('base64') },
    });
    const { url } = await daemon;
    await fetch(`${url}/init`, {
      method: 'POST',
      headers: { 'x-access-token': token },
      body: JSON.stringify({ envVars: sandbox.spec.env }),
    });
    await this.setStatus(sandbox, {
      podIP,
      phase: 'Ready',
      ready: true,
      startedAt: new Date().toISOString(),
    });
  }

  async setStatus(
    sandbox: Sandbox,
    state: {
      podIP?: string;
      phase: 'Starting' | 'Ready' | 'Failed';
      ready: boolean;
      message?: string;
      startedAt?: string;
    },
  ) {
    const { uid = '', name, namespace } = sandbox.metadata;
    const startedAt = state.startedAt ?? new Date().toISOString();
    await this.#client.applyStatus(
      SANDBOXES,
      {
        apiVersion: sandbox.apiVersion,
        kind: sandbox.kind,
        metadata: { name, namespace },
        status: {
          phase: state.phase,
          sandboxID: idOf(uid),
          provider: 'pod',
          ...(state.podIP ? { podIP: state.podIP } : {}),
          accessTokenSecret: `${name}-token`,
          startedAt,
          expiresAt: new Date(Date.parse(startedAt) + sandbox.spec.timeoutSeconds * 1000).toISOString(),
          conditions: [
            {
              type: 'Ready',
              status: state.ready ? 'True' : 'False',
              reason: state.phase,
              message: state.message ?? '',
              lastTransitionTime: startedAt,
            },
          ],
        },
      },
      { fieldManager: 'stand-in' },
    );
  }

  async #showExpiry(sandbox: Sandbox): Promise<void> {
    const { timeoutFrom, timeoutSeconds } = sandbox.spec;
    if (!timeoutFrom) return;
    const expiresAt = new Date(Date.parse(timeoutFrom) + timeoutSeconds * 1000).toISOString();
    if (sandbox.status?.expiresAt === expiresAt) return;
    await this.#client
      .mergePatch(SANDBOXES, sandbox.metadata, { status: { expiresAt } }, { subresource: 'status' })
      .catch(() => undefined);
  }

  async #end(sandbox: Sandbox): Promise<void> {
    const uid = sandbox.metadata.uid ?? '';
    const daemon = await this.#daemons.get(uid);
    this.#daemons.delete(uid);
    await daemon?.stop();
  }
}

export function idOf(uid: string): string {
  return uid.replaceAll('-', '').slice(0, 20);
}
