import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRETS } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSISTENT_VOLUMES, type PersistentVolume, type Pod } from './kubernetes.ts';
import { NODE_NETWORK_ANNOTATION } from './network/request.ts';
import { probeIsolation } from './runtime/isolation.ts';
import { signal } from './runtime/processTable.ts';
import { findTools } from './runtime/tools.ts';
import { eventually, TestNode } from './testing/testNode.ts';

jest.setTimeout(300_000);

let plane: TestControlPlane;
let node: TestNode;
let mode: 'namespaces' | 'none';

beforeAll(async () => {
  plane = await startControlPlane({ manifests: false });
  mode = (await probeIsolation('auto', tmpdir(), findTools())).mode;
  node = await TestNode.start(plane, { isolation: mode });
});

const cleanUp: (() => void)[] = [];

afterAll(async () => {
  for (const one of cleanUp) one();
  await node?.remove();
  await plane?.stop();
});

const status = (pod: Pod, name = 'main') =>
  [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].find(
    (one) => one.name === name,
  );

const events = async (name: string): Promise<string[]> => {
  const { items } = await node.client.request<{
    items: { reason: string; note?: string; regarding: { name: string } }[];
  }>('GET', '/apis/events.k8s.io/v1/namespaces/default/events');
  return items.filter((one) => one.regarding.name === name).map((one) => `${one.reason}: ${one.note}`);
};

test('init containers run in order, a sidecar serves the main container and is ended after it', async () => {
  const image = 'test/image:1';
  await node.create('sidecar', {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 5,
    initContainers: [
      {
        name: 'first',
        image,
        args: ['echo first > /shared/order'],
        volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
      },
      {
        name: 'server',
        image,
        restartPolicy: 'Always',
        command: ['node', '-e'],
        args: ["require('http').createServer((q, r) => r.end('served')).listen(4000)"],
        startupProbe: { tcpSocket: { port: 4000 }, periodSeconds: 1, failureThreshold: 60 },
      },
      {
        name: 'second',
        image,
        args: ['echo second >> $DIR/order'],
        env: [{ name: 'DIR', value: '/shared' }],
        volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
      },
    ],
    containers: [
      {
        name: 'main',
        image,
        command: ['node', '-e'],
        args: [
          "fetch('http://127.0.0.1:4000').then((r) => r.text()).then((t) => console.log(t, require('fs').readFileSync(process.env.DIR + '/order', 'utf8')))",
        ],
        env: [{ name: 'DIR', value: '/shared' }],
        volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
      },
    ],
    volumes: [{ name: 'shared', emptyDir: {} }],
  });
  const pod = await node.phase('sidecar', 'Succeeded', 'Failed');
  expect(pod.status?.phase).toBe('Succeeded');
  const order = mode === 'namespaces' ? 'served first\nsecond\n\n' : expect.stringContaining('served');
  expect(await node.logs('sidecar', { container: 'main' })).toEqual(order);
  expect(status(pod, 'server')?.state.terminated).toBeDefined();
});

test('what is missing is named, and the pod starts once it is there', async () => {
  await node.script('no-image', '', { image: 'nobody/has:this' });
  await node.script('no-secret', 'echo "$KEY"; sleep 1000', {
    env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'later', key: 'key' } } }],
  });
  await node.script('no-volume', 'sleep 1000', {}, { volumes: [{ name: 'v', configMap: { name: 'never' } }] });
  const noImage = await node.until(
    'no-image',
    (pod) =>
      status(pod)?.state.waiting?.reason === 'ErrImagePull' ||
      status(pod)?.state.waiting?.reason === 'ImagePullBackOff',
  );
  expect(status(noImage)?.state.waiting?.message).toContain('image "nobody/has:this" is not on this node');
  const noSecret = await node.until(
    'no-secret',
    (pod) => status(pod)?.state.waiting?.reason === 'CreateContainerConfigError',
  );
  expect(status(noSecret)?.state.waiting?.message).toContain('secret "later" not found');
  await eventually('the missing config map is told', async () =>
    (await events('no-volume')).some((one) => one.includes('configmap "never" not found')),
  );
  await node.client.create(SECRETS, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'default', name: 'later' },
    stringData: { key: 'here now' },
  });
  node.addImage('nobody/has:this', { '/workspace/file': '' });
  await node.phase('no-secret', 'Running');
  expect(await eventually('its output is there', () => node.logs('no-secret'))).toBe('here now\n');
  await node.phase('no-image', 'Succeeded');
  for (const name of ['no-image', 'no-secret', 'no-volume']) await node.delete(name);
  for (const name of ['no-image', 'no-secret', 'no-volume']) await node.gone(name);
});

test('a crashing container is restarted at once, then after a while, and its last end stays to be seen', async () => {
  await node.script('crash', 'echo run; exit 9', {}, { restartPolicy: 'Always' });
  const pod = await node.until(
    'crash',
    (one) => status(one)?.restartCount === 1 && status(one)?.state.waiting?.reason === 'CrashLoopBackOff',
  );
  expect(status(pod)?.lastState.terminated).toMatchObject({ exitCode: 9, reason: 'Error' });
  expect(status(pod)?.state.waiting?.message).toContain('back-off 10s');
  expect(await node.logs('crash', { previous: true })).toBe('run\n');
  await node.delete('crash');
  await node.gone('crash');
});

test('a container that is not well is restarted', async () => {
  const probe = {
    timeoutSeconds: 30,
    exec: { command: ['test', '-e', '/tmp/well'] },
    periodSeconds: 1,
    failureThreshold: 1,
  };
  await node.script(
    'unwell',
    'touch $WELL; trap "exit 0" TERM; while :; do sleep 0.1; done',
    {
      env: [{ name: 'WELL', value: '/tmp/well' }],
      startupProbe: { ...probe, failureThreshold: 30 },
      livenessProbe:
        mode === 'namespaces' ? probe : { ...probe, exec: { command: ['test', '-e', '/home/app/../tmp/well'] } },
    },
    { restartPolicy: 'Always' },
  );
  await node.ready('unwell');
  node.exec('unwell', 'bash', '-c', 'rm $WELL');
  await node.until('unwell', (pod) => (status(pod)?.restartCount ?? 0) > 0);
  await node.ready('unwell');
  expect(await events('unwell')).toContainEqual(expect.stringContaining('Unhealthy: Liveness probe failed'));
  await node.delete('unwell');
  await node.gone('unwell');
});

test('preStop runs before the program is asked to end; one that will not end is killed', async () => {
  await node.script(
    'stubborn',
    'trap "" TERM; echo up; while :; do sleep 0.1; done',
    {
      lifecycle: {
        preStop: { exec: { command: ['bash', '-c', 'echo pre-stop > /proc/1/fd/1 || :; touch /tmp/stopped'] } },
      },
    },
    // Longer than this test waits: what is said at the deletion counts.
    { terminationGracePeriodSeconds: 3600 },
  );
  await node.phase('stubborn', 'Running');
  await node.delete('stubborn', 1);
  await node.gone('stubborn');
});

test('memory over the limit ends the container, disk over the limit the pod', async () => {
  await node.script('memory', '', {
    command: ['node', '-e', 'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 50)'],
    args: [],
    resources: { limits: { memory: '128Mi' } },
  });
  await node.script(
    'disk',
    'dd if=/dev/zero of=$DIR/file bs=1M count=20; sleep 1000',
    {
      env: [{ name: 'DIR', value: '/dir' }],
      volumeMounts: [{ name: 'dir', mountPath: '/dir' }],
    },
    { volumes: [{ name: 'dir', emptyDir: { sizeLimit: '10Mi' } }] },
  );
  const memory = await node.phase('memory', 'Failed');
  expect(status(memory)?.state.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  const disk = await node.phase('disk', 'Failed');
  expect(disk.status).toMatchObject({
    reason: 'Evicted',
    message: 'Usage of EmptyDir volume "dir" exceeds the limit "10Mi".',
  });
  for (const name of ['memory', 'disk']) await node.delete(name);
});

test('a persistent volume outlives the pod; a path outside the folder of volumes is refused', async () => {
  const volume = (name: string, path: string): PersistentVolume => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      hostPath: { path },
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: '',
      claimRef: { namespace: 'default', name },
    },
  });
  const claim = (name: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace: 'default', name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: '',
      volumeName: name,
      resources: { requests: { storage: '1Gi' } },
    },
  });
  const places = { inside: join(node.dir, 'data', 'volumes', 'inside'), outside: join(node.dir, 'outside') };
  for (const [name, path] of Object.entries(places)) {
    await node.client.create(PERSISTENT_VOLUMES, volume(name, path));
    await node.client.request('POST', '/api/v1/namespaces/default/persistentvolumeclaims', { body: claim(name) });
  }
  const uses = (claimName: string) => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] });
  const mounted = {
    env: [{ name: 'DIR', value: '/data' }],
    volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'sub/folder' }],
  };
  await node.script('writes', 'echo kept > $DIR/file', mounted, uses('inside'));
  expect((await node.phase('writes', 'Succeeded', 'Failed')).status?.phase).toBe('Succeeded');
  await node.delete('writes');
  await node.script('reads', 'cat $DIR/file', mounted, uses('inside'));
  await node.phase('reads', 'Succeeded');
  expect(await node.logs('reads')).toBe('kept\n');
  await node.script('escapes', '', mounted, uses('outside'));
  await eventually('the refusal is told', async () =>
    (await events('escapes')).some((one) => one.includes("outside this node's folder of volumes")),
  );
  for (const name of ['reads', 'escapes']) await node.delete(name);
});

test('a container is kept to itself', async () => {
  if (mode !== 'namespaces') return;
  // Something of the host that must not be reached, from a pod in a network of its own.
  const server = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
  cleanUp.push(() => server.close());
  await eventually('the server listens', () => server.listening);
  const { port } = server.address() as AddressInfo;
  await node.script('neighbour', 'sleep 1000 # a neighbour');
  await node.phase('neighbour', 'Running');
  const script = `
    echo "user $(id -u) in $HOME"
    grep -E 'CapEff|NoNewPrivs' /proc/self/status
    touch /usr/x /etc/x /x 2>/dev/null && echo 'the system is writable'
    touch $HOME/x /tmp/x /workspace/x /dev/shm/x && echo 'its own places are writable'
    ls ${node.dir} 2>/dev/null && echo 'sees the folders of the node'
    ps -eo args | grep -q 'a neighbour$' && echo 'sees the processes of others'
    (exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null && echo 'reaches the host'
    (exec 3<>/dev/tcp/192.0.2.1/80) 2>/dev/null && echo 'reaches the world'
    mount -t tmpfs none /tmp 2>/dev/null && echo 'may mount'
    unshare -U true 2>/dev/null && echo 'may make user namespaces'
    echo 'last words' > /dev/termination-log
    kill -9 -1 2>/dev/null; echo "still here: $(hostname)"`;
  await node.script('kept', script, {
    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  });
  const kept = await node.phase('kept', 'Succeeded', 'Failed');
  expect(status(kept)?.state.terminated?.message).toBe('last words\n');
  expect((await node.logs('kept')).replaceAll('\t', ' ')).toBe(
    'user 1000 in /home/app\nCapEff: 0000000000000000\nNoNewPrivs: 1\nits own places are writable\nstill here: kept\n',
  );
  await node.script('reaches', `exec 3<>/dev/tcp/127.0.0.1/${port} && echo 'reaches the host'`);
  await node.phase('reaches', 'Failed');
  await node.create(
    'node-network',
    {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'main',
          image: 'test/image:1',
          args: [`exec 3<>/dev/tcp/127.0.0.1/${port} && echo 'reaches the host'`],
        },
      ],
    },
    { annotations: { [NODE_NETWORK_ANNOTATION]: 'main' } },
  );
  expect((await node.phase('node-network', 'Succeeded', 'Failed')).status?.phase).toBe('Succeeded');
  expect((await node.get('neighbour'))?.status?.phase).toBe('Running');
});

test('a link in a volume leads nowhere outside', async () => {
  if (mode !== 'namespaces') return;
  const secret = join(node.dir, 'secret-of-the-host');
  mkdirSync(secret, { recursive: true });
  writeFileSync(join(secret, 'file'), 'secret');
  const data = join(node.dir, 'data', 'volumes', 'inside');
  mkdirSync(data, { recursive: true });
  symlinkSync(secret, join(data, 'link'));
  await node.script(
    'link',
    'ls -A /data; ls -A /direct',
    {
      volumeMounts: [
        { name: 'data', mountPath: '/data', subPath: 'link' },
        { name: 'data', mountPath: '/direct/deep' },
      ],
    },
    { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'inside' } }] },
  );
  const pod = await node.until('link', (one) => status(one)?.state.terminated !== undefined);
  const output = await node.logs('link').catch(() => '');
  expect(output).not.toContain('file');
  expect(status(pod)?.state.terminated?.exitCode).not.toBeUndefined();
});

test('a forwarder that is killed comes back, and so does a pod whose namespaces are gone', async () => {
  if (mode !== 'namespaces') return;
  const server = "require('http').createServer((q, r) => r.end('up')).listen(3000, '0.0.0.0')";
  await node.script(
    'healed',
    '',
    {
      command: ['node', '-e', server],
      args: [],
      ports: [{ containerPort: 3000 }],
      readinessProbe: { tcpSocket: { port: 3000 }, periodSeconds: 1 },
    },
    { restartPolicy: 'Always' },
  );
  const { status: before } = await node.ready('healed');
  const ask = async () => (await fetch(`http://${before?.podIP}:3000/`)).text();
  expect(await ask()).toBe('up');
  const record = () => JSON.parse(readNetwork('healed')) as { forwarder: { pid: number }; holder: { pid: number } };
  signal(record().forwarder.pid, 'SIGKILL');
  await eventually('the forwarder is back', () => ask().catch(() => undefined));
  expect(signal(record().holder.pid, 'SIGKILL')).toBe(true);
  await node.until('healed', (pod) => (status(pod)?.restartCount ?? 0) > 0);
  const { status: after } = await node.ready('healed');
  expect(await (await fetch(`http://${after?.podIP}:3000/`)).text()).toBe('up');
});

test('a pod that this node ended stays ended, and its output can still be read', async () => {
  await node.script('done', 'echo bye');
  await node.phase('done', 'Succeeded');
  await node.down('SIGKILL');
  await node.up();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const pod = await node.get('done');
  expect(pod?.status).toMatchObject({
    phase: 'Succeeded',
    containerStatuses: [{ restartCount: 0, state: { terminated: { exitCode: 0 } } }],
  });
  expect(await node.logs('done')).toBe('bye\n');
});

function readNetwork(name: string): string {
  const folder = node.folders().find((one) => one.startsWith(`default_${name}_`)) ?? '';
  return readFileSync(join(node.podsDir(), folder, '_network', 'network.json'), 'utf8');
}
