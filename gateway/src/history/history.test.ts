import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentEvent } from '@appfactory/events/event';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../gateway.ts';
import { ACCEPT, AGAIN, DISMISS, MESSAGE, SAY, type Said } from '../testing/chat.ts';
import { signedIn, type TestClient } from '../testing/client.ts';
import { sequencesOnStream } from '../testing/onStream.ts';
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
  expect(seen).toEqual(await sequencesOnStream(platform.events, uid));
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

describe('a chat', () => {
  const build = { namespace: 'default', name: 'talk' };
  const say = async (text: string, more: object = {}) =>
    (await owner.data<{ say: Said }>(SAY, { build, text, ...more })).say;
  const chatOf = async (client: TestClient) => {
    const { build: found } = await client.data<{ build: { chat: { edges: { node: Said }[] } } }>(
      `{ build(name: "talk") { chat(first: 100) { edges { node { ...M } } } } } ${MESSAGE}`,
    );
    return found.chat.edges.map(({ node }) => node);
  };

  test('a change is proposed, told at another gateway, accepted once, and refused when the app is another since', async () => {
    await owner.data(
      'mutation { createBuild(input: { name: "talk", prompt: "A CRM. Track clients and invoices. An invoice has a number and an amount." }) { ... on Build { id } } }',
    );
    const signInLinkFile = join(folder, 'chat-link');
    const second = await platform.gateway({ signInLinkFile });
    const there = await signedIn(second.address, await readFile(signInLinkFile, 'utf8'));
    const connection = new AbortController();
    const values = there.subscribe<{ chatMessages: Said }>(
      `subscription { chatMessages(name: "talk") { ...M } } ${MESSAGE}`,
      {},
      connection.signal,
    );
    const next = async () => (await values.next()).value?.chatMessages;

    const id = randomUUID();
    const words = 'add a nickname to clients and remind them a week before';
    const first = await say(words, { id });
    expect(first).toMatchObject({
      id,
      author: 'owner',
      state: 'open',
      isRequest: false,
      reply: {
        generation: 1,
        lines: [{ change: 'added', what: 'Clients › Nickname', before: null, after: 'text' }],
        notUnderstood: [
          { text: 'remind them a week before', reason: expect.stringMatching(/not part of this version/) },
        ],
      },
    });
    expect(await next()).toEqual(first);
    // The answer was lost, and it is said again.
    expect(await say(words, { id })).toEqual(first);
    const nonsense = await say('blah foo bar');
    expect(nonsense).toMatchObject({
      state: 'said',
      reply: { lines: [], tries: [expect.any(String), expect.any(String), expect.any(String)] },
    });
    expect((await next())?.id).toBe(nonsense.id);

    const other = await say('remove the phone from clients');
    expect((await next())?.id).toBe(other.id);
    const accepted = await there.data<{ acceptProposal: object }>(ACCEPT, { build, id });
    expect(accepted.acceptProposal).toMatchObject({
      build: { generation: 2 },
      chatMessage: { state: 'accepted', decidedBy: 'owner', became: 2 },
    });
    expect(await next()).toMatchObject({ id, state: 'accepted' });
    expect(await owner.data(ACCEPT, { build, id })).toEqual({
      acceptProposal: { code: 'CHANGED_MEANWHILE', message: 'owner has accepted this already.', field: 'id' },
    });
    // What it was made from has moved on: it is not done blindly.
    expect(await owner.data(ACCEPT, { build, id: other.id })).toMatchObject({
      acceptProposal: { code: 'CHANGED_MEANWHILE', message: expect.stringMatching(/Have it proposed again/) },
    });
    await eventually('this gateway has seen what the other one did', async () => {
      const known = await owner.data<{ build: { generation: number } }>('{ build(name: "talk") { generation } }');
      return known.build.generation === 2;
    });
    const again = await owner.data<{ proposeAgain: Said }>(AGAIN, { build, id: other.id });
    expect(again.proposeAgain).toMatchObject({ id: other.id, state: 'open', reply: { generation: 2 } });
    // Whoever still looks at the first proposal does not accept the second.
    expect(await owner.data(ACCEPT, { build, id: other.id, hash: 'another' })).toMatchObject({
      acceptProposal: { code: 'CHANGED_MEANWHILE', field: 'hash' },
    });
    expect(await owner.data(ACCEPT, { build, id: other.id })).toMatchObject({
      acceptProposal: { build: { generation: 3 } },
    });
    const { spec } = await platform.cluster.plane.client.get(APP_BUILDS, build);
    const client = spec.entities?.find(({ name }) => name === 'Client');
    expect(client?.fields.map(({ name }) => name)).toContain('nickname');
    expect(client?.fields.map(({ name }) => name)).not.toContain('phone');

    const late = await say('call the app Ledgerly');
    expect(await owner.data(DISMISS, { build, id: late.id })).toMatchObject({
      dismissProposal: { state: 'dismissed' },
    });
    const open = await owner.data<{ build: { chat: { totalCount: number } } }>(
      '{ build(name: "talk") { chat(open: true, first: 1) { totalCount } } }',
    );
    expect(open.build.chat.totalCount).toBe(0);
    connection.abort();
  });

  test('is there again when its table is dropped, and events with it', async () => {
    const before = await chatOf(owner);
    expect(before.map(({ state }) => state)).toEqual(['accepted', 'said', 'accepted', 'dismissed']);
    await platform.database.query('drop table history.chat_message');
    // Whoever looks finds it gone for a moment.
    const back = await eventually('it is back, with the last that was decided', async () => {
      const found = await chatOf(owner);
      return found.length >= before.length && found.at(-1)?.state === 'dismissed' && found;
    });
    expect(back).toEqual(before);
    const last = await say('rename clients to customers');
    expect(await chatOf(owner)).toEqual([...before, last]);
    await eventually('so are the events', async () => (await told(owner, 'again')).events.edges.length > 20);
    // Said once more on the stream than the server remembers: it changes nothing.
    const stored = await platform.events.jetstream.consumers.get('CHAT');
    const message = await stored.next();
    await platform.events.jetstream.publish(message?.subject ?? '', message?.data, { msgID: randomUUID() });
    const after = await say('make it blue');
    expect(await chatOf(owner)).toEqual([...before, last, after]);
  });

  test.each([
    ['nothing', { text: '  ' }, 'text'],
    ['too much', { text: 'x'.repeat(2001) }, 'text'],
    ['an id that is none', { text: 'hello', id: 'mine' }, 'id'],
    ['a place outside', { text: 'hello', place: { width: 10, height: 10, x: 2, y: 0 } }, 'place.x'],
    [
      'a path to elsewhere',
      { text: 'hello', place: { path: '//evil.example', width: 9, height: 9, x: 0, y: 0 } },
      'place.path',
    ],
    ['a build that is not there', { text: 'hello', build: { name: 'nothing' } }, 'name'],
  ])('%s is refused at its field', async (_, more, field) => {
    const { say: refused } = await owner.data<{ say: { code: string; field: string } }>(SAY, { build, ...more });
    expect(refused).toMatchObject({ field, code: field === 'name' ? 'NOT_FOUND' : 'INVALID' });
  });

  test('twenty messages a minute are the most, also of those that are sent at once', async () => {
    await owner.data(
      'mutation { createBuild(input: { name: "loud", prompt: "A list of books." }) { ... on Build { id } } }',
    );
    const loud = { namespace: 'default', name: 'loud' };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => owner.data<{ say: { code?: string } }>(SAY, { build: loud, text: 'hello' })),
    );
    expect(answers.filter(({ say: { code } }) => code === undefined)).toHaveLength(20);
    expect(answers.filter(({ say: { code } }) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(20);
    const { build: found } = await owner.data<{ build: { chat: { totalCount: number } } }>(
      '{ build(name: "loud") { chat(first: 1) { totalCount } } }',
    );
    expect(found.chat.totalCount).toBe(20);
  });

  test('markup and signs that no table can hold are kept as text', async () => {
    const { text, reply } = await say('<script>alert(1)</script> \0 \ud800 “x”');
    expect(text).toMatch(/^<script>/);
    expect(reply.lines).toEqual([]);
  });
});
