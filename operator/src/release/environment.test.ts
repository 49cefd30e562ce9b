import { randomUUID } from 'node:crypto';
import { DEPLOYMENTS, JOBS, RELEASES, SECRETS } from '@appfactory/kube/resources';
import {
  ANNOTATION_PLAIN,
  ANNOTATION_REMOVED,
  ANNOTATION_SET_BY,
  CHANGE_TYPE,
  LABEL_ENVIRONMENT,
  LABEL_ENVIRONMENT_CHANGE,
} from '@appfactory/resources/environment';
import type { Release } from '@appfactory/resources/release';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type BuildCluster, conditionsOf, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';

const CLIENT = { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] };
const KEY = 're_marker_0123456789';

let world: BuildCluster;
let proxy: FaultProxy;
let operator: OperatorProcess;
let namespace: string;

beforeAll(async () => {
  world = await startBuildCluster(85);
  proxy = await world.proxy();
  operator = await startOperatorProcess({
    kubeconfig: proxy.kubeconfig,
    env: { ...world.operatorEnv, MAX_ACTIVE_BUILDS: '9', LEASE_SECONDS: '30' },
  });
}, 600_000);

afterAll(async () => {
  await operator?.stop();
  await proxy?.close();
  await world?.stop();
}, 400_000);

beforeEach(async () => {
  world.rehearsal = () => 0;
  namespace = await world.namespace();
  await world.apply(namespace, 'crm', { entities: [CLIENT] });
  await world.until(namespace, 'crm', 'Ready', ({ status }) => status?.phase === 'Ready');
}, 400_000);

interface Change {
  set?: Record<string, string>;
  plain?: string;
  removed?: string;
  release?: string;
}

async function change({ set = {}, plain = '', removed = '', release = 'crm' }: Change): Promise<void> {
  await world.client.create(SECRETS, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `change-${randomUUID()}`,
      namespace,
      labels: { [LABEL_ENVIRONMENT_CHANGE]: release },
      annotations: { [ANNOTATION_SET_BY]: 'ada@acme', [ANNOTATION_PLAIN]: plain, [ANNOTATION_REMOVED]: removed },
    },
    type: CHANGE_TYPE,
    stringData: set,
  });
}

const read = () => world.client.get(RELEASES, { namespace, name: 'crm' });

function release(what: string, holds: (status: NonNullable<Release['status']>) => unknown): Promise<Release> {
  return eventually(what, async () => {
    const found = await read();
    return found.status && holds(found.status) ? found : undefined;
  });
}

/** The variables that the pods of the app are started with. */
async function given(): Promise<Record<string, string>> {
  const { spec } = await world.client.get(DEPLOYMENTS, { namespace, name: 'crm' });
  const name = spec.template.spec.containers[0]?.envFrom?.[0]?.secretRef.name;
  if (name === undefined) return {};
  const { data = {} } = await world.client.get(SECRETS, { namespace, name });
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

async function secretNames(): Promise<string[]> {
  const { items } = await world.client.list(SECRETS, { namespace });
  return items.map(({ metadata }) => metadata.name).filter((name) => /environment|change/.test(name));
}

test('what people drop reaches the app after a rehearsal, and its values nobody', async () => {
  const rehearsed: string[] = [];
  world.rehearsal = (pod) => {
    rehearsed.push(pod.spec.containers[0]?.env?.find(({ name }) => name === 'RELEASE_ENVIRONMENT')?.value ?? '');
    return 0;
  };
  await change({ set: { RESEND_API_KEY: KEY, MAIL_FROM: 'a@b.example', PORT: '1' }, plain: 'MAIL_FROM' });
  const first = await release(
    'it serves with both',
    (status) => status.servingEnvironment && status.phase === 'Serving',
  );
  expect(rehearsed).toEqual(['MAIL_FROM,RESEND_API_KEY']);
  expect(await given()).toEqual({ RESEND_API_KEY: KEY, MAIL_FROM: 'a@b.example' });
  const setAt = expect.any(String);
  expect(first.status?.environment).toEqual({
    variables: [
      { name: 'MAIL_FROM', secret: false, value: 'a@b.example', setBy: 'ada@acme', setAt },
      { name: 'RESEND_API_KEY', secret: true, setBy: 'ada@acme', setAt },
    ],
  });
  expect(first.status?.history).toHaveLength(1);
  expect(JSON.stringify(first)).not.toContain(KEY);

  await change({ removed: 'RESEND_API_KEY' });
  await release('it serves with one', ({ servingEnvironment, phase }) => {
    return servingEnvironment !== first.status?.servingEnvironment && phase === 'Serving';
  });
  expect(await given()).toEqual({ MAIL_FROM: 'a@b.example' });
  // What was taken away is nowhere any more.
  await eventually('two are left', async () => (await secretNames()).length === 2);
  const { items } = await world.client.list(SECRETS, { namespace });
  expect(JSON.stringify(items)).not.toContain(Buffer.from(KEY).toString('base64'));
}, 600_000);

test('variables with which the app does not come up leave it as it is, until they are set right', async () => {
  await change({ set: { RESEND_API_KEY: 'first-value' } });
  const before = await release('it serves', (status) => status.servingEnvironment && status.phase === 'Serving');
  world.rehearsal = () => 1;
  await change({ set: { RESEND_API_KEY: 'second-value' } });
  const failed = await release('it says so', ({ phase }) => phase === 'Failed');
  expect(conditionsOf(failed as Parameters<typeof conditionsOf>[0])).toContain('Stalled=True/RehearsalFailed');
  expect(failed.status?.servingEnvironment).toBe(before.status?.servingEnvironment);
  expect(await given()).toEqual({ RESEND_API_KEY: 'first-value' });
  world.rehearsal = () => 0;
  await change({ set: { RESEND_API_KEY: 'third-value' } });
  await release('it serves again', ({ phase }) => phase === 'Serving');
  expect(await given()).toEqual({ RESEND_API_KEY: 'third-value' });
}, 600_000);

test('a Secret that carries the label is taken, by whomever it was made', async () => {
  await world.client.create(SECRETS, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'crm-environment', namespace, labels: { [LABEL_ENVIRONMENT]: 'crm' } },
    stringData: { UPLOADTHING_TOKEN: KEY, NODE_OPTIONS: '--require ./x' },
  });
  const served = await release('it serves', (status) => status.servingEnvironment && status.phase === 'Serving');
  expect(served.status?.environment).toEqual({
    variables: [{ name: 'UPLOADTHING_TOKEN', secret: true }],
    refused: ['NODE_OPTIONS'],
  });
  expect(await given()).toEqual({ UPLOADTHING_TOKEN: KEY });
  await world.client.delete(SECRETS, { namespace, name: 'crm-environment' });
  await release('it serves without', ({ servingEnvironment, phase }) => !servingEnvironment && phase === 'Serving');
  expect(await given()).toEqual({});
  await eventually('the rehearsals are gone', async () => {
    const { items } = await world.client.list(JOBS, { namespace });
    return !items.some(({ metadata }) => metadata.name.includes('-rehearse-'));
  });
}, 600_000);

test('what is dropped for a release that is not there is thrown away, and all goes with the release', async () => {
  await change({ set: { RESEND_API_KEY: KEY }, release: 'nothing' });
  await eventually('it is gone', async () => (await secretNames()).length === 0);
  await change({ set: { RESEND_API_KEY: KEY } });
  await release('it serves', (status) => status.servingEnvironment && status.phase === 'Serving');
  await world.client.delete(RELEASES, { namespace, name: 'crm' });
  await eventually('they are gone', async () => {
    const { items } = await world.client.list(SECRETS, { namespace });
    return !JSON.stringify(items).includes(Buffer.from(KEY).toString('base64'));
  });
}, 600_000);
