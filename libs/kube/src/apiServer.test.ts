import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { Cache } from './cache.ts';
import { KubeClient } from './client.ts';
import { Controller, specChanged } from './controller.ts';
import type { ConfigMap } from './core.ts';
import { isAlreadyExists, isConflict, isInvalid, isNotFound } from './errors.ts';
import { Recorder } from './events.ts';
import { loadKubeConfig } from './kubeconfig.ts';
import { LeaderElection, LeaseLostError } from './lease.ts';
import { createLog } from './log.ts';
import { CONFIG_MAPS, EVENTS, LEASES, SANDBOXES, SERVICE_ACCOUNTS } from './resources.ts';
import { createToken, reviewToken } from './reviews.ts';

/* Everything here runs against a real API server. */

const log = createLog('test').child({}, { level: 'silent' });
let plane: TestControlPlane;
let client: KubeClient;

beforeAll(async () => {
  plane = await startControlPlane({ parts: [] });
  client = connect();
}, 60_000);

afterAll(async () => {
  await client?.close();
  await plane?.stop();
}, 60_000);

describe('KubeClient', () => {
  test('tells the usual refusals apart', async () => {
    await client.create(CONFIG_MAPS, configMap('refusals', { a: '1' }));
    const again = client.create(CONFIG_MAPS, configMap('refusals'));
    expect(isAlreadyExists(await failure(again))).toBe(true);
    const stale = client.mergePatch(CONFIG_MAPS, ref('refusals'), { data: {} }, { resourceVersion: '1' });
    expect(isConflict(await failure(stale))).toBe(true);
    const staleJson = client.jsonPatch(CONFIG_MAPS, ref('refusals'), [], { resourceVersion: '1' });
    expect(isConflict(await failure(staleJson))).toBe(true);
    const wrongUid = client.delete(CONFIG_MAPS, ref('refusals'), { uid: 'another' });
    expect(isConflict(await failure(wrongUid))).toBe(true);
    expect(isNotFound(await failure(client.get(CONFIG_MAPS, ref('absent'))))).toBe(true);
    const wrong = client.create(SANDBOXES, {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'Sandbox',
      metadata: { namespace: 'default', name: 'wrong' },
      spec: { template: '' },
    });
    expect(isInvalid(await failure(wrong))).toBe(true);
    expect(await client.find(CONFIG_MAPS, ref('absent'))).toBeUndefined();
    expect(await client.delete(CONFIG_MAPS, ref('absent'))).toBe(false);
  });

  test('apply owns what it states: what is left out next time goes, what others set stays', async () => {
    const manager = { fieldManager: 'mine' };
    await client.apply(CONFIG_MAPS, configMap('applied', { a: '1', b: '2' }), manager);
    await client.mergePatch(CONFIG_MAPS, ref('applied'), { data: { other: 'x' } });
    const { data } = await client.apply(CONFIG_MAPS, configMap('applied', { a: '3' }), manager);
    expect(data).toEqual({ a: '3', other: 'x' });
    const contested = client.apply(CONFIG_MAPS, configMap('applied', { other: 'y' }), { ...manager, force: false });
    expect(isConflict(await failure(contested))).toBe(true);
  });

  test('lists in pages without losing anything', async () => {
    const names = Array.from({ length: 25 }, (_, n) => `page-${String(n).padStart(2, '0')}`);
    await Promise.all(names.map((name) => client.create(CONFIG_MAPS, configMap(name, {}, { paged: 'yes' }))));
    const { items } = await client.list(CONFIG_MAPS, { namespace: 'default', labelSelector: 'paged=yes', limit: 10 });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(names);
    expect(items[0]).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
  });

  test('options of a delete arrive, also when many follow on one connection', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `delete-${n}`);
    await Promise.all(names.map((name) => client.create(CONFIG_MAPS, configMap(name))));
    const options = { gracePeriodSeconds: 0, propagationPolicy: 'Foreground' } as const;
    const deleted = await Promise.all(names.map((name) => client.delete(CONFIG_MAPS, ref(name), options)));
    expect(deleted.every(Boolean)).toBe(true);
  });

  test('150 watches do not keep requests waiting', async () => {
    const stopping = new AbortController();
    const caches = Array.from(
      { length: 150 },
      (_, n) => new Cache({ client, type: CONFIG_MAPS, log, namespace: 'default', labelSelector: `watch=${n}` }),
    );
    const running = caches.map((cache) => cache.run(stopping.signal));
    await Promise.all(caches.map((cache) => cache.synced));
    await client.create(CONFIG_MAPS, configMap('watched', {}, { watch: '149' }));
    await until(() => caches[149]?.size === 1);
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.get(CONFIG_MAPS, ref('watched'))));
    expect(answers).toHaveLength(50);
    stopping.abort();
    await Promise.all(running);
  }, 60_000);

  test('a guard keeps writes back, and reads not', async () => {
    const guarded = connect();
    guarded.guardWrites(() => {
      throw new LeaseLostError('gone');
    });
    expect(await failure(guarded.create(CONFIG_MAPS, configMap('kept-back')))).toBeInstanceOf(LeaseLostError);
    expect(await guarded.find(CONFIG_MAPS, ref('kept-back'))).toBeUndefined();
    await guarded.close();
  });

  test('makes a token of a service account', async () => {
    const metadata = { namespace: 'default', name: 'somebody' };
    await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const { token } = await createToken(client, metadata, { expirationSeconds: 600 });
    const account = new KubeClient({ ...client.config, cert: undefined, key: undefined, token: () => token });
    expect(await failure(account.list(CONFIG_MAPS, { namespace: 'default' }))).toMatchObject({ code: 403 });
    const review = await reviewToken(client, token);
    expect(review).toMatchObject({ authenticated: true, user: { username: 'system:serviceaccount:default:somebody' } });
    await account.close();
  });
});

describe('Cache', () => {
  test('follows the server, by key, index and handler, without managedFields', async () => {
    const stopping = new AbortController();
    const indices = { color: ({ data }: ConfigMap) => [data?.color] };
    const cache = new Cache({ client, type: CONFIG_MAPS, log, labelSelector: 'cached=yes', indices });
    const seen: string[] = [];
    cache.addHandler({
      added: ({ metadata }) => seen.push(`+${metadata.name}`),
      updated: ({ data }, old) => seen.push(`${old.data?.color}>${data?.color}`),
      deleted: ({ metadata }) => seen.push(`-${metadata.name}`),
    });
    await client.create(CONFIG_MAPS, configMap('cached', { color: 'red' }, { cached: 'yes' }));
    const running = cache.run(stopping.signal);
    await cache.synced;
    expect(cache.byIndex('color', 'red')).toHaveLength(1);
    expect(cache.get(ref('cached'))?.metadata).not.toHaveProperty('managedFields');
    await client.mergePatch(CONFIG_MAPS, ref('cached'), { data: { color: 'blue' } });
    await until(() => cache.byIndex('color', 'blue').length === 1);
    expect(cache.byIndex('color', 'red')).toEqual([]);
    await client.delete(CONFIG_MAPS, ref('cached'));
    await until(() => cache.size === 0);
    expect(seen).toEqual(['+cached', 'red>blue', '-cached']);
    stopping.abort();
    await running;
  });

  test('what is learned from a write is there at once, and does not come back after a delete', async () => {
    const stopping = new AbortController();
    const cache = new Cache({ client, type: CONFIG_MAPS, log, labelSelector: 'learned=yes' });
    const running = cache.run(stopping.signal);
    await cache.synced;
    const created = await client.create(CONFIG_MAPS, configMap('learned', {}, { learned: 'yes' }));
    cache.learn(created);
    expect(cache.get(ref('learned'))).toBeDefined();
    await client.delete(CONFIG_MAPS, ref('learned'));
    await until(() => cache.size === 0);
    cache.learn(created);
    expect(cache.size).toBe(0);
    stopping.abort();
    await running;
  });
});

describe('Controller', () => {
  test('reconciles what changed, tries failures again and finishes what is in hand', async () => {
    const stopping = new AbortController();
    const cache = new Cache({ client, type: CONFIG_MAPS, log, labelSelector: 'controlled=yes' });
    const keys: string[] = [];
    let failures = 2;
    let finished = false;
    const registry = new Registry();
    const controller = new Controller({
      name: 'test',
      log,
      registry,
      queue: { backoffFirst: 5 },
      async reconcile(key) {
        keys.push(key);
        if (key.endsWith('slow')) {
          await sleep(300);
          finished = true;
        }
        if (failures-- > 0) throw new Error('not yet');
        return undefined;
      },
    }).for(cache, specChanged);
    const running = Promise.all([cache.run(stopping.signal), controller.run(stopping.signal)]);
    await client.create(CONFIG_MAPS, configMap('controlled', {}, { controlled: 'yes' }));
    await until(() => keys.length === 3);
    expect(new Set(keys)).toEqual(new Set(['default/controlled']));
    controller.enqueue('default/slow');
    await until(() => keys.includes('default/slow'));
    stopping.abort();
    await running;
    expect(finished).toBe(true);
    const metrics = await registry.metrics();
    expect(metrics).toContain('controller_runtime_reconcile_errors_total{controller="test"} 2');
    expect(metrics).toContain('controller_runtime_reconcile_total{controller="test",result="success"} 2');
    expect(metrics).toContain('workqueue_depth{name="test"} 0');
  });
});

describe('LeaderElection', () => {
  test('one leads; the next takes over when the lease is released, and when it runs out', async () => {
    const make = (identity: string) =>
      new LeaderElection({
        client,
        log,
        namespace: 'default',
        name: 'election',
        identity,
        leaseDuration: 1500,
        renewDeadline: 1000,
        retryPeriod: 100,
      });
    const [first, second, third] = [make('first'), make('second'), make('third')];
    const forever = new AbortController().signal;
    await first.acquire(forever);
    const waiting = second.acquire(forever);
    await sleep(400);
    expect(second.isHeld).toBe(false);
    await first.release();
    await waiting;
    expect(second.isHeld).toBe(true);
    expect(first.isHeld).toBe(false);
    expect(() => first.assertHeld('/api/v1/pods')).toThrow(LeaseLostError);
    // The second dies without a word: the third waits the lease out.
    await third.acquire(forever);
    expect(second.isHeld).toBe(false);
    await expect(second.hold(forever)).rejects.toThrow(LeaseLostError);
    const lease = await client.get(LEASES, { namespace: 'default', name: 'election' });
    expect(lease.spec).toMatchObject({ holderIdentity: 'third', leaseTransitions: 2 });
    expect(lease.spec?.renewTime).toMatch(/\.\d{6}Z$/);
    await third.release();
  }, 30_000);
});

describe('Recorder', () => {
  test('writes what kubectl describe shows, and counts repetitions instead of writing them', async () => {
    const recorder = new Recorder({ client, log, controller: 'appfactory.dev/test', instance: 'here' });
    const about = await client.create(CONFIG_MAPS, configMap('eventful'));
    const occurrence = { type: 'Warning', reason: 'Broken', action: 'Try', note: 'ä'.repeat(2000) } as const;
    for (let n = 0; n < 5; n++) recorder.record(about, occurrence);
    await recorder.flush();
    const { items } = await client.list(EVENTS, { namespace: 'default', fieldSelector: 'reason=Broken' });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ type: 'Warning', regarding: { kind: 'ConfigMap', uid: about.metadata.uid } });
  });
});

function connect(): KubeClient {
  return new KubeClient(loadKubeConfig({ env: { KUBECONFIG: plane.kubeconfigPath('admin') } }));
}

function ref(name: string) {
  return { namespace: 'default', name };
}

function configMap(name: string, data: Record<string, string> = {}, labels: Record<string, string> = {}): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'default', name, labels }, data };
}

function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('did not come true in 20 s');
    await sleep(10);
  }
}
