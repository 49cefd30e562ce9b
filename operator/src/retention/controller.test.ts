import { randomUUID } from 'node:crypto';
import type { EventsConnection } from '@appfactory/events/connection';
import { ensureChatStream, ensureEventStream, Reporter } from '@appfactory/events/stream';
import { EVENT_STREAM } from '@appfactory/events/subjects';
import { TENANTS } from '@appfactory/kube/resources';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BuildCluster, startBuildCluster } from '../testing/buildCluster.ts';
import { eventually } from '../testing/eventually.ts';
import type { FaultProxy } from '../testing/faultProxy.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';

let world: BuildCluster;
let proxy: FaultProxy;
let operator: OperatorProcess | undefined;
let events: EventsConnection;

beforeAll(async () => {
  world = await startBuildCluster(84);
  proxy = await world.proxy();
  events = await world.events();
  const streams = await events.manager();
  await ensureEventStream(streams);
  await ensureChatStream(streams);
}, 600_000);

afterAll(async () => {
  await operator?.stop();
  await events?.close();
  await proxy?.close();
  await world?.stop();
}, 400_000);

const startOperator = () => startOperatorProcess({ kubeconfig: proxy.kubeconfig, env: world.operatorEnv });

function tell(namespace: string, message: string): Promise<void> {
  const build = { namespace, name: 'crm', uid: randomUUID(), generation: 1 };
  return new Reporter(events, build, 'a').report({ type: 'progress', message });
}

/** What the stream still has, in order. */
async function left(): Promise<string[]> {
  const { state } = await (await events.manager()).streams.info(EVENT_STREAM);
  const consumer = await events.jetstream.consumers.get(EVENT_STREAM);
  const found: string[] = [];
  if (state.messages === 0) return found;
  for await (const message of await consumer.fetch({ max_messages: state.messages })) {
    const { event } = message.json<{ event: { message: string } }>();
    found.push(`${message.subject.split('.')[1]}: ${event.message}`);
  }
  return found;
}

const since = async (name: string) => (await world.client.get(TENANTS, { name })).status?.historySince;

test('a tenant’s streams are cut at the time in its status, which goes on by the day; also after a crash, and no other tenant’s', async () => {
  operator = await startOperator();
  for (const name of ['keeps', 'cuts']) {
    const spec = { displayName: name, ...(name === 'cuts' && { retentionDays: 7 }) };
    await world.client.create(TENANTS, { apiVersion: API_VERSION, kind: 'Tenant', metadata: { name }, spec } as never);
  }
  const day = 86_400_000;
  const today = () => new Date(Math.floor((Date.now() - 7 * day) / day) * day).toISOString();
  await eventually('a week is kept', async () => (await since('cuts')) === today());
  expect(await since('keeps')).toBeUndefined();
  await tell('cuts', 'old');
  await tell('keeps', 'old');
  // Nobody can send messages of last week: the time of the cut is set forward, as it never goes back.
  operator.kill();
  await operator.exited;
  const { time } = (await (await events.manager()).streams.getMessage(EVENT_STREAM, { seq: 2 })) ?? {};
  const cut = new Date((time?.getTime() ?? 0) + 1);
  await eventually('the server’s clock is beyond that', () => Date.now() > cut.getTime());
  await tell('cuts', 'new');
  const status = { historySince: cut.toISOString() };
  await world.client.mergePatch(TENANTS, { name: 'cuts' }, { status }, { subresource: 'status' });
  expect(await left()).toEqual(['cuts: old', 'keeps: old', 'cuts: new']);
  // It had died after it wrote the status, and before it cut the stream.
  operator = await startOperator();
  await eventually('it is cut', async () => (await left()).length === 2);
  expect(await left()).toEqual(['keeps: old', 'cuts: new']);
  expect(await since('cuts')).toBe(cut.toISOString());
  // The tenant's other controllers leave the time alone.
  await world.client.mergePatch(TENANTS, { name: 'cuts' }, { spec: { displayName: 'Cuts', retentionDays: null } });
  await eventually('the change is looked at', async () => {
    const { metadata, status: now } = await world.client.get(TENANTS, { name: 'cuts' });
    return now?.observedGeneration === metadata.generation;
  });
  expect(await since('cuts')).toBe(cut.toISOString());
}, 600_000);
