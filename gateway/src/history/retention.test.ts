import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatEnvelope } from '@appfactory/events/chat';
import type { AgentEvent } from '@appfactory/events/event';
import { cutStream, HISTORY_STREAMS } from '@appfactory/events/retention';
import type { Reporter } from '@appfactory/events/stream';
import { CHAT_STREAM, chatSubject } from '@appfactory/events/subjects';
import { USAGE_STREAM } from '@appfactory/events/usage';
import { TENANTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { tellEntries } from '@appfactory/operator/testing/ledger';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Gateway } from '../gateway.ts';
import { startTestPlatform, type TestPlatform } from '../testing/platform.ts';
import { smallBuild } from '../testing/smallBuild.ts';

const CRM = { namespace: 'acme', name: 'crm', uid: randomUUID() };
const OLD = { namespace: 'acme', name: 'old', uid: randomUUID() };
const THEIRS = { namespace: 'rival', name: 'crm', uid: randomUUID() };
const TABLES = {
  event: 'sequence',
  build: 'uid, generation',
  feature: 'uid, generation, id',
  check_result: 'uid, generation, against, title',
  chat_message: 'uid, sequence',
  ledger_entry: 'sequence',
};
type Row = Record<string, unknown>;
type Tables = Record<keyof typeof TABLES, Row[]>;

let platform: TestPlatform;
let gateway: Gateway;

beforeAll(async () => {
  platform = await startTestPlatform();
  gateway = await platform.gateway();
});

afterAll(() => platform?.stop());

/** Everything that is stored of both tenants. */
async function stored(): Promise<Tables> {
  await platform.database.query(`select set_config('appfactory.namespaces', 'acme,rival', false)`);
  const tables: Partial<Tables> = {};
  for (const [table, order] of Object.entries(TABLES) as [keyof Tables, string][]) {
    tables[table] = await platform.database.query(`select * from history.${table} order by ${order}`);
  }
  return tables as Tables;
}

/** Once everything on the streams is in the tables, and cut. */
function settled(what: string, holds: (tables: Tables) => boolean): Promise<Tables> {
  return eventually(what, async () => {
    const streams = await platform.events.manager();
    const positions = await platform.database.query<{ stream: string; sequence: string }>(
      'select stream, sequence from history.position',
    );
    for (const stream of [...HISTORY_STREAMS, USAGE_STREAM]) {
      // The last that is left: of what is cut nobody hears any more.
      const last = await streams.streams.getMessage(stream, { last_by_subj: '>' });
      const { sequence } = positions.find((one) => one.stream === stream) ?? {};
      if (Number(sequence ?? 0) < (last?.seq ?? 0)) return undefined;
    }
    const tables = await stored();
    return holds(tables) && tables;
  });
}

async function say(build: typeof CRM, message: string, event: ChatEnvelope['event']): Promise<void> {
  const envelope: ChatEnvelope = { uid: build.uid, message, by: 'ada', at: new Date().toISOString(), event };
  await platform.events.jetstream.publish(chatSubject(build), JSON.stringify(envelope));
}

const words = (text: string): ChatEnvelope['event'] => ({
  type: 'said',
  text,
  isRequest: true,
  reply: { generation: 1, lines: [], notes: [], notUnderstood: [], tries: [] },
});

async function reportAll(reporter: Reporter, events: AgentEvent[]): Promise<void> {
  for (const event of events) await reporter.report(event);
}

/** A time after all that there is and before all that comes, by the server's clock. */
async function now(): Promise<Date> {
  const streams = await platform.events.manager();
  const times = await Promise.all(
    HISTORY_STREAMS.map(async (stream) => {
      const { state } = await streams.streams.info(stream);
      return Date.parse((await streams.streams.getMessage(stream, { seq: state.last_seq }))?.time.toISOString() ?? '');
    }),
  );
  const time = Math.max(...times) + 1;
  while (Date.now() <= time) await sleep(1);
  return new Date(time);
}

/** All tables go, and a gateway that starts then has the streams alone. */
async function drop(): Promise<void> {
  await gateway.stop();
  await platform.database.query('drop schema history cascade');
  gateway = await platform.gateway();
}

test('what is older than a tenant keeps leaves the tables, as if the streams had begun there; the ledger and other tenants stay whole', async () => {
  // Before: one build that is over, one that is under way, what was said of it, what was used, and another tenant's.
  await reportAll(platform.reporter(OLD), smallBuild(3));
  const events = smallBuild(4);
  const crm = platform.reporter(CRM);
  // The first feature is committed and checked, and not yet verified.
  await reportAll(crm, events.slice(0, 4));
  await reportAll(platform.reporter(THEIRS), smallBuild(2));
  const [gone, stays] = [randomUUID(), randomUUID()];
  await say(CRM, gone, words('add a colour'));
  await say(THEIRS, randomUUID(), words('theirs'));
  const at = new Date().toISOString();
  const used = { meter: 'builds', quantity: 1, at } as const;
  await tellEntries(
    platform.events,
    { id: 'a1', tenant: 'acme', build: 'crm', uid: CRM.uid, ...used },
    { id: 'r1', tenant: 'rival', build: 'crm', uid: THEIRS.uid, ...used },
  );
  const cut = await now();
  // After: it goes on, what was said before is decided, and something else is said.
  await reportAll(crm, events.slice(4));
  await reportAll(platform.reporter({ ...CRM, generation: 2 }), smallBuild(1));
  await say(CRM, gone, { type: 'decided', decision: 'dismissed' });
  await say(CRM, stays, words('add a size'));
  await tellEntries(platform.events, { id: 'a2', tenant: 'acme', build: 'crm', uid: CRM.uid, ...used });
  const whole = await settled(
    'everything is stored',
    ({ chat_message, ledger_entry }) => chat_message.length === 3 && ledger_entry.length === 3,
  );
  expect(whole.feature.find(({ uid, id }) => uid === CRM.uid && id === 'feature-0')).toMatchObject({
    commit: 'c0',
    passed: 1,
  });

  const admin = platform.cluster.plane.client;
  const spec = { displayName: 'Acme', retentionDays: 30 };
  await admin.create(TENANTS, { apiVersion: API_VERSION, kind: 'Tenant', metadata: { name: 'acme' }, spec } as never);
  // As the operator tells it.
  const status = { historySince: cut.toISOString() };
  await admin.mergePatch(TENANTS, { name: 'acme' }, { status }, { subresource: 'status' });
  const isCut = ({ event, chat_message, build }: Tables) =>
    event.every(({ uid }) => uid !== OLD.uid) && build.every(({ uid }) => uid !== OLD.uid) && chat_message.length === 2;
  const after = await settled(
    'the tables are cut',
    (tables) => isCut(tables) && tables.event.length === whole.event.length - smallBuild(3).length - 4,
  );

  // What is left of the feature is what was reported of it since: its commit was before.
  expect(
    after.feature.find(({ uid, id, generation }) => uid === CRM.uid && id === 'feature-0' && generation === 1),
  ).toMatchObject({ state: 'Verified', commit: null, passed: 1 });
  expect(after.build.find(({ uid, generation }) => uid === CRM.uid && generation === 1)).toMatchObject({
    attempts: 0,
    events: String(events.length - 4),
    outcome: 'verified',
  });
  expect(after.check_result.filter(({ uid, generation }) => uid === CRM.uid && generation === 1)).toHaveLength(3);
  expect(after.chat_message.map(({ id }) => id)).not.toContain(gone);
  expect(after.ledger_entry).toEqual(whole.ledger_entry);
  const others = (tables: Tables) =>
    Object.values(tables).flatMap((rows) => rows.filter((row) => row.namespace === 'rival'));
  expect(others(after)).toEqual(others(whole));

  // Dropped and filled again, while the streams still have what was cut, and once they have not.
  await drop();
  expect(
    await settled(
      'they are there again',
      ({ chat_message, ...tables }) => isCut({ chat_message, ...tables }) && tables.event.length === after.event.length,
    ),
  ).toEqual(after);
  const counts: number[] = [];
  for (const stream of HISTORY_STREAMS)
    counts.push(await cutStream(platform.events, { stream, namespace: 'acme' }, cut));
  expect(counts).toEqual([smallBuild(3).length + 4, 1]);
  await drop();
  expect(
    await settled(
      'they are there again',
      (tables) => tables.event.length === after.event.length && tables.chat_message.length === 2,
    ),
  ).toEqual(after);

  // Nothing more is cut by the same time; what comes is kept.
  for (const stream of HISTORY_STREAMS)
    expect(await cutStream(platform.events, { stream, namespace: 'acme' }, cut)).toBe(0);
  await say(CRM, randomUUID(), words('add a weight'));
  await settled('it is stored', ({ chat_message }) => chat_message.length === 3);
});

test('a tenant whose whole history is older keeps nothing of it, and the place in the streams stays', async () => {
  const cut = await now();
  const admin = platform.cluster.plane.client;
  await admin.mergePatch(
    TENANTS,
    { name: 'acme' },
    { status: { historySince: cut.toISOString() } },
    { subresource: 'status' },
  );
  const left = await settled('nothing is left', ({ event, chat_message }) =>
    [...event, ...chat_message].every(({ namespace }) => namespace !== 'acme'),
  );
  expect([left.build, left.feature, left.check_result].flat().filter(({ namespace }) => namespace === 'acme')).toEqual(
    [],
  );
  expect(left.ledger_entry).toHaveLength(3);
  await cutStream(platform.events, { stream: CHAT_STREAM, namespace: 'acme' }, cut);
  await drop();
  expect(await settled('they are there again', ({ event }) => event.length === left.event.length)).toEqual(left);
  await platform.reporter(CRM).report({ type: 'progress', message: 'goes on' });
  await settled('what comes is stored', ({ event }) => event.length === left.event.length + 1);
});
