import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentEvent } from '@appfactory/events/event';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Gateway } from '../gateway.ts';
import { signedIn, type TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { startSignedIn } from '../testing/signedIn.ts';
import { smallBuild } from '../testing/smallBuild.ts';

let platform: TestPlatform;
let gateway: Gateway;
let owner: TestClient;
let folder: string;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, gateway, owner, folder, stop } = await startSignedIn());
});

afterAll(() => stop?.());

async function newBuild(name: string): Promise<string> {
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(
    'mutation ($name: String!) { createBuild(input: { name: $name, prompt: "A todo list." }) { ... on Build { id } } }',
    { name },
  );
  return createBuild.id;
}

interface Told {
  events: { edges: { node: { sequence: number } }[] };
  checks: { name: string }[];
  generations: { events: number }[];
}

const ALL = `query ($name: String!) { build(name: $name) {
  events(first: 500) { totalCount edges { node { sequence generation at type feature state commit check result message } } }
  checks { name feature against result seen at }
  generations { generation startedAt lastEventAt events attempts outcome lastSequence }
} }`;

async function told(client: TestClient, name: string): Promise<Told> {
  return (await client.data<{ build: Told }>(ALL, { name })).build;
}

test('tables that are dropped fill themselves again from the stream, in a gateway that runs and in a new one', async () => {
  const events = smallBuild(20);
  const reporter = platform.reporter({ namespace: 'default', name: 'again', uid: await newBuild('again') });
  for (const event of events) await reporter.report(event);
  const checks = events.filter(({ type }) => type === 'check').length;
  const whole = (client: TestClient) => async () => {
    const found = await told(client, 'again');
    // Each list is a query of its own: one may be from before the last batch and the next from after it.
    const counted = [found.events.edges.length, found.generations[0]?.events, found.checks.length];
    return counted.join() === [events.length, events.length, checks].join() && found;
  };
  const before = await eventually('everything is stored', whole(owner));
  expect(before).toMatchObject({ generations: [{ attempts: 1, outcome: 'verified', events: events.length }] });

  await platform.database.query('drop table history.event, history.feature');
  const other = platform.reporter({ namespace: 'default', name: 'another', uid: await newBuild('another') });
  await other.report({ type: 'progress', message: 'goes on' });
  expect(await eventually('the running gateway has it again', whole(owner))).toEqual(before);

  await gateway.stop();
  await platform.database.query('drop schema history cascade');
  const signInLinkFile = join(folder, 'second-link');
  gateway = await platform.gateway({ signInLinkFile });
  owner = await signedIn(gateway.address, await readFile(signInLinkFile, 'utf8'));
  expect(await eventually('a new gateway has it again', whole(owner))).toEqual(before);
});

test('a subscriber whose connection drops 50 times sees every event once, in order', async () => {
  const uid = await newBuild('dropped');
  const reporter = platform.reporter({ namespace: 'default', name: 'dropped', uid });
  const events = smallBuild(200);
  const reporting = (async () => {
    for (const event of events) await reporter.report(event);
  })();

  const seen: number[] = [];
  let last = 0;
  let drops = 0;
  const query = `subscription ($after: Sequence!) { buildEvents(name: "dropped", after: $after) { sequence } }`;
  while (seen.length < events.length) {
    const connection = new AbortController();
    const stopAfter = drops < 50 ? 1 + (drops % 15) : Number.POSITIVE_INFINITY;
    let count = 0;
    for await (const { buildEvents } of owner.subscribe<{ buildEvents: { sequence: number } }>(
      query,
      { after: last },
      connection.signal,
    )) {
      last = buildEvents.sequence;
      seen.push(last);
      count += 1;
      if (count >= stopAfter || seen.length === events.length) break;
    }
    connection.abort();
    drops += 1;
  }
  await reporting;
  expect(drops).toBeGreaterThan(50);
  expect(seen).toEqual(await sequencesOnStream(uid));
});

test('a subscription at one gateway tells what comes while another one writes, and a subscriber who left is let go', async () => {
  const uid = await newBuild('two');
  const signInLinkFile = join(folder, 'third-link');
  const second = await platform.gateway({ signInLinkFile });
  const there = await signedIn(second.address, await readFile(signInLinkFile, 'utf8'));
  const connection = new AbortController();
  const query = 'subscription { buildEvents(name: "two") { type message } }';
  const subscription = there.subscribe<{ buildEvents: AgentEvent }>(query, {}, connection.signal);
  const first = subscription.next();
  const reporter = platform.reporter({ namespace: 'default', name: 'two', uid });
  await reporter.report({ type: 'progress', message: 'hello' });
  expect((await first).value?.buildEvents).toEqual({ type: 'progress', message: 'hello' });
  const next = subscription.next();
  await reporter.report({ type: 'progress', message: 'live' });
  expect((await next).value?.buildEvents).toEqual({ type: 'progress', message: 'live' });
  connection.abort();
  await subscription.return(undefined);
  await eventually('nobody listens any more', async () => {
    const metrics = await (await fetch(`${second.metricsAddress}/metrics`)).text();
    return metrics.includes('gateway_event_subscribers 0');
  });
});

/** What the stream itself has of a build. */
async function sequencesOnStream(uid: string): Promise<number[]> {
  const consumer = await platform.events.jetstream.consumers.get('EVENTS');
  const { num_pending } = await consumer.info();
  const messages = await consumer.fetch({ max_messages: num_pending });
  const sequences: number[] = [];
  for await (const message of messages) {
    if (message.json<{ uid: string }>().uid === uid) sequences.push(message.seq);
  }
  return sequences;
}
