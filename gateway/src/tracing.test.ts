import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeClient } from '@appfactory/kube/client';
import type { Pod } from '@appfactory/kube/core';
import { APP_BUILDS, CONFIG_MAPS, SECRETS } from '@appfactory/kube/resources';
import { type RunningProcess, startProcess } from '@appfactory/launcher/process';
import { type BuildCluster, startBuildCluster, TEMPLATE } from '@appfactory/operator/testing/buildCluster';
import { eventually } from '@appfactory/operator/testing/eventually';
import { type OperatorProcess, startOperatorProcess } from '@appfactory/operator/testing/operatorProcess';
import { ANNOTATION_TRACEPARENT } from '@appfactory/resources/meta';
import { type Collector, startCollector } from '@appfactory/tracing/testing/collector';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signedIn, type TestClient } from './testing/client.ts';
import { startDatabase, type TestDatabase } from './testing/platform.ts';

const NODE = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'node');
const AGENT = join(import.meta.dirname, '..', '..', 'agent', 'src', 'main.ts');

let world: BuildCluster;
let database: TestDatabase;
let collector: Collector;
let operator: OperatorProcess;
let gateway: RunningProcess;
let owner: TestClient;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-tracing-'));
  [world, database, collector] = await Promise.all([startBuildCluster(47), startDatabase(), startCollector()]);
  const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  // The real agent, which here has no sandbox to build in: it gets as far as saying so.
  world.agents.run = (pod) => runAgent(world.client, pod, folder);
  operator = await startOperatorProcess({
    kubeconfig: await readFile(world.cluster.kubeconfigPath('operator'), 'utf8'),
    // One that is lost on a busy machine ends the operator.
    env: { ...world.operatorEnv, ...tracing, LEASE_SECONDS: '120' },
  });
  const { nats } = world.cluster.plane;
  const link = join(folder, 'link');
  gateway = await startProcess({
    name: 'gateway',
    command: NODE,
    args: [join(import.meta.dirname, 'main.ts')],
    env: {
      ...tracing,
      KUBECONFIG: world.cluster.kubeconfigPath('gateway'),
      DATABASE_URL: database.url,
      NATS_URL: nats?.url ?? '',
      NATS_CREDS: nats?.gatewayCreds ?? '',
      NATS_INBOX_PREFIX: nats?.gatewayInboxPrefix ?? '',
      SIGN_IN_LINK_FILE: link,
    },
    logFile: join(folder, 'gateway.log'),
    ready: { json: true },
  });
  owner = await signedIn(String(gateway.readyLine.address), await readFile(link, 'utf8'));
});

afterAll(async () => {
  await gateway?.stop();
  await operator?.stop();
  await world?.stop();
  await database?.stop();
  await collector?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the agent with what its pod says: the environment, and the files of its volumes. Resolves with its exit code. */
async function runAgent(client: KubeClient, pod: Pod, dir: string): Promise<number> {
  const { namespace = '' } = pod.metadata;
  const given = (pod.spec.containers[0]?.env ?? []).flatMap(({ name, value }) => (value ? [[name, value]] : []));
  const env = Object.fromEntries(given) as Record<string, string>;
  const [plan, creds, token] = ['plan.json', 'creds', 'token'].map((name) => join(dir, name));
  const map = await client.get(CONFIG_MAPS, { namespace, name: `${env.APPBUILD_NAME}-plan` });
  const secret = await client.get(SECRETS, { namespace, name: `${env.APPBUILD_NAME}-agent-nats` });
  await writeFile(plan ?? '', map.data?.['plan.json'] ?? '');
  await writeFile(creds ?? '', Buffer.from(secret.data?.creds ?? '', 'base64'), { mode: 0o600 });
  await writeFile(token ?? '', 'none');
  const files = { PLAN_FILE: plan, NATS_CREDS_FILE: creds, SANDBOX_TOKEN_FILE: token };
  const own = { POD_UID: pod.metadata.uid, SANDBOX_ID: 'none', OWNER_EMAIL: 'a@b.example', OWNER_PASSWORD: 'none' };
  const agent = spawn(NODE, [AGENT], { env: { ...env, ...files, ...own, BROWSER_WS: '' }, stdio: 'ignore' });
  return new Promise((resolve) => agent.once('exit', (code) => resolve(code ?? 1)));
}

test('one trace goes from a mutation through the operator to the agent, and so does the id of the request', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const caller = owner.with({ traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': 'from-the-caller' });
  const created = await caller.graphql(
    `mutation Shelf { createBuild(input: { name: "books", spec: { template: "${TEMPLATE}", entities: [
      { name: "Book", fields: [{ name: "title", type: string }] }] } }) { ... on Build { name } ... on Failure { message } } }`,
  );
  expect(created.data).toEqual({ createBuild: { name: 'books' } });
  const spanOf = (service: string, name: string) =>
    collector.spans.find((span) => span.traceId === traceId && span.service === service && span.name === name);
  const agent = await eventually('the agent’s span has come', () => spanOf('agent', 'build'));
  const request = await eventually('the gateway’s span has come', () => spanOf('gateway', 'mutation createBuild'));
  const started = await eventually('the operator’s span has come', () =>
    collector.spans.find(({ spanId }) => spanId === agent.parentSpanId),
  );
  expect(request).toMatchObject({
    parentSpanId: '00f067aa0ba902b7',
    attributes: { 'graphql.operation.name': 'Shelf', 'appfactory.request': 'from-the-caller' },
  });
  // The API server's own answer to under which id it is in its audit log.
  expect(spanOf('gateway', 'Kubernetes POST')).toMatchObject({
    parentSpanId: request.spanId,
    attributes: { 'k8s.audit_id': 'from-the-caller', 'http.response.status_code': '201' },
  });
  // What the operator does hangs on the request that stated the spec; the agent's work on the operator's that started it.
  expect(started).toMatchObject({
    service: 'operator',
    name: 'AppBuild ensureAgent',
    parentSpanId: request.spanId,
    attributes: { 'appfactory.build': 'books' },
  });
  expect(agent.attributes).toMatchObject({ 'appfactory.build': 'books', 'appfactory.generation': '1' });
  const { metadata } = await world.client.get(APP_BUILDS, { namespace: 'default', name: 'books' });
  expect(metadata.annotations?.[ANNOTATION_TRACEPARENT]).toBe(`00-${traceId}-${request.spanId}-01`);
});
