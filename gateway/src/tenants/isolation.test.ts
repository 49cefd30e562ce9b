import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeClient } from '@appfactory/kube/client';
import type { ApiError } from '@appfactory/kube/errors';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { APP_BUILDS, SERVICE_ACCOUNTS, TENANTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyDatabase } from '../database/connect.ts';
import type { Gateway } from '../gateway.ts';
import { HistoryStore } from '../history/historyStore.ts';
import { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { newBuild, startTenants } from '../testing/tenants.ts';

let platform: TestPlatform;
let gateway: Gateway;
let admin: KubeClient;
let acme: TestClient;
let rival: TestClient;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, gateway, admin, acme, rival, stop } = await startTenants());
  await newBuild(acme, 'acme', 'crm');
  await newBuild(rival, 'rival', 'secret');
  // It changes no more by itself: this platform has no template to build from.
  await eventually('the operator has looked at it', async () => {
    const { status } = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    return status?.phase === 'Failed';
  });
}, 600_000);

afterAll(() => stop?.(), 60_000);

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
  const remove = 'mutation { removeMember(member: { tenant: "acme", name: "rex" }) { ... on Done { done } } }';
  expect(await acme.data(remove)).toEqual({ removeMember: { done: true } });
  expect(await rival.data('{ viewer { name } }')).toEqual({ viewer: { name: 'rex@rival' } });
});

/** Everything that ada of acme tries with rival's build. */
const ATTEMPTS: [string, string][] = [
  ['read', '{ build(namespace: "NS", name: "secret") { id events { totalCount } } }'],
  ['list', '{ builds(namespace: "NS") { totalCount edges { node { id } } } }'],
  ['releases', '{ releases(namespace: "NS") { id } }'],
  [
    'create',
    'mutation { createBuild(input: { namespace: "NS", name: "mine", prompt: "x" }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'change',
    'mutation { changeBuild(input: { namespace: "NS", name: "secret", spec: { prompt: "x" } }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'pause',
    'mutation { pauseBuild(build: { namespace: "NS", name: "secret" }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'roll back',
    'mutation { rollBackBuild(build: { namespace: "NS", name: "secret" }) { ... on Build { id } ... on Failure { code message } } }',
  ],
  [
    'delete',
    'mutation { deleteBuild(build: { namespace: "NS", name: "secret" }) { ... on DeletedBuild { name } ... on Failure { code message } } }',
  ],
  ['tenant', '{ tenant(name: "NS") { displayName members { name } } }'],
  [
    'invite',
    'mutation { inviteMember(input: { tenant: "NS", name: "ada", role: owner }) { ... on Invitation { link } ... on Failure { code message } } }',
  ],
  [
    'invite one who is there',
    'mutation { inviteMember(input: { tenant: "NS", name: "rex", role: owner }) { ... on Invitation { link } ... on Failure { code message } } }',
  ],
  [
    'promote',
    'mutation { changeMemberRole(member: { tenant: "NS", name: "rex" }, role: viewer) { ... on Member { name } ... on Failure { code message } } }',
  ],
  [
    'remove',
    'mutation { removeMember(member: { tenant: "NS", name: "rex" }) { ... on Done { done } ... on Failure { code message } } }',
  ],
  [
    'client',
    'mutation { createTenant(input: { name: "newone", displayName: "x", agency: "NS" }) { ... on Tenant { name } ... on Failure { code message } } }',
  ],
];
const SUBSCRIPTIONS = [
  'subscription { buildEvents(namespace: "NS", name: "secret") { type } }',
  'subscription { buildChanged(namespace: "NS", name: "secret") { id } }',
];

/** What the client is answered, with the name of the namespace taken out. */
async function answers(client: TestClient, namespace: string): Promise<string[]> {
  const all: string[] = [];
  for (const [what, query] of ATTEMPTS) {
    const { data, errors } = await client.graphql(query.replace('NS', namespace));
    const said = JSON.stringify({
      data,
      errors: errors?.map(({ message, extensions }) => [message, extensions?.code]),
    });
    all.push(`${what}: ${said.replaceAll(namespace, 'NS')}`);
  }
  for (const query of SUBSCRIPTIONS) {
    const connection = new AbortController();
    const first = await client
      .subscribe(query.replace('NS', namespace), {}, connection.signal)
      .next()
      .then(
        ({ value }) => JSON.stringify(value),
        (error: unknown) => String(error),
      );
    connection.abort();
    all.push(first.replaceAll(namespace, 'NS'));
  }
  return all;
}

const SHOWN = /"(id|name|link|done|displayName)":|"totalCount":[1-9]|"type":/;

describe('another tenant', () => {
  test('is answered like one that is not there, and nothing of it changes', async () => {
    const before = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    const there = await answers(acme, 'rival');
    expect(there.filter((line) => SHOWN.test(line))).toEqual([]);
    expect(there).toEqual(await answers(acme, 'nowhere'));
    expect(await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' })).toEqual(before);
  }, 300_000);

  test('is refused by Kubernetes alone, when the gateway checks nothing itself', async () => {
    const unchecked = await platform.gateway({}, { ownChecks: false });
    const client = new TestClient(unchecked.address, acme.headers);
    // It works as it is, but for the checks.
    expect(await client.data('{ build(namespace: "acme", name: "crm") { name } }')).toEqual({ build: { name: 'crm' } });
    const before = await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' });
    const there = await answers(client, 'rival');
    expect(there.filter((line) => SHOWN.test(line))).toEqual([]);
    expect(there[0]).toMatch(/FORBIDDEN/);
    expect(there).toEqual(await answers(client, 'nowhere'));
    expect(await admin.get(APP_BUILDS, { namespace: 'rival', name: 'secret' })).toEqual(before);
    expect(await admin.find(TENANTS, { name: 'newone' })).toBe(undefined);
  }, 300_000);

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
    const database = historyDatabase({ url: platform.database.url, connections: 2 });
    await database.initialize();
    try {
      const history = new HistoryStore(database);
      const as = async (shown: Set<string>) => [
        (await history.eventsAfter(shown, secret, 0, 10)).length,
        await history.countEvents(shown, secret),
        (await history.checks(shown, secret)).length,
        (await history.generations(shown, secret)).length,
      ];
      expect(await as(new Set(['rival']))).toEqual([2, 2, 1, 1]);
      expect(await as(new Set(['acme', 'bakery', 'rival.', 'riva', '']))).toEqual([0, 0, 0, 0]);
      expect(await as(new Set())).toEqual([0, 0, 0, 0]);
      // Whoever forgets to say for whom they read sees nothing, and writes nothing.
      for (const table of ['event', 'build', 'feature', 'check_result']) {
        expect(await database.query(`select * from history.${table}`)).toEqual([]);
      }
      await expect(
        database.query(
          `insert into history.event values (1000000, 'acme', 'crm', 'u', 1, now(), '{"type":"progress"}'::jsonb)`,
        ),
      ).rejects.toThrow(/row-level security/);
    } finally {
      await database.destroy();
    }
  }, 300_000);

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
  }, 300_000);

  test('is hidden from the holder of a member’s token, too', async () => {
    const { token } = await createToken(admin, { namespace: 'acme', name: 'ada' }, { expirationSeconds: 600 });
    const holder = new TestClient(gateway.address, { authorization: `Bearer ${token}` });
    expect(await holder.data('{ tenants { name } }')).toEqual({ tenants: [{ name: 'acme' }] });
    const there = await answers(holder, 'rival');
    expect(there.filter((line) => SHOWN.test(line))).toEqual([]);
    expect(there).toEqual(await answers(holder, 'nowhere'));
  }, 300_000);
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
