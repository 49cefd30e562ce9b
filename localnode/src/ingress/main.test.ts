import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { KubeClient } from '@appfactory/kube/client';
import { INGRESSES, NAMESPACES, PODS, SERVICE_ACCOUNTS, SERVICES } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

jest.setTimeout(60_000);

let plane: TestControlPlane;
let client: KubeClient;
let proxy: ChildProcess;
let port: number;
const servers: Server[] = [];

beforeAll(async () => {
  plane = await startControlPlane({ parts: [] });
  client = plane.plane.client;
  for (const name of ['default', 'other']) {
    if (name !== 'default')
      await client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await client.create(SERVICE_ACCOUNTS, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: name },
    });
  }
  proxy = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, KUBECONFIG: plane.kubeconfigPath('ingress'), INGRESS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!proxy.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: proxy.stdout })) {
    const said = JSON.parse(line) as { ready?: boolean; address?: string };
    if (!said.ready) continue;
    port = Number(new URL(said.address ?? '').port);
    break;
  }
  proxy.stdout.resume();
}, 60_000);

afterAll(async () => {
  if (proxy && proxy.exitCode === null) {
    const ended = once(proxy, 'exit') as Promise<[number]>;
    proxy.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  }
  for (const server of servers) server.close();
  await plane?.stop();
}, 60_000);

async function serve(address: string, name: string): Promise<void> {
  const server = createServer((incoming, response) => response.end(`${name} ${incoming.headers.host} ${incoming.url}`));
  servers.push(server);
  server.listen(3000, address);
  await once(server, 'listening');
}

async function pod(namespace: string, name: string, address: string, ready = true): Promise<void> {
  const container = { name: 'app', image: 'none', ports: [{ name: 'http', containerPort: 3000 }] };
  await client.create(PODS, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels: { app: 'web' } },
    spec: { nodeName: 'nowhere', containers: [container], terminationGracePeriodSeconds: 30 },
  });
  await setReady(namespace, name, address, ready);
}

async function setReady(namespace: string, name: string, podIP: string, ready: boolean): Promise<void> {
  const status = {
    phase: 'Running',
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  };
  await client.mergePatch(PODS, { namespace, name }, { status }, { subresource: 'status' });
}

async function app(namespace: string, host: string): Promise<string> {
  const metadata = { namespace, name: 'web' };
  const service = await client.create(SERVICES, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: { app: 'web' }, ports: [{ port: 8080, targetPort: 'http' }] },
  });
  const backend = { service: { name: 'web', port: { number: 8080 } } };
  await client.create(INGRESSES, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: { rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  });
  return service.spec.clusterIP ?? '';
}

async function get(host: string, path = '/'): Promise<{ status: number; body: string }> {
  const sent = request({ port, path, headers: { host }, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (;;) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('from Ingress to pod: by host, held while no pod is ready, over to the next pod, at the ClusterIP, and the host is the first one’s', async () => {
  expect((await get('crm.default.localhost')).status).toBe(404);
  const clusterIp = await app('default', 'crm.default.localhost');
  await eventually(async () => {
    const ingress = await client.get(INGRESSES, { namespace: 'default', name: 'web' });
    return ingress.status?.loadBalancer?.ingress?.[0]?.ip === '127.0.0.1';
  });

  await serve('127.77.0.1', 'first');
  const held = get('crm.default.localhost', '/held?x=1');
  await pod('default', 'one', '127.77.0.1');
  expect(await held).toEqual({ status: 200, body: 'first crm.default.localhost /held?x=1' });

  await serve('127.77.0.2', 'second');
  await pod('default', 'two', '127.77.0.2', false);
  await client.delete(PODS, { namespace: 'default', name: 'one' }, { gracePeriodSeconds: 0 });
  const handedOver = get('crm.default.localhost');
  await setReady('default', 'two', '127.77.0.2', true);
  expect((await handedOver).body).toBe('second crm.default.localhost /');

  const direct = connect(8080, clusterIp);
  direct.end('GET /direct HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n');
  expect(await text(direct)).toContain('second any /direct');

  await new Promise((resolve) => setTimeout(resolve, 1100));
  await app('other', 'crm.default.localhost');
  await eventually(async () => {
    const ingress = await client.get(INGRESSES, { namespace: 'other', name: 'web' });
    return JSON.stringify(ingress.status ?? {}).includes('appfactory.dev/HostTaken');
  });
  await serve('127.77.0.3', 'intruder');
  await pod('other', 'three', '127.77.0.3');
  expect((await get('crm.default.localhost')).body).toContain('second');
  await client.delete(INGRESSES, { namespace: 'default', name: 'web' });
  await eventually(async () => (await get('crm.default.localhost')).body.startsWith('intruder'));
});
