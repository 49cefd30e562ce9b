import { createServer, type Server } from 'node:http';
import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import { Controller } from '@appfactory/kube/controller';
import type { Node, Pod, PodStatus } from '@appfactory/kube/core';
import { isNotFound } from '@appfactory/kube/errors';
import { createLog } from '@appfactory/kube/log';
import { keyOf } from '@appfactory/kube/object';
import { NODES, PODS } from '@appfactory/kube/resources';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import { Registry } from 'prom-client';

export interface FakeNodeOptions {
  /** An administrator's. */
  client: KubeClient;
  /**
   * Plays the program of a pod that is no sandbox; resolves with its exit code. Aborts when the pod is deleted.
   * Default: runs until it is deleted.
   */
  run?: (pod: Pod, signal: AbortSignal) => Promise<number>;
  /** A pod for which this is false stays Pending as Unschedulable; default: every pod has room. */
  hasRoom?: (pod: Pod) => boolean;
  /** Second number of the loopback addresses 127.N.x.y, so that two nodes do not meet; default 77. */
  network?: number;
}

export interface FakeNode {
  /** What daemons were told at /init, by pod name. */
  inits: Map<string, { token: string; envVars: Record<string, string> }[]>;
  /** Ends a sandbox pod's program as a crash would. */
  crash(pod: Pod, exitCode: number): Promise<void>;
  /** Looks again whether pods that wait have room. */
  retry(): void;
  stop(): Promise<void>;
}

const NAME = 'fake';
const HEARTBEAT_MS = 5_000;

/**
 * Scheduler and kubelet in one, without processes: binds pods, reports them running and ready, answers for the daemons of
 * sandbox pods on loopback addresses of their own, and lets deleted pods go.
 */
export async function startFakeNode(options: FakeNodeOptions): Promise<FakeNode> {
  const { client, hasRoom = () => true, network = 77 } = options;
  const stopping = new AbortController();
  const log = createLog('fake-node').child({}, { level: 'error' });
  const pods = new Cache({ client, type: PODS, log });
  const inits: FakeNode['inits'] = new Map();
  const running = new Map<string, { server: Server | undefined; end: AbortController; ip: string }>();
  let count = 0;

  const setStatus = async (pod: Pod, status: PodStatus): Promise<void> => {
    const { uid } = pod.metadata;
    await client.mergePatch(PODS, pod.metadata, { status }, { subresource: 'status', uid }).catch(ignoreNotFound);
  };

  async function reconcile(key: string): Promise<undefined> {
    const pod = pods.get(key);
    if (!pod) return;
    const uid = pod.metadata.uid ?? '';
    if (pod.metadata.deletionTimestamp) {
      await end(uid);
      await client.delete(PODS, pod.metadata, { uid, gracePeriodSeconds: 0 }).catch(ignoreNotFound);
    } else if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') {
      await end(uid);
    } else if (!pod.spec.nodeName) {
      await schedule(pod);
    } else if (!running.has(uid)) {
      await start(pod, uid);
    }
  }

  async function schedule(pod: Pod): Promise<void> {
    if (!hasRoom(pod)) {
      const message = '0/1 nodes are available: 1 Insufficient memory.';
      const condition = { type: 'PodScheduled', status: 'False' as const, reason: 'Unschedulable', message };
      if (!pod.status?.conditions?.length) await setStatus(pod, { phase: 'Pending', conditions: [condition] });
      return;
    }
    const { namespace, name } = pod.metadata;
    const target = { apiVersion: 'v1', kind: 'Node', name: NAME };
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { namespace, name }, target };
    await client.post(PODS, { namespace, name, subresource: 'binding' }, binding).catch(ignoreNotFound);
  }

  async function start(pod: Pod, uid: string): Promise<void> {
    const ip = `127.${network}.${Math.floor(++count / 250)}.${(count % 250) + 1}`;
    const container = pod.spec.containers[0]?.name ?? '';
    const isSandbox = container === 'sandbox';
    const server = isSandbox ? await daemon(ip, pod.metadata.name, inits) : undefined;
    const state = { server, end: new AbortController(), ip };
    running.set(uid, state);
    const startedAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
      type,
      status: 'True' as const,
    }));
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: image,
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt } },
    }));
    const podIPs = [{ ip }];
    await setStatus(pod, {
      phase: 'Running',
      podIP: ip,
      conditions,
      containerStatuses,
      startTime: startedAt,
      podIPs,
    } as PodStatus);
    if (isSandbox || !options.run) return;
    void options.run(pod, state.end.signal).then(
      async (exitCode) => {
        if (!state.end.signal.aborted) await finish(pod, exitCode);
      },
      () => {},
    );
  }

  async function finish(pod: Pod, exitCode: number): Promise<void> {
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    const finishedAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const terminated = { exitCode, reason, startedAt: finishedAt, finishedAt };
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: image,
      ready: false,
      restartCount: 0,
      state: { running: null, terminated },
    }));
    const conditions = [
      { type: 'PodScheduled', status: 'True' as const },
      { type: 'Ready', status: 'False' as const },
    ];
    await setStatus(pod, {
      phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      conditions,
      containerStatuses,
    } as unknown as PodStatus);
  }

  async function end(uid: string): Promise<void> {
    const state = running.get(uid);
    running.delete(uid);
    state?.end.abort();
    if (state?.server) await closeServer(state.server);
  }

  const node: Node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: NAME },
    status: {
      allocatable: { cpu: '64', memory: '256Gi', pods: '1000' },
      capacity: { cpu: '64', memory: '256Gi', pods: '1000' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
  await client.apply(NODES, node, { fieldManager: 'fake-node' });
  // A node that is silent for long is taken for dead, and its pods for not ready.
  const heartbeat = setInterval(() => {
    const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: new Date().toISOString() }];
    void client
      .mergePatch(NODES, { name: NAME }, { status: { conditions } }, { subresource: 'status' })
      .catch(() => {});
  }, HEARTBEAT_MS);
  const controller = new Controller({ name: 'fake-node', log, registry: new Registry(), workers: 8, reconcile }).for(
    pods,
  );
  const done = Promise.all([pods.run(stopping.signal), controller.run(stopping.signal)]);
  await pods.synced;
  return {
    inits,
    crash: finish,
    retry() {
      for (const pod of pods.list()) controller.enqueue(keyOf(pod.metadata));
    },
    async stop() {
      clearInterval(heartbeat);
      stopping.abort();
      await done;
      await Promise.all([...running.keys()].map(end));
    },
  };
}

/** As much of the sandbox's daemon as the operator speaks to. */
async function daemon(ip: string, podName: string, inits: FakeNode['inits']): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/init') {
        const { envVars } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { envVars: Record<string, string> };
        const list = inits.get(podName) ?? [];
        list.push({ token: String(request.headers['x-access-token'] ?? ''), envVars });
        inits.set(podName, list);
      }
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(DAEMON_PORT, ip, resolve);
  });
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function ignoreNotFound(error: unknown): undefined {
  if (isNotFound(error)) return undefined;
  throw error;
}
