import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bucket } from './bucket.ts';
import { connectEvents, type EventsConnection } from './connection.ts';

/** Milliseconds: more than the NATS library waits when it is not told otherwise. */
const SILENCE = 6_000;

let plane: TestControlPlane;
let events: EventsConnection;

beforeAll(async () => {
  plane = await startControlPlane({ parts: ['nats'], manifests: false });
  const { nats } = plane.plane;
  if (!nats) throw new Error('the control plane came up without NATS');
  events = await connectEvents({ url: nats.url, credsFile: nats.operatorCreds, name: 'test' });
}, 120_000);

afterAll(async () => {
  await events?.nats.close();
  await plane?.stop();
}, 120_000);

test('a server that is silent for some seconds, as on a busy machine, costs no put, get or open', async () => {
  const uid = randomUUID();
  const bucket = await Bucket.create(events, uid);
  await bucket.put('before', Buffer.from('1'));
  const server = plane.plane.parts.running.find(({ name }) => name === 'nats-server');
  process.kill(server?.pid() ?? 0, 'SIGSTOP');
  const all = Promise.all([bucket.put('meanwhile', Buffer.from('2')), bucket.get('before'), Bucket.open(events, uid)]);
  await sleep(SILENCE).finally(() => process.kill(server?.pid() ?? 0, 'SIGCONT'));
  const [, before, opened] = await all;
  expect(Buffer.from(before ?? []).toString()).toBe('1');
  expect(Buffer.from((await opened.get('meanwhile')) ?? []).toString()).toBe('2');
}, 120_000);
