import type { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { APP_TEMPLATES, NAMESPACES, SANDBOX_POOLS, SANDBOXES } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import type { Sandbox, SandboxSpec } from '@appfactory/resources/sandbox';
import { eventually } from './eventually.ts';
import { type FakeNode, type FakeNodeOptions, startFakeNode } from './fakeNode.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';

export interface SandboxCluster {
  client: KubeClient;
  node: FakeNode;
  /** A proxy of its own, which acts as the operator: with the rights of rbac.yaml and no more. */
  proxy(): Promise<FaultProxy>;
  /** Text of the operator's own kubeconfig file. */
  kubeconfigPath: string;
  /** Makes a namespace with a service account. */
  namespace(name: string): Promise<void>;
  makeTemplate(name: string): Promise<void>;
  makeSandbox(namespace: string, name: string, spec?: Partial<SandboxSpec>): Promise<Sandbox>;
  makePool(namespace: string, name: string, replicas: number, template?: string): Promise<void>;
  stop(): Promise<void>;
}

const apiVersion = 'appfactory.dev/v1alpha1';

/** A real control plane, a node without processes, and the template `small`. */
export async function startSandboxCluster(options: Omit<FakeNodeOptions, 'client'>): Promise<SandboxCluster> {
  const cluster: TestControlPlane = await startControlPlane({ parts: ['controller-manager'] });
  const { client } = cluster.plane;
  const node = await startFakeNode({ client, ...options });
  const result: SandboxCluster = {
    client,
    node,
    kubeconfigPath: cluster.kubeconfigPath('operator'),
    proxy: () => startFaultProxy(loadKubeConfig({ env: { KUBECONFIG: cluster.kubeconfigPath('operator') } })),
    async namespace(name) {
      await client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      await eventually('the default service account', async () => {
        const path = `/api/v1/namespaces/${name}/serviceaccounts/default`;
        return (await client.request('GET', path).catch(() => undefined)) !== undefined;
      });
    },
    async makeTemplate(name) {
      const start = { command: 'dev', port: 3000, warmPaths: [] };
      const spec = { title: name, description: 'for tests', image: 'example/template:1', start };
      await client.create(APP_TEMPLATES, { apiVersion, kind: 'AppTemplate', metadata: { name }, spec });
    },
    makeSandbox(namespace, name, spec = {}) {
      const metadata = { namespace, name };
      return eventually(`Sandbox ${name} is made`, () =>
        client.create(SANDBOXES, { apiVersion, kind: 'Sandbox', metadata, spec: { template: 'small', ...spec } }),
      );
    },
    async makePool(namespace, name, replicas, template = 'small') {
      const metadata = { namespace, name };
      await client.create(SANDBOX_POOLS, { apiVersion, kind: 'SandboxPool', metadata, spec: { template, replicas } });
    },
    async stop() {
      await node.stop();
      await cluster.stop();
    },
  };
  await result.makeTemplate('small');
  return result;
}
