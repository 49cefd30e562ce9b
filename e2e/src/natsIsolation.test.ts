import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { inboxPrefix, mintAgentCredentials, mintReaderCredentials } from '@appfactory/events/credentials';
import type { NatsKeys } from '@appfactory/events/keys';
import { ensureChatStream, ensureEventStream, parseEnvelope, Reporter } from '@appfactory/events/stream';
import {
  type BuildRef,
  bucketName,
  CHAT_STREAM,
  chatSubject,
  EVENT_STREAM,
  eventSubject,
} from '@appfactory/events/subjects';
import { ensureUsageStream, USAGE_STREAM } from '@appfactory/events/usage';
import { findBinaries } from '@appfactory/launcher/binaries/find';
import { nats } from '@appfactory/launcher/plane/nats';
import { freePort } from '@appfactory/launcher/plane/ports';
import { type RunningProcess, startProcess } from '@appfactory/launcher/process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

/** Milliseconds for an answer: a refusal comes at once, and what is granted takes its time on a busy machine. */
const PATIENCE = 60_000;

let dir: string;
let url: string;
let gatewayCreds: string;
let gatewayInboxPrefix: string;
let server: RunningProcess;
let operator: EventsConnection;
let keys: NatsKeys;
const connections: EventsConnection[] = [];

const build = (name: string): BuildRef => ({ namespace: 'acme', name, uid: randomUUID(), generation: 1 });
const mine = build('crm');
const others = build('shop');

async function connectWith(creds: string, uid: string): Promise<EventsConnection> {
  const credsFile = join(dir, `${randomUUID()}.creds`);
  await writeFile(credsFile, creds, { mode: 0o600 });
  const connection = await connectEvents({ url, credsFile, name: 'test', inboxPrefix: inboxPrefix(uid) });
  connections.push(connection);
  return connection;
}

const minter = () => ({ account: keys.account, signingSeed: keys.accountSigningSeed });
const inAnHour = () => new Date(Date.now() + 1_800_000);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-nats-'));
  const port = await freePort();
  const binaries = await findBinaries();
  const part = await nats({ dir, port, binary: binaries['nats-server'], logFile: join(dir, 'nats.log') });
  server = await startProcess(part.spec);
  url = part.access.url;
  keys = JSON.parse(await readFile(join(dir, 'keys.json'), 'utf8')) as NatsKeys;
  operator = await connectEvents({ url, credsFile: part.access.operatorCreds, name: 'operator' });
  ({ gatewayCreds, gatewayInboxPrefix } = part.access);
  await ensureEventStream(await operator.manager());
  await ensureChatStream(await operator.manager());
  await ensureUsageStream(await operator.manager());
  await Bucket.create(operator, mine.uid);
  await Bucket.create(operator, others.uid);
});

afterAll(async () => {
  for (const connection of [...connections, operator]) await connection?.nats.close();
  await server?.stop();
  await rm(dir, { recursive: true, force: true });
});

test('an agent reports once however often it says the same, and uses its own bucket', async () => {
  const agent = await connectWith(await mintAgentCredentials(minter(), mine, inAnHour()), mine.uid);
  const reporter = new Reporter(agent, mine, 'pod-1');
  const event = { type: 'feature', id: 'entity-clients', state: 'Committed', commit: 'abc' } as const;
  await Promise.all([reporter.report(event), reporter.report(event)]);
  await new Reporter(agent, mine, 'pod-2').report(event);
  const manager = await operator.manager();
  const info = await manager.streams.info(EVENT_STREAM);
  expect(info.state.messages).toBe(1);
  const stored = await manager.streams.getMessage(EVENT_STREAM, { seq: 1 });
  expect(parseEnvelope(stored?.data ?? new Uint8Array())?.event).toEqual(event);

  const bucket = await Bucket.open(agent, mine.uid);
  const value = new Uint8Array(300_000).fill(7);
  await bucket.put('repository', value);
  await bucket.put('repository', value.slice(0, 200_000));
  expect((await bucket.get('repository'))?.length).toBe(200_000);
  expect(await bucket.get('nothing')).toBeUndefined();
});

test('an agent can neither speak on another build’s subject nor touch another build’s bucket', async () => {
  await (await Bucket.open(operator, others.uid)).put('repository', new Uint8Array([1, 2, 3]));
  const agent = await connectWith(await mintAgentCredentials(minter(), mine, inAnHour()), mine.uid);
  const denied = async (attempt: () => Promise<unknown>) => {
    await expect(attempt()).rejects.toThrow();
  };
  await denied(() => agent.jetstream.publish(eventSubject(others), 'x', { timeout: PATIENCE, retries: 1 }));
  await denied(() =>
    agent.jetstream.publish(eventSubject({ ...mine, generation: 2 }), 'x', { timeout: PATIENCE, retries: 1 }),
  );
  await denied(() =>
    agent.nats.request(`$JS.API.STREAM.INFO.OBJ_${bucketName(others.uid)}`, '', { timeout: PATIENCE }),
  );
  await denied(() =>
    agent.nats.request(`$JS.API.STREAM.MSG.GET.OBJ_${bucketName(others.uid)}`, '{"seq":1}', { timeout: PATIENCE }),
  );
  await denied(() =>
    agent.nats.request(`$JS.API.DIRECT.GET.OBJ_${bucketName(others.uid)}`, '{"seq":1}', { timeout: PATIENCE }),
  );
  await denied(() => agent.nats.request('$JS.API.STREAM.LIST', '', { timeout: PATIENCE }));
  await denied(() =>
    agent.nats.request(`$JS.API.STREAM.DELETE.OBJ_${bucketName(mine.uid)}`, '', { timeout: PATIENCE }),
  );
  await denied(() => agent.nats.request(`$JS.API.STREAM.MSG.GET.${EVENT_STREAM}`, '{"seq":1}', { timeout: PATIENCE }));
  await denied(() => agent.nats.request(`$O.${bucketName(others.uid)}.M.x`, 'x', { timeout: PATIENCE }));
  const consumer = {
    stream_name: `OBJ_${bucketName(others.uid)}`,
    config: { deliver_subject: `${inboxPrefix(mine.uid)}.x` },
  };
  await denied(() =>
    agent.nats.request(`$JS.API.CONSUMER.CREATE.OBJ_${bucketName(others.uid)}`, JSON.stringify(consumer), {
      timeout: PATIENCE,
    }),
  );
  expect((await (await Bucket.open(operator, others.uid)).get('repository'))?.length).toBe(3);
});

test('a consumer made on the own bucket cannot be filled from another stream', async () => {
  const agent = await connectWith(await mintAgentCredentials(minter(), mine, inAnHour()), mine.uid);
  const body = { stream_name: EVENT_STREAM, config: { deliver_subject: `${inboxPrefix(mine.uid)}.steal` } };
  const answer = await agent.nats.request(`$JS.API.CONSUMER.CREATE.OBJ_${bucketName(mine.uid)}`, JSON.stringify(body), {
    timeout: PATIENCE,
  });
  expect(answer.json<{ error?: { description: string } }>().error?.description).toMatch(/stream name/i);
});

test('the gateway says what people say and reports nothing; an agent says nothing in their name', async () => {
  const gateway = await connectEvents({
    url,
    credsFile: gatewayCreds,
    name: 'gateway',
    inboxPrefix: gatewayInboxPrefix,
  });
  connections.push(gateway);
  const once = { timeout: PATIENCE, retries: 1 };
  const ack = await gateway.jetstream.publish(chatSubject(mine), '{}', once);
  expect(ack.stream).toBe(CHAT_STREAM);
  await expect(gateway.jetstream.publish(eventSubject(mine), '{}', once)).rejects.toThrow();
  await expect(gateway.nats.request(`$JS.API.STREAM.PURGE.${CHAT_STREAM}`, '', once)).rejects.toThrow();
  const agent = await connectWith(await mintAgentCredentials(minter(), mine, inAnHour()), mine.uid);
  await expect(agent.jetstream.publish(chatSubject(mine), '{}', once)).rejects.toThrow();
  await expect(agent.nats.request(`$JS.API.STREAM.INFO.${CHAT_STREAM}`, '', once)).rejects.toThrow();
});

test('nobody but the operator tells what is used: not who uses it, nor who shows it', async () => {
  const once = { timeout: PATIENCE, retries: 1 };
  const subject = 'appfactory.acme.crm.sandbox_1.usage';
  const agent = await connectWith(await mintAgentCredentials(minter(), mine, inAnHour()), mine.uid);
  const options = { url, credsFile: gatewayCreds, name: 'gateway', inboxPrefix: gatewayInboxPrefix };
  const gateway = await connectEvents(options);
  connections.push(gateway);
  for (const one of [agent, gateway]) {
    await expect(one.jetstream.publish(subject, '{}', once)).rejects.toThrow();
    await expect(one.nats.request(`$JS.API.STREAM.PURGE.${USAGE_STREAM}`, '', once)).rejects.toThrow();
  }
  await expect(agent.nats.request(`$JS.API.STREAM.INFO.${USAGE_STREAM}`, '', once)).rejects.toThrow();
  const ack = await operator.jetstream.publish(subject, '{}', once);
  expect(ack).toMatchObject({ stream: USAGE_STREAM, seq: 1 });
});

test('a reader reads its bucket and writes nothing', async () => {
  const reader = await connectWith(await mintReaderCredentials(minter(), mine, inAnHour()), mine.uid);
  const bucket = await Bucket.open(reader, mine.uid);
  expect((await bucket.get('repository'))?.length).toBe(200_000);
  await expect(reader.nats.request(`$O.${bucketName(mine.uid)}.M.x`, 'x', { timeout: PATIENCE })).rejects.toThrow();
  await expect(reader.jetstream.publish(eventSubject(mine), 'x', { timeout: PATIENCE, retries: 1 })).rejects.toThrow();
});

test('credentials end when they say, and nobody gets in without any', async () => {
  const expired = await mintAgentCredentials(minter(), mine, new Date(Date.now() - 1000));
  await expect(connectWith(expired, mine.uid)).rejects.toThrow();
});
