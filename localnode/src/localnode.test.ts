import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CONFIG_MAPS, SECRETS } from '@appfactory/kube/resources';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { eventually, TestNode, type TestNodeOptions } from './testing/testNode.ts';

jest.setTimeout(300_000);

let plane: TestControlPlane;

beforeAll(async () => {
  plane = await startControlPlane({ manifests: false });
  const { client } = plane.plane;
  const metadata = { namespace: 'default', name: 'given' };
  await client.create(CONFIG_MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'value a' } });
  await client.create(SECRETS, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    stringData: { key: 'line 1\nline "2" $HOME' },
  });
});

afterAll(() => plane?.stop());

const root = process.getuid?.() === 0;
const namespaces = spawnSync('unshare', ['-Urnm', 'true']).status === 0;
const NOBODY = 65534;
const source = fileURLToPath(new URL('main.ts', import.meta.url));
const nobodyReads =
  root && spawnSync('setpriv', [`--reuid=${NOBODY}`, '--clear-groups', 'test', '-r', source]).status === 0;

const modes: [string, TestNodeOptions][] = [['without namespaces', { isolation: 'none' }]];
if (namespaces) modes.unshift(['in namespaces', { isolation: 'namespaces' }]);
if (namespaces && nobodyReads)
  modes.push(['in namespaces, as another user', { isolation: 'namespaces', user: NOBODY }]);

const SERVER = `
const server = require('http').createServer((request, response) => response.end(process.env.POD_IP + ' ' + process.env.ANSWER));
server.listen(3000);
process.on('SIGTERM', () => { console.log('asked to end'); server.close(() => process.exit(7)); server.closeAllConnections(); });`;

const web = (answer: string) => ({
  command: ['/opt/node/bin/node', '-e', SERVER],
  args: [],
  ports: [{ name: 'http', containerPort: 3000 }],
  env: [
    { name: 'ANSWER', value: answer },
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
  ],
  readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
});

async function ask(ip: string | undefined): Promise<string> {
  const response = await fetch(`http://${ip}:3000/`);
  return response.text();
}

describe.each(modes)('%s', (_name, options) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await TestNode.start(plane, options);
  });
  afterAll(() => node?.remove());

  test('a pod runs to its end with its environment, volumes, output and exit code', async () => {
    const script = `
      cat file; echo changed > file; cat file
      echo "$FROM_IMAGE|$A|$KEY|$ABSENT|$SELF|$CPU|given_$pre_a"
      cat "$CONFIG/a" "$SECRET/key"; echo; cat "$PROJECTED/labels"; echo; cut -c1-3 "$PROJECTED/token"
      echo data > "$EMPTY/file" && cat "$EMPTY/file"; cat "$ONE"; echo
      { echo x > "$CONFIG/b"; } 2>/dev/null && [ "$POD_ROOT" = '' ] && echo 'a config map could be written'
      exit 3`;
    await node.script(
      'whole',
      script,
      {
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'given', key: 'a' } } },
          { name: 'KEY', valueFrom: { secretKeyRef: { name: 'given', key: 'key' } } },
          { name: 'ABSENT', valueFrom: { secretKeyRef: { name: 'given', key: 'no', optional: true } } },
          { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'SELF', value: 'I am $(NAME), not $$(NAME)' },
          { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
          { name: 'CONFIG', value: '/config' },
          { name: 'SECRET', value: '/secret' },
          { name: 'PROJECTED', value: '/projected' },
          { name: 'EMPTY', value: '/empty' },
          { name: 'ONE', value: '/one/file.txt' },
        ],
        envFrom: [{ prefix: 'pre_', configMapRef: { name: 'given' } }],
        resources: { limits: { cpu: '250m' } },
        volumeMounts: [
          { name: 'config', mountPath: '/config' },
          { name: 'secret', mountPath: '/secret' },
          { name: 'projected', mountPath: '/projected' },
          { name: 'empty', mountPath: '/empty' },
          { name: 'config', mountPath: '/one/file.txt', subPath: 'a' },
        ],
      },
      {
        volumes: [
          { name: 'config', configMap: { name: 'given' } },
          { name: 'secret', secret: { secretName: 'given', defaultMode: 0o400 } },
          { name: 'empty', emptyDir: {} },
          {
            name: 'projected',
            projected: {
              sources: [
                { serviceAccountToken: { path: 'token', audience: 'somebody' } },
                { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.name' } }] } },
              ],
            },
          },
        ],
      },
    );
    const pod = await node.phase('whole', 'Failed', 'Succeeded');
    expect(await node.logs('whole')).toBe(
      [
        'from the image\nchanged',
        'yes|value a|line 1\nline "2" $HOME||I am whole, not $(NAME)|250|given_value a',
        'value aline 1\nline "2" $HOME\nwhole\neyJ\ndata\nvalue a\n',
      ].join('\n'),
    );
    expect(pod.status?.containerStatuses?.[0]?.state.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    await node.delete('whole');
    await node.gone('whole');
  });

  test('two pods have the same port; each is ready, answers, runs commands, and ends as it wants', async () => {
    await node.script('web-a', '', web('A'));
    await node.script('web-b', '', web('B'));
    for (const name of ['web-a', 'web-b']) {
      const { status } = await node.ready(name);
      expect(await ask(status?.podIP)).toBe(`${status?.podIP} ${name.at(-1)?.toUpperCase()}`);
      expect(node.exec(name, 'bash', '-c', 'echo "$ANSWER $(id -u)"; pwd')).toMatch(/^[AB] [1-9]\d*\n.*\n$/);
    }
    await node.delete('web-a');
    await node.gone('web-a');
    expect(await ask((await node.get('web-b'))?.status?.podIP)).toContain('B');
    await node.delete('web-b');
    await node.gone('web-b');
    await eventually('the folders are gone', () => node.folders().length === 0);
  });

  test('killed and started again, it finds what runs, what ended and what was deleted meanwhile', async () => {
    await node.script('stays', '', web('here'));
    await node.script('ends', 'echo before; while [ ! -e go ]; do sleep 0.1; done; echo after; exit 42');
    await node.script('deleted', 'while :; do sleep 0.1; done');
    for (const name of ['ends', 'deleted']) await node.phase(name, 'Running');
    const before = await node.ready('stays');
    const pid = node.exec('stays', 'bash', '-c', 'echo $PPID; cat /proc/sys/kernel/random/boot_id');
    expect(pid).not.toBe('');
    node.exec('ends', 'bash', '-c', '(sleep 1; touch go) > /dev/null 2>&1 &');
    await node.down('SIGKILL');
    await node.delete('deleted', 0);
    expect(await ask(before.status?.podIP)).toContain('here');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await node.up();
    const ended = await node.phase('ends', 'Failed');
    expect(ended.status?.containerStatuses?.[0]?.state.terminated?.exitCode).toBe(42);
    expect(await node.logs('ends')).toBe('before\nafter\n');
    const after = await node.ready('stays');
    const ready = (pod: typeof after) =>
      pod.status?.conditions?.find((one) => one.type === 'Ready')?.lastTransitionTime;
    expect(after.status?.containerStatuses?.[0]).toMatchObject({
      restartCount: 0,
      state: before.status?.containerStatuses?.[0]?.state,
    });
    expect(ready(after)).toBe(ready(before));
    expect(await ask(after.status?.podIP)).toContain('here');
    await eventually('the deleted pod is gone', () => !node.folders().some((name) => name.includes('deleted')));
    for (const name of ['stays', 'ends']) await node.delete(name);
    for (const name of ['stays', 'ends']) await node.gone(name);
  });

  test('told to drain, it ends all programs in order and takes them up again', async () => {
    await node.script('drained', '', { ...web('again') }, { restartPolicy: 'Always' });
    await node.ready('drained');
    await node.down('SIGTERM');
    await node.up({ LOCALNODE_ON_STOP: 'drain' });
    const pod = await node.ready('drained');
    const processes = () =>
      execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(node.dir));
    expect(await node.down('SIGTERM')).toBe(0);
    expect(processes()).toEqual([]);
    await expect(ask(pod.status?.podIP)).rejects.toThrow();
    await node.up();
    const again = await node.until('drained', (one) => (one.status?.containerStatuses?.[0]?.restartCount ?? 0) > 0);
    expect(again.status?.containerStatuses?.[0]?.lastState.terminated?.exitCode).toBe(7);
    await node.ready('drained');
    await node.delete('drained');
    await node.gone('drained');
  });
});
