import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectEvents } from '@appfactory/events/connection';
import { CONFIG_MAPS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findBinaries } from '../binaries/find.ts';
import { endLeftovers } from '../leftovers.ts';
import type { PartEvent } from '../supervise.ts';
import { startPlane } from './plane.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-plane-test-'));
});

afterAll(() => rm(dir, { recursive: true, force: true }));

const NOTE = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'note', namespace: 'default' },
  data: { a: 'b' },
};

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('the same folder finds everything again, at the same addresses; NATS keeps streams', async () => {
  const binaries = await findBinaries();
  const first = await startPlane({ dir, binaries, fsync: false, parts: ['nats'] });
  await first.client.apply(CONFIG_MAPS, NOTE, { fieldManager: 'test' });
  if (!first.nats) throw new Error('no NATS');
  const writer = await connectEvents({ url: first.nats.url, credsFile: first.nats.operatorCreds, name: 'test' });
  const manager = await writer.manager();
  await manager.streams.add({ name: 'KEPT', subjects: ['kept.>'] });
  await writer.jetstream.publish('kept.one', 'first');
  await writer.close();
  await first.stop();

  const second = await startPlane({ dir, binaries, fsync: false, parts: ['nats'] });
  try {
    expect(second.url).toBe(first.url);
    expect((await second.client.get(CONFIG_MAPS, { namespace: 'default', name: 'note' })).data).toEqual({ a: 'b' });
    if (!second.nats) throw new Error('no NATS');
    const reader = await connectEvents({ url: second.nats.url, credsFile: second.nats.operatorCreds, name: 'test' });
    const info = await (await reader.manager()).streams.info('KEPT');
    expect(info.state.messages).toBe(1);
    await reader.close();
  } finally {
    await second.stop();
  }
}, 120_000);

test('keys are readable by their owner alone', async () => {
  for (const file of ['pki/cluster-ca.key', 'pki/service-accounts.key', 'kubeconfig/admin', 'nats/keys.json']) {
    expect((await stat(join(dir, file))).mode & 0o077).toBe(0);
  }
});

test('an API server and an etcd that are killed come back at the same place, and clients go on', async () => {
  const events: PartEvent[] = [];
  const plane = await startPlane({
    dir,
    binaries: await findBinaries(),
    fsync: false,
    parts: [],
    onEvent: (event) => events.push(event),
  });
  try {
    for (const name of ['kube-apiserver', 'etcd']) {
      const part = plane.parts.running.find((one) => one.name === name);
      process.kill(part?.pid() ?? 0, 'SIGKILL');
      await until(() => events.some((event) => event.part === name && event.kind === 'restarted'));
      await until(() =>
        plane.client.list(CONFIG_MAPS, { namespace: 'default' }).then(
          () => true,
          () => false,
        ),
      );
    }
  } finally {
    await plane.stop();
  }
}, 120_000);

test('ports that somebody else took meanwhile are replaced', async () => {
  const binaries = await findBinaries();
  const first = await startPlane({ dir, binaries, fsync: false, parts: [] });
  const port = first.files.ports.api;
  await first.stop();
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  const second = await startPlane({ dir, binaries, fsync: false, parts: [] });
  try {
    expect(second.files.ports.api).not.toBe(port);
    expect(await second.client.find(CONFIG_MAPS, { namespace: 'default', name: 'note' })).toBeDefined();
  } finally {
    await second.stop();
    await new Promise((resolve) => stranger.close(resolve));
  }
}, 120_000);

test('when a part does not start, it is named with its last lines, and nothing is left running', async () => {
  const binaries = { ...(await findBinaries()), 'kube-apiserver': '/bin/false' };
  const own = await mkdtemp(join(tmpdir(), 'appfactory-plane-broken-'));
  try {
    await expect(startPlane({ dir: own, binaries, fsync: false })).rejects.toThrow('kube-apiserver did not start');
    expect(await endLeftovers(own)).toEqual([]);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}, 120_000);
