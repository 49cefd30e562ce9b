import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeClient } from '@appfactory/kube/client';
import type { ApiError } from '@appfactory/kube/errors';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { APP_BUILDS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { tellEntries } from '@appfactory/operator/testing/ledger';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { ChatStore } from '../chat/chatStore.ts';
import { historyDatabase } from '../database/connect.ts';
import { asIndexer } from '../database/scope.ts';
import type { Gateway } from '../gateway.ts';
import { HistoryStore } from '../history/historyStore.ts';
import { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { BUILD, INVITE, type Invited, newBuild, startTenants, type TenantsPlatform } from '../testing/tenants.ts';
import { UsageStore } from '../usage/usageStore.ts';

/** A message of rival's people. */
const SAID = '3f0c1f6e-5a0b-4f0e-9a3c-2f8f4b1f7d11';

let platform: TestPlatform;
let gateway: Gateway;
let admin: KubeClient;
let acme: TestClient;
let rival: TestClient;
let invited: TenantsPlatform['invited'];
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, gateway, admin, acme, rival, invited, stop } = await startTenants());
  await newBuild(rival, 'rival', 'secret');
  const said =
    'mutation { say(build: { namespace: "rival", name: "secret" }, id: "SAID", text: "add a nickname to books") { ... on ChatMessage { id } } }';
  expect(await rival.data(said.replace('SAID', SAID))).toEqual({ say: { id: SAID } });
  // It changes no more by itself: this platform has no template to build from.
  await eventually('the operator has looked at it', async () => {
    const { status } = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    return status?.phase === 'Failed';
  });
});

afterAll(() => stop?.());

test('whoever labels a ServiceAccount with somebody else’s account gets nothing of theirs, and cannot remove it', async () => {
  const [victim] = await platform.database.query<{ id: string }>(`select id from account where name = 'rex@rival'`);
  await admin.create(SERVICE_ACCOUNTS, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      namespace: 'acme',
      name: 'rex',
      labels: { 'appfactory.dev/member-role': 'viewer', 'appfactory.dev/account': victim?.id ?? '' },
    },
  });
  await eventually('he is a viewer there, whether he wants or not', async () => {
    const { tenants } = await rival.data<{ tenants: object[] }>('{ tenants { name } }');
    return tenants.length === 2;
  });
  // His pages look like those of the tenant that his account was made for all the same.
  expect(await rival.data('{ viewer { whiteLabel { name } } }')).toEqual({
    viewer: { whiteLabel: { name: 'rival studio' } },
  });
  const remove = 'mutation { removeMember(member: { tenant: "acme", name: "rex" }) { ... on Done { done } } }';
  expect(await acme.data(remove)).toEqual({ removeMember: { done: true } });
  expect(await rival.data('{ viewer { name } }')).toEqual({ viewer: { name: 'rex@rival' } });
});

describe('another tenant', () => {
  test('is refused by PostgreSQL alone, when somebody asks for rows that Kubernetes has not shown', async () => {
    const { metadata } = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    const uid = metadata.uid ?? '';
    const secret = { namespace: 'rival', name: 'secret', uid };
    await platform.reporter(secret).report({ type: 'progress', message: 'a trade secret' });
    const check = { feature: 'f', name: 'c', against: 'preview', result: 'passed' } as const;
    await platform.reporter(secret).report({ type: 'check', ...check });
    await eventually('it is stored', async () => {
      const seen = await rival.data<{ build: { events: { totalCount: number } } }>(
        '{ build(namespace: "rival", name: "secret") { events { totalCount } } }',
      );
      return seen.build.events.totalCount === 2;
    });
    const spent = { id: 'b1', tenant: 'rival', build: 'secret', uid, meter: 'builds', quantity: 1 } as const;
    await tellEntries(platform.events, { ...spent, at: '2026-03-10T10:00:00Z' });
    await eventually('so is what it used', async () => {
      const seen = await rival.data<{ build: { usage: { used: { builds: number } } } }>(
        '{ build(namespace: "rival", name: "secret") { usage { used { builds } } } }',
      );
      return seen.build.usage.used.builds === 1;
    });
    const database = historyDatabase({ url: platform.database.url, connections: 2 });
    await database.initialize();
    try {
      const history = new HistoryStore(database);
      const chats = new ChatStore(database);
      const usage = new UsageStore(database);
      const as = async (shown: Set<string>) => [
        (await history.eventsAfter(shown, secret, 0, 10)).length,
        await history.countEvents(shown, secret),
        (await history.checks(shown, secret)).length,
        (await history.generations(shown, secret)).length,
        (await chats.changedAfter(shown, secret, 0, 10)).length,
        await chats.count(shown, secret, false),
        (await usage.generations(shown, secret)).length,
        (await usage.byBuild(shown, 'rival', '2026-03')).length,
        (await usage.sums(shown, 'rival', '2026-03')).builds ?? 0,
      ];
      expect(await as(new Set(['rival']))).toEqual([2, 2, 1, 1, 1, 1, 1, 1, 1]);
      expect(await as(new Set(['acme', 'bakery', 'rival.', 'riva', '']))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
      expect(await as(new Set())).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
      // Whoever forgets to say for whom they read sees nothing, and writes nothing.
      for (const table of ['event', 'build', 'feature', 'check_result', 'chat_message', 'ledger_entry']) {
        expect(await database.query(`select * from history.${table}`)).toEqual([]);
      }
      await expect(
        database.query(
          `insert into history.event values (1000000, 'acme', 'crm', 'u', 1, now(), '{"type":"progress"}'::jsonb)`,
        ),
      ).rejects.toThrow(/row-level security/);
      // Nobody changes what was used, or takes it away: not even who may add to it.
      await database.transaction(async (transaction) => {
        await asIndexer(transaction);
        expect(await transaction.query('select id from history.ledger_entry')).toHaveLength(1);
        expect(await transaction.query('update history.ledger_entry set quantity = 0')).toEqual([[], 0]);
        expect(await transaction.query('delete from history.ledger_entry')).toEqual([[], 0]);
      });
    } finally {
      await database.destroy();
    }
  });

  test('cannot be reached with the gateway’s own identity either: it may act as members, and as nobody else', async () => {
    const kube = loadKubeConfig({ env: { KUBECONFIG: platform.cluster.kubeconfigPath('gateway') } });
    const own = new KubeClient(kube);
    try {
      const as = async (namespace: string, name: string) => {
        const acting = own.actingAs({ namespace, name, person: 'ada@acme' });
        return acting.list(APP_BUILDS, { namespace: 'rival' }).then(
          () => 'shown',
          (error: unknown) => (error as ApiError).code,
        );
      };
      expect(await as('rival', 'rex')).toBe('shown');
      expect(await as('acme', 'ada')).toBe(403);
      expect(await as('rival', 'default')).toBe(403);
      expect(await as('kube-system', 'namespace-controller')).toBe(403);
      const { server, ca, cert, key, insecureSkipTlsVerify, namespace, token } = kube;
      const disguises: Record<string, string>[] = [
        { 'impersonate-user': 'appfactory:admin' },
        { 'impersonate-user': 'x', 'impersonate-group': 'system:masters' },
        { 'impersonate-user': 'system:serviceaccount:rival:rex', 'impersonate-group': 'system:masters' },
      ];
      for (const headers of disguises) {
        const other = new KubeClient({ server, ca, cert, key, insecureSkipTlsVerify, namespace, token }, { headers });
        await expect(other.list(APP_BUILDS)).rejects.toThrow(/cannot impersonate/);
        await other.close();
      }
      await expect(
        own.create(APP_BUILDS, {
          apiVersion: 'appfactory.dev/v1alpha1',
          kind: 'AppBuild',
          metadata: { namespace: 'rival', name: 'x' },
          spec: { prompt: 'x' },
        }),
      ).rejects.toThrow(/forbidden/);
    } finally {
      await own.close();
    }
  });
});

test('a role that would pass over the policies is refused at the start', async () => {
  const passwords = JSON.parse(await readFile(join(platform.database.dir, 'passwords.json'), 'utf8')) as {
    superuser: string;
  };
  const url = new URL(platform.database.url);
  url.username = 'postgres';
  url.password = passwords.superuser;
  await expect(platform.gateway({ databaseUrl: url.href })).rejects.toThrow(/is a superuser/);
});

describe('somebody with an account who is invited to another tenant', () => {
  const join = (client: TestClient, link: string) =>
    request(`${gateway.address}/sign-in`, {
      method: 'POST',
      headers: { ...client.headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ link, join: 'yes', to: '/clients' }).toString(),
    }).then(async ({ headers, body }) => {
      await body.dump();
      return headers.location;
    });
  const linkFor = async (by: TestClient, tenant: string, name: string) => {
    const { inviteMember } = await by.data<Invited>(INVITE, {
      input: { tenant, name, role: 'member', email: 'a@b.example' },
    });
    return new URL(inviteMember.link ?? '').searchParams.get('link') ?? '';
  };
  const NAMES = '{ viewer { name } tenants { name role } }';

  test('joins it to that account, sees both, and loses it alone when they are taken out', async () => {
    const free = await invited(acme, 'acme', 'fay', 'viewer');
    const link = await linkFor(rival, 'rival', 'fay-too');
    expect(await join(free, link)).toBe('/clients');
    expect(await join(free, link)).toBe('/sign-in?problem=link');
    await eventually('she may see it', async () => {
      const { tenants } = await free.data<{ tenants: object[] }>(NAMES);
      return tenants.length === 2;
    });
    expect(await free.data(NAMES)).toEqual({
      viewer: { name: 'fay@acme' },
      tenants: [
        { name: 'acme', role: 'viewer' },
        { name: 'rival', role: 'member' },
      ],
    });
    await newBuild(free, 'rival', 'by-fay');
    expect(await free.data(BUILD, { input: { namespace: 'acme', name: 'no', prompt: 'x' } })).toMatchObject({
      createBuild: { code: 'FORBIDDEN' },
    });
    const [told] = await platform.database.query<object>(
      `select email, joined_to is not null as joined from account where name = 'fay-too@rival'`,
    );
    // By whatever address she was invited there, nobody is let in to the account that she has here.
    expect(told).toEqual({ email: null, joined: true });

    const connection = new AbortController();
    const values = free.subscribe(
      'subscription { buildChanged(namespace: "rival", name: "by-fay") { name } }',
      {},
      connection.signal,
    );
    await values.next();
    const remove = 'mutation { removeMember(member: { tenant: "rival", name: "fay-too" }) { ... on Done { done } } }';
    expect(await rival.data(remove)).toEqual({ removeMember: { done: true } });
    for await (const _ of values);
    expect(await free.data(NAMES)).toEqual({
      viewer: { name: 'fay@acme' },
      tenants: [{ name: 'acme', role: 'viewer' }],
    });
  });

  test('keeps what they have elsewhere when the tenant of their account takes them out', async () => {
    const gus = await invited(acme, 'acme', 'gus', 'viewer');
    await join(gus, await linkFor(rival, 'rival', 'gus'));
    await eventually('he may see it', async () => (await gus.data<{ tenants: object[] }>(NAMES)).tenants.length === 2);
    const remove = 'mutation { removeMember(member: { tenant: "acme", name: "gus" }) { ... on Done { done } } }';
    expect(await acme.data(remove)).toEqual({ removeMember: { done: true } });
    await eventually('only the other is left', async () => {
      const { tenants } = await gus.data<{ tenants: { name: string }[] }>(NAMES);
      return tenants.length === 1 && tenants[0]?.name === 'rival';
    });
  });

  test('does not become somebody who has used theirs, nor does the link of one who is signed out join', async () => {
    const link = await linkFor(rival, 'rival', 'hal');
    expect(await join(new TestClient(gateway.address), link)).toBe(`/sign-in?link=${link}`);
    const [hal] = await platform.database.query<{ id: string }>(`select id from account where name = 'hal@rival'`);
    await platform.database.query(`update account set password_hash = 'x' where id = $1`, [hal?.id]);
    expect(await join(acme, link)).toBe('/sign-in?problem=join');
    expect(await acme.data('{ viewer { name } }')).toEqual({ viewer: { name: 'ada@acme' } });
  });
});
