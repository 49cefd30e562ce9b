import { APP_BUILDS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { accountsDatabase } from '../database/connect.ts';
import { ACCOUNT_SETTING } from '../database/scope.ts';
import { ACCEPT, SAY } from '../testing/chat.ts';
import { TestClient } from '../testing/client.ts';
import { smallBuild } from '../testing/smallBuild.ts';
import { newBuild, startTenants, type TenantsPlatform } from '../testing/tenants.ts';
import { LookStore } from './looks.ts';

let world: TenantsPlatform;
/** Owner, member and viewer of acme. */
let ada: TestClient;
let mia: TestClient;
let vera: TestClient;
let uid: string;

const CRM = { namespace: 'acme', name: 'crm' };

beforeAll(async () => {
  world = await startTenants();
  ada = world.acme;
  mia = await world.invited(ada, 'acme', 'mia', 'member');
  vera = await world.invited(ada, 'acme', 'vera', 'viewer');
  uid = await newBuild(ada, 'acme', 'crm');
  // It changes no more by itself: this platform has no template to build from.
  await eventually('the operator has looked at it', async () => {
    const { status } = await world.admin.get(APP_BUILDS, CRM);
    return status?.phase === 'Failed';
  });
});

afterAll(() => world?.stop());

interface Item {
  kind: string;
  by: string | null;
  text: string | null;
  count: number | null;
}
interface News {
  items: Item[];
  lookedAt: string | null;
  events: number;
  chat: number;
}

async function news(client: TestClient): Promise<News | null> {
  const { build } = await client.data<{ build: { news: News | null } }>(
    '{ build(namespace: "acme", name: "crm") { news { items { kind by text count } lookedAt events chat } } }',
  );
  return build.news;
}

async function kinds(client: TestClient): Promise<string[]> {
  return (await news(client))?.items.map(({ kind }) => kind) ?? [];
}

async function look(client: TestClient, seen?: Pick<News, 'events' | 'chat'>): Promise<unknown> {
  const { events, chat } = seen ?? (await news(client)) ?? { events: 0, chat: 0 };
  const { noteLook } = await client.data<{ noteLook: object }>(
    `mutation ($build: BuildRefInput!, $events: Sequence!, $chat: Sequence!) {
       noteLook(build: $build, events: $events, chat: $chat) { ... on Done { done } ... on Failure { code field } } }`,
    { build: CRM, events, chat },
  );
  return noteLook;
}

test('what happened is new for each of its people until they have looked, and for the others still', async () => {
  // The gateway may not have seen yet what the operator made of it.
  await eventually('it is stuck', async () => (await kinds(ada)).includes('failed'));
  expect((await news(ada))?.lookedAt).toBe(null);
  expect(await look(ada)).toEqual({ done: true });
  expect(await kinds(ada)).toEqual([]);
  expect((await news(ada))?.lookedAt).toEqual(expect.any(String));
  expect(await kinds(mia)).toContain('failed');

  const reporter = world.platform.reporter({ ...CRM, uid });
  for (const event of smallBuild(3)) await reporter.report(event);
  const items = await eventually('all of it is stored', async () => {
    const found = (await news(ada))?.items ?? [];
    // Ends and features are looked up side by side: one may be from before the last event.
    const isAll = found.some(({ kind, count }) => kind === 'features' && count === 3);
    return isAll && found.length === 2 && found;
  });
  expect(items).toEqual([
    { kind: 'finished', by: null, text: null, count: 3 },
    { kind: 'features', by: null, text: null, count: 3 },
  ]);
  const seen = await news(ada);
  await look(ada);
  expect(await kinds(ada)).toEqual([]);

  // What comes while somebody looks is new afterwards, however late their look is noted.
  await reporter.report({ type: 'failed', reason: 'Stuck', message: 'I cannot go on.' });
  await eventually('it is told', async () => (await kinds(ada)).includes('failed'));
  expect(await look(ada, { events: seen?.events ?? 0, chat: 0 })).toEqual({ done: true });
  expect(await kinds(ada)).toEqual(['failed']);
  // An older look changes nothing, nor does one beyond the end.
  await look(ada);
  await look(ada, { events: 1, chat: 0 });
  expect(await kinds(ada)).toEqual([]);
  await look(ada, { events: Number.MAX_SAFE_INTEGER, chat: Number.MAX_SAFE_INTEGER });
  await world.platform.reporter({ ...CRM, uid }).report({ type: 'failed', reason: 'Stuck', message: 'Once more.' });
  await eventually('it is told', async () => (await kinds(ada)).join() === 'failed');
});

test('what others say is new, what one says oneself is not, and who asked hears what became of it', async () => {
  await Promise.all([look(ada), look(vera)]);
  const { say } = await vera.data<{ say: { id: string } }>(SAY, { build: CRM, text: 'add a nickname to books' });
  expect((await news(ada))?.items).toEqual([
    { kind: 'request', by: 'vera@acme', text: 'add a nickname to books', count: null },
  ]);
  expect(await kinds(vera)).toEqual([]);
  await look(ada);
  expect(await kinds(ada)).toEqual([]);
  expect(await ada.data(ACCEPT, { build: CRM, id: say.id })).toMatchObject({
    acceptProposal: { chatMessage: { state: 'accepted' } },
  });
  expect(await kinds(ada)).toEqual([]);
  expect((await news(vera))?.items).toContainEqual({
    kind: 'accepted',
    by: 'ada@acme',
    text: 'add a nickname to books',
    count: null,
  });
});

test('the list has them all at once, and tells of which there is something new', async () => {
  const quiet = await newBuild(ada, 'acme', 'quiet');
  const listed = async (client: TestClient) => {
    const { viewer, builds } = await client.data<{
      viewer: { buildsWithNews: { name: string; news: News }[] };
      builds: { edges: { node: { id: string; news: News } }[] };
    }>(
      '{ viewer { buildsWithNews { name news { items { kind } } } } builds { edges { node { id news { items { kind } } } } } }',
    );
    return {
      told: viewer.buildsWithNews.map(({ name }) => name),
      marked: builds.edges.flatMap(({ node }) => (node.news.items.length > 0 ? [node.id] : [])),
    };
  };
  await eventually('both have news', async () => (await listed(mia)).told.length === 2);
  expect((await listed(mia)).marked.toSorted()).toEqual([uid, quiet].toSorted());
  await look(mia);
  expect(await listed(mia)).toEqual({ told: ['quiet'], marked: [quiet] });
  expect((await listed(world.rival)).told).toEqual([]);
  const { errors } = await ada.graphql('{ viewer { buildsWithNews(first: 1000) { name } } }');
  expect(errors?.[0]?.extensions?.code).toBe('INVALID');
});

test('when what they saw is no longer in the stream, what happened since they looked is new all the same', async () => {
  await look(mia);
  expect(await kinds(mia)).toEqual([]);
  // As after the stream was lost: places begin anew.
  const { database } = world.platform;
  const [account] = await database.query<{ id: string }>(`select id from account where name = 'mia@acme'`);
  await database.query('select set_config($1, $2, false)', [ACCOUNT_SETTING, account?.id]);
  const moved = await database.query('update look set events = 1000000000, chat = 1000000000 returning build');
  expect(moved).toEqual([{ build: uid }]);
  await database.query('select set_config($1, $2, false)', [ACCOUNT_SETTING, '']);
  expect(await kinds(mia)).toEqual([]);
  await world.platform.reporter({ ...CRM, uid }).report({ type: 'failed', reason: 'Stuck', message: 'After all.' });
  await eventually('it is told', async () => (await kinds(mia)).join() === 'failed');
  await look(mia);
  expect(await kinds(mia)).toEqual([]);
});

test('looking fills no log: of each day and build the first look is in it, and every one that was refused', async () => {
  await newBuild(ada, 'acme', 'other');
  const lookAt = (name: string) =>
    mia.data(
      'mutation ($build: BuildRefInput!) { noteLook(build: $build, events: 1) { ... on Done { done } ... on Failure { code } } }',
      { build: { namespace: 'acme', name } },
    );
  for (const name of ['crm', 'other', 'crm', 'other', 'nowhere', 'nowhere', '../crm']) await lookAt(name);
  // By day: the test may run over midnight.
  const rows = await world.platform.database.query<{ name: string; outcome: string; count: number }>(
    `select arguments -> 'build' ->> 'name' as name, outcome, count(*)::int from audit
     where action = 'noteLook' and person = 'mia@acme' group by date_trunc('day', at, 'UTC'), 1, 2`,
  );
  const done = rows.filter(({ outcome }) => outcome === 'ok');
  expect(new Set(done.map(({ name }) => name))).toEqual(new Set(['crm', 'other']));
  expect(done.map(({ count }) => count)).toEqual(done.map(() => 1));
  const refused = (name: string) =>
    rows.filter((row) => row.name === name && row.outcome !== 'ok').reduce((sum, { count }) => sum + count, 0);
  expect([refused('nowhere'), refused('../crm'), refused('crm')]).toEqual([2, 1, 0]);
});

test('for the holder of a token nothing is kept', async () => {
  const { token } = await createToken(world.admin, { namespace: 'acme', name: 'ada' }, { expirationSeconds: 600 });
  const holder = new TestClient(world.gateway.address, { authorization: `Bearer ${token}` });
  expect(await news(holder)).toBe(null);
  expect(await look(holder)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await holder.data('{ viewer { buildsWithNews { name } } }')).toEqual({ viewer: { buildsWithNews: [] } });
});

test('PostgreSQL shows nobody the looks of another account, and takes none for it', async () => {
  const database: DataSource = accountsDatabase({ url: world.platform.database.url, connections: 2 });
  await database.initialize();
  try {
    const ids: Record<string, string> = {};
    for (const { id, name } of await world.platform.database.query<{ id: string; name: string }>(
      'select id, name from account',
    )) {
      ids[name] = id;
    }
    const looks = new LookStore(database);
    expect((await looks.of(ids['ada@acme'] ?? '', [uid])).byBuild.size).toBe(1);
    expect((await looks.of(ids['rex@rival'] ?? '', [uid])).byBuild.size).toBe(0);
    // Whoever forgets to say whose looks they read sees none, and writes none.
    expect(await database.query('select * from look')).toEqual([]);
    const insert = `insert into look (account_id, build, events, chat, state) values ($1, $2, 1, 1, '{}')`;
    await expect(database.query(insert, [ids['ada@acme'], uid])).rejects.toThrow(/row-level security/);
    await database.transaction(async (transaction) => {
      await transaction.query('select set_config($1, $2, true)', [ACCOUNT_SETTING, ids['rex@rival']]);
      expect(await transaction.query('select * from look')).toEqual([]);
      expect(await transaction.query('update look set events = 0')).toEqual([[], 0]);
    });
    const forged = database.transaction(async (transaction) => {
      await transaction.query('select set_config($1, $2, true)', [ACCOUNT_SETTING, ids['rex@rival']]);
      await transaction.query(insert, [ids['ada@acme'], uid]);
    });
    await expect(forged).rejects.toThrow(/row-level security/);
  } finally {
    await database.destroy();
  }
});
