import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { APP_TEMPLATES, NAMESPACES, ROLE_BINDINGS, ROLES, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { API_VERSION, GROUP } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { eventually } from '@appfactory/sandbox-daemon/testing/eventually';
import { type Sandbox as Client, E2B } from 'e2b';
import { StandInOperator } from './standInOperator.ts';

/** A control plane, the sandbox API as a process of its own, and a stand-in for the operator that starts real daemons. */
export interface TestPlatform {
  admin: KubeClient;
  operator: StandInOperator;
  apiUrl: string;
  routerUrl: string;
  /** The routers's port, which is part of a preview's host. */
  routerPort: string;
  /** The SDK, with this token as its key. */
  clientOf(apiKey: string): E2B;
  /** The resource behind a sandbox, as the stand-in operator's watch shows it. */
  resourceOf(sandbox: Client): Promise<Sandbox>;
  /** Makes a namespace with a ServiceAccount of these rights, and gives its token. */
  tenant(namespace: string, verbs: string[], resourceNames?: string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startPlatform(): Promise<TestPlatform> {
  const plane: TestControlPlane = await startControlPlane({ parts: [] });
  const admin = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: plane.kubeconfigPath('admin') } }));
  const operator = new StandInOperator(admin, createLog('stand-in-operator'));
  await operator.start();
  await admin.create(APP_TEMPLATES, {
    apiVersion: API_VERSION,
    kind: 'AppTemplate',
    metadata: { name: 'base' },
    spec: {
      title: 'Base',
      description: 'Nothing but a shell.',
      image: 'none',
      start: { command: 'true', port: 3000, warmPaths: [] },
    },
  });
  const program = await startProgram(plane.kubeconfigPath('sandbox-api'));
  return {
    admin,
    operator,
    apiUrl: program.address,
    routerUrl: program.router,
    routerPort: new URL(program.router).port,
    clientOf: (apiKey) => new E2B({ apiKey, apiUrl: program.address, sandboxUrl: program.router }),
    resourceOf: (sandbox) =>
      eventually(() => operator.cache.list().find((one) => one.status?.sandboxID === sandbox.sandboxId)),
    tenant: (namespace, verbs, resourceNames) => makeTenant(admin, namespace, verbs, resourceNames),
    stop: async () => {
      await program.stop();
      await operator.stop();
      await admin.close();
      await plane.stop();
    },
  };
}

async function startProgram(kubeconfig: string) {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url))], {
    env: { ...process.env, KUBECONFIG: kubeconfig, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = await new Promise<{ address: string; router: string }>((resolve, reject) => {
    if (!child.stdout) return reject(new Error('The sandbox API has no output.'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { ready?: boolean; address: string; router: string };
      if (message.ready) resolve(message);
    });
    void exited.then((code) => reject(new Error(`The sandbox API ended with ${code} before it was ready.`)));
  });
  return {
    ...ready,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await exited;
      if (code !== 0) throw new Error(`The sandbox API ended with ${code} instead of 0.`);
    },
  };
}

async function makeTenant(
  admin: KubeClient,
  namespace: string,
  verbs: string[],
  resourceNames?: string[],
): Promise<string> {
  const name = 'member';
  const metadata = { name, namespace };
  await admin.apply(
    NAMESPACES,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { fieldManager: 'test' },
  );
  await admin.apply(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata }, { fieldManager: 'test' });
  const rule = { apiGroups: [GROUP], resources: ['sandboxes'], verbs, ...(resourceNames ? { resourceNames } : {}) };
  await admin.apply(
    ROLES,
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: [rule] },
    { fieldManager: 'test' },
  );
  await admin.apply(
    ROLE_BINDINGS,
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    { fieldManager: 'test' },
  );
  const { status } = await admin.post<{ status: { token: string } }>(
    SERVICE_ACCOUNTS,
    { namespace, name, subresource: 'token' },
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  );
  return status.token;
}
