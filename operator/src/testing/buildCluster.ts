import { randomUUID } from 'node:crypto';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import type { KubeClient } from '@appfactory/kube/client';
import type { Pod } from '@appfactory/kube/core';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { APP_BUILDS, APP_TEMPLATES, NAMESPACES } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import type { AppBuild, AppBuildSpec } from '@appfactory/resources/appBuild';
import { eventually } from './eventually.ts';
import { type FakeNode, startFakeNode } from './fakeNode.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';
import { type Attempt, type Script, type SimulatedAgents, simulatedAgents } from './simulatedAgent.ts';

export interface BuildCluster {
  cluster: TestControlPlane;
  client: KubeClient;
  node: FakeNode;
  agents: SimulatedAgents;
  /** What the agents do; a test sets it. */
  script: (attempt: Attempt) => Script;
  /** Exit code of a rehearsal, or undefined for one that goes on. */
  rehearsal: (pod: Pod) => number;
  /** Plays what packs and stores the data of a release; gives the exit code. */
  store: (pod: Pod) => Promise<number>;
  /** Environment of an operator that works on this cluster. */
  operatorEnv: Record<string, string>;
  /** A connection to NATS with the operator's rights; the test closes it. */
  events(): Promise<EventsConnection>;
  /** A proxy of its own to the API server, which acts as a user with the rights of rbac.yaml and no more. */
  proxy(): Promise<FaultProxy>;
  /** Makes a namespace of its own and gives its name. */
  namespace(): Promise<string>;
  apply(namespace: string, name: string, spec: Record<string, unknown>): Promise<AppBuild>;
  get(namespace: string, name: string): Promise<AppBuild>;
  until(
    namespace: string,
    name: string,
    what: string,
    holds: (build: AppBuild) => unknown,
    limit?: number,
  ): Promise<AppBuild>;
  stop(): Promise<void>;
}

export const TEMPLATE = 'small';
/** Milliseconds; a busy machine is slow, and a right program still gets there. */
const LIMIT = 240_000;

/** A real control plane and NATS server, and a node without processes on which agents and apps are played. */
export async function startBuildCluster(network: number, hasRoom?: (pod: Pod) => boolean): Promise<BuildCluster> {
  const cluster = await startControlPlane({ parts: ['controller-manager', 'nats'] });
  const { client, nats } = cluster.plane;
  const kube = loadKubeConfig({ env: { KUBECONFIG: cluster.kubeconfigPath('operator') } });
  if (!nats) throw new Error('the control plane came up without NATS');
  const agents = simulatedAgents({ client, script: (attempt) => result.script(attempt) });
  const node = await startFakeNode({
    client,
    network,
    hasRoom,
    run: (pod, signal) => {
      const container = pod.spec.containers[0]?.name;
      // An agent that cannot do its work ends; the Job starts it again.
      if (container === 'agent') return agents.run(pod, signal).catch(() => 1);
      if (container === 'rehearse') return Promise.resolve(result.rehearsal(pod));
      if (container === 'store') return result.store(pod);
      return new Promise(() => {});
    },
  });
  await client.create(APP_TEMPLATES, {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'AppTemplate',
    metadata: { name: TEMPLATE },
    spec: {
      title: 'small',
      description: 'for tests',
      image: 'example/template:1',
      start: { command: 'dev', port: 3000, warmPaths: [] },
    },
  });
  const get = (namespace: string, name: string) => client.get(APP_BUILDS, { namespace, name });
  const result: BuildCluster = {
    cluster,
    client,
    node,
    agents,
    script: () => ({}),
    rehearsal: () => 0,
    store: () => Promise.resolve(0),
    events: () => connectEvents({ url: nats.url, credsFile: nats.operatorCreds, name: 'test' }),
    proxy: () => startFaultProxy(kube),
    operatorEnv: {
      NATS_URL: nats.url,
      NATS_OPERATOR_CREDS: nats.operatorCreds,
      NATS_ACCOUNT_SEED_FILE: nats.accountSeedFile,
      SANDBOX_API_URL: 'http://127.0.0.1:1',
      SANDBOX_ROUTER_URL: 'http://127.0.0.1:2',
      INGRESS_URL: 'http://localhost:8080',
    },
    async namespace() {
      // As in a tenant's: every pod of a build and a release must be admitted.
      const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
      const name = `ns-${randomUUID().slice(0, 8)}`;
      await client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
      await eventually('the default service account', () =>
        client.request('GET', `/api/v1/namespaces/${name}/serviceaccounts/default`).then(
          () => true,
          () => false,
        ),
      );
      return name;
    },
    apply: (namespace, name, spec) =>
      client.apply(
        APP_BUILDS,
        {
          apiVersion: 'appfactory.dev/v1alpha1',
          kind: 'AppBuild',
          metadata: { name, namespace },
          spec: { template: TEMPLATE, ...spec } as Partial<AppBuildSpec>,
        },
        { fieldManager: 'test' },
      ),
    get,
    until: async (namespace, name, what, holds, limit = LIMIT) => {
      let last: AppBuild | undefined;
      try {
        return await eventually(
          `${name}: ${what}`,
          async () => {
            last = await get(namespace, name);
            return holds(last) ? last : undefined;
          },
          limit,
        );
      } catch (error) {
        throw new Error(`${String(error)}\n${JSON.stringify(last?.status, null, 1)}`, { cause: error });
      }
    },
    async stop() {
      await node.stop();
      await cluster.stop();
    },
  };
  return result;
}

/** `type=status/reason` of each condition, in order. */
export function conditionsOf({ status }: { status?: AppBuild['status'] }): string[] {
  return (status?.conditions ?? []).map(({ type, status: is, reason }) => `${type}=${is}/${reason}`);
}
