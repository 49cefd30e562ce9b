import { createHash, randomUUID } from 'node:crypto';
import { Bucket } from '@appfactory/events/bucket';
import type { KubeClient } from '@appfactory/kube/client';
import { APP_BUILDS, DATA_EXPORTS, RELEASES, SECRETS, SERVICE_ACCOUNTS, TENANTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { tellEntries } from '@appfactory/operator/testing/ledger';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { accountsDatabase } from '../database/connect.ts';
import type { Gateway } from '../gateway.ts';
import { committedSchema } from '../graphql/committedSchema.ts';
import { InvoiceStore } from '../invoices/invoiceStore.ts';
import { bundleOf } from '../testing/bundle.ts';
import { SAY } from '../testing/chat.ts';
import { TestClient } from '../testing/client.ts';
import { makeFirstOwner } from '../testing/firstOwner.ts';
import { allAttempts, answersTo, answerTo } from '../testing/hostile/answers.ts';
import { ATTEMPTS, type Attempt, FILES } from '../testing/hostile/attempts.ts';
import { nobody, type OwnBuild, type Target } from '../testing/hostile/target.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { BUILD, CREATE, newBuild, ready, startTenants, type TenantsPlatform } from '../testing/tenants.ts';

/** A word that is in everything of the victim’s, and nowhere else. */
const MARK = /quetzal/i;
const LIMIT = 600_000;

let world: TenantsPlatform;
let platform: TestPlatform;
let gateway: Gateway;
let admin: KubeClient;
/** Owner of the victim, the client “florist” of the agency acme. */
let vic: TestClient;
/** Owner of another client of that agency, and of an agency that has nothing to do with it. */
let ben: TestClient;
let rex: TestClient;
let victim: Target;
let attempts: [string, Attempt][];

const BENS: OwnBuild = { namespace: 'bakery', name: 'own' };
const REXS: OwnBuild = { namespace: 'rival', name: 'own' };

beforeAll(async () => {
  world = await startTenants();
  ({ platform, gateway, admin, rival: rex } = world);
  const { acme, owner, invited } = world;
  for (const [name, displayName] of [
    ['florist', 'Quetzal flowers'],
    ['bakery', 'The bakery'],
  ] as const) {
    await acme.data(CREATE, { input: { name, displayName, agency: 'acme' } });
    await ready(owner, name);
  }
  vic = await invited(acme, 'florist', 'vic', 'owner');
  ben = await invited(acme, 'bakery', 'ben', 'owner');
  await newBuild(ben, 'bakery', 'own');
  await newBuild(rex, 'rival', 'own');
  victim = await seeded();
  attempts = allAttempts(buildSchema(await committedSchema()));
}, LIMIT);

afterAll(() => world?.stop());

/** Everything that a tenant can have. */
async function seeded(): Promise<Target> {
  const ref = { namespace: 'florist', name: 'secret' };
  const { createBuild } = await eventually('the build is made', async () => {
    const input = { ...ref, prompt: 'A list of books about the quetzal.' };
    const answer = await vic.data<{ createBuild: { id?: string } }>(BUILD, { input });
    return answer.createBuild.id !== undefined && answer;
  });
  const uid = createBuild.id ?? '';
  const bucket = await Bucket.create(platform.events, uid);
  await bucket.put('repository', await bundleOf([{ message: 'Quetzal', files: { 'secret.txt': 'quetzal' } }]));
  await bucket.put('screenshot/preview/page.png', Buffer.from('89504e470d0a1a0a', 'hex'));
  await platform.reporter({ ...ref, uid }).report({ type: 'progress', message: 'quetzal' });
  const at = new Date().toISOString();
  await tellEntries(platform.events, {
    ...{ id: 'q1', tenant: 'florist', build: 'secret', uid, meter: 'builds', quantity: 1, at },
  });

  const said = randomUUID();
  await vic.data(SAY, { build: ref, id: said, text: 'add a nickname to books' });
  await vic.data(SAY, { build: ref, text: 'quetzal' });

  const digest = `sha256:${'1'.repeat(64)}`;
  const artifact = { bucket: `build_${uid}`, digest, size: 1, commit: 'c' };
  const spec = { appBuild: 'secret', artifact, host: 'secret.florist.localhost' };
  await admin.create(RELEASES, { apiVersion: API_VERSION, kind: 'Release', metadata: ref, spec });
  await makeFirstOwner(admin, ref, 'quetzal');
  const changed = await vic.data(
    `mutation { changeEnvironment(input: { namespace: "florist", name: "secret",
       set: [{ name: "PLAIN", value: "quetzal", secret: false }] }) { __typename } }`,
  );
  expect(changed).toEqual({ changeEnvironment: { __typename: 'ChangedEnvironment' } });
  const set = await vic.data(
    `mutation { setKey(input: { tenant: "florist", service: resend, key: "re_0123456789_quetzal" }) { __typename } }`,
  );
  expect(set).toEqual({ setKey: { __typename: 'StoredKey' } });

  const exported = await exportedData();
  const { createAccessToken } = await vic.data<{ createAccessToken: { entry: { id: string } } }>(
    'mutation { createAccessToken(name: "quetzal") { ... on NewAccessToken { entry { id } } } }',
  );
  const invoice = await invoiced();
  await eventually('the operator is done with it', async () => {
    const build = await admin.get(APP_BUILDS, ref);
    const release = await admin.get(RELEASES, ref);
    const tenant = await admin.get(TENANTS, { name: 'florist' });
    const hasVariables = release.status?.environment?.variables.some(({ name }) => name === 'PLAIN');
    // It changes no more by itself: this platform has no template to build from.
    return build.status?.phase === 'Failed' && hasVariables && (tenant.status?.keys?.length ?? 0) > 0;
  });
  const { build } = await eventually('everything is stored', async () => {
    const found = await vic.data<{ build: { source: { head: { id: string } }; events: { totalCount: number } } }>(
      '{ build(namespace: "florist", name: "secret") { source { head { id } } events { totalCount } } }',
    );
    return found.build.events.totalCount === 1 && found;
  });
  const commit = build.source.head.id;
  const token = createAccessToken.entry.id;
  return { namespace: 'florist', build: 'secret', uid, said, commit, digest, exported, invoice, token, member: 'vic' };
}

/** Gives the name of a DataExport whose archive is there, as if somebody had packed it: there is no node here. */
async function exportedData(): Promise<string> {
  const ref = { namespace: 'florist', name: 'secret-0123abcd' };
  const spec = { release: 'secret', keepHours: 24 };
  const { metadata } = await admin.create(DATA_EXPORTS, {
    ...{ apiVersion: API_VERSION, kind: 'DataExport', metadata: ref, spec },
  });
  const bucket = await Bucket.create(platform.events, metadata.uid ?? '', { kind: 'export' });
  await bucket.put('archive', Buffer.from('quetzal'));
  const digest = `sha256:${createHash('sha256').update('quetzal').digest('hex')}`;
  const at = new Date().toISOString();
  const packed = { type: 'Packed', status: 'True', reason: 'Packed', message: 'Quetzal', lastTransitionTime: at };
  const status = { phase: 'Ready', archive: { digest, size: 7, at }, conditions: [packed] };
  await admin.mergePatch(DATA_EXPORTS, ref, { status }, { subresource: 'status' });
  await eventually('the operator has seen that it is packed', async () => {
    const found = await admin.get(DATA_EXPORTS, ref);
    return found.status?.phase === 'Ready' && found.status.expiresAt !== undefined && found;
  });
  return ref.name;
}

/** Gives the number of an invoice that the florist owes its agency. */
async function invoiced(): Promise<string> {
  const uidOf = async (name: string) => (await admin.get(TENANTS, { name })).metadata.uid ?? '';
  const [tenantUid, agencyUid] = [await uidOf('florist'), await uidOf('acme')];
  const database = accountsDatabase({ url: platform.database.url, connections: 1 });
  await database.initialize();
  try {
    const invoice = {
      ...{ tenant: 'florist', tenantUid, agencyUid, month: '2020-01', currency: 'USD', total: '12.5' },
      ...{ issuedAt: new Date(), dueAt: new Date() },
      document: {
        from: { name: 'acme', details: [] },
        to: { name: 'Quetzal flowers', details: ['florist'] },
        ...{ accent: '#4f46e5', sections: [] },
      },
    };
    const [issued] = await new InvoiceStore(database).issue('2020-01', [tenantUid], [invoice]);
    return `AF-${String(issued?.number).padStart(6, '0')}`;
  } finally {
    await database.destroy();
  }
}

/** What there is of the victim, but for what the operator writes by itself. */
async function whole(): Promise<unknown> {
  const namespace = 'florist';
  const of = async (type: typeof APP_BUILDS) =>
    (await admin.list(type, { namespace })).items.map((object) => {
      const { metadata, spec, data } = object as typeof object & { data?: object };
      return { name: metadata.name, uid: metadata.uid, labels: metadata.labels, spec, data };
    });
  const types = [APP_BUILDS, RELEASES, DATA_EXPORTS, SECRETS, SERVICE_ACCOUNTS] as (typeof APP_BUILDS)[];
  const tables = ['chat_message', 'event', 'ledger_entry'];
  await platform.database.query(`select set_config('appfactory.namespaces', 'florist', false)`);
  const rows: unknown[] = [];
  for (const table of tables) rows.push(await platform.database.query(`select count(*) from history.${table}`));
  return {
    kubernetes: await Promise.all(types.map(of)),
    tenant: (await admin.get(TENANTS, { name: namespace })).spec,
    tenants: (await admin.list(TENANTS)).items.map(({ metadata }) => metadata.name).toSorted(),
    rows,
    tokens: await vic.data('{ accessTokens { id } viewer { name } }'),
    accounts: await platform.database.query('select name, password_hash from account order by name'),
    chat: await vic.data(
      '{ build(namespace: "florist", name: "secret") { chat { edges { node { id state changed } } } } }',
    ),
    invoices: await vic.data('{ invoices { edges { node { number state } } } }'),
  };
}

/** All answers are those to what is not there, and tell nothing of the victim. */
async function expectNothing(client: TestClient, own: OwnBuild): Promise<string[]> {
  const before = await whole();
  const there = await answersTo(client, victim, own, attempts);
  const nowhere = await answersTo(client, nobody(victim), own, attempts);
  expect(there).toEqual(nowhere);
  expect(there.filter((answer) => MARK.test(answer))).toEqual([]);
  expect(await whole()).toEqual(before);
  return there;
}

test(
  'whose it is sees all of it: there is something to be had',
  async () => {
    const looking = attempts.filter(([field]) => !field.startsWith('Mutation.'));
    const lines = await answersTo(vic, victim, BENS, looking);
    const answers = new Map(lines.map((line) => [line.split(': ')[0] ?? '', line]));
    const shown = [
      ...['Build.spec', 'Build.chat', 'Build.events', 'Build.source', 'Build.usage', 'Build.release'],
      ...['Release.status', 'Release.spec', 'Tenant.displayName', 'Tenant.keyring', 'Tenant.usage', 'Invoice.name'],
    ];
    for (const field of shown) expect(answers.get(field)).toMatch(/"data":{"\w+":{/);
    const marked = ['Build.spec', 'Build.chat', 'Build.events', 'Build.source', 'Release.status', 'Invoice.name'];
    for (const field of marked) expect(answers.get(field)).toMatch(MARK);
    // What is made from the schema is understood, and not too much for one request.
    const refused = [...answers].filter(
      ([field, line]) => /^(Build|Release|Tenant|Invoice)\./.test(field) && /"errors":\[/.test(line),
    );
    expect(refused).toEqual([]);
    expect(lines.slice(-FILES.length).filter((line) => !/: 200 /.test(line))).toEqual([]);
    for (const field of Object.keys(ATTEMPTS).filter((one) => one.startsWith('Subscription.'))) {
      expect(answers.get(field)).toMatch(/"(message|id)":/);
      expect(answers.get(`${field} over a WebSocket`)).toMatch(/"(message|id)":"/);
    }
  },
  LIMIT,
);

describe('gets nothing, and cannot tell whether there is anything:', () => {
  test(
    'the owner of another client of the same agency',
    async () => {
      await expectNothing(ben, BENS);
    },
    LIMIT,
  );

  test(
    'the owner of another agency',
    async () => {
      await expectNothing(rex, REXS);
    },
    LIMIT,
  );

  test(
    'whoever is not signed in',
    async () => {
      const answers = await expectNothing(new TestClient(gateway.address), BENS);
      expect(answers.filter((answer) => /: 200 /.test(answer))).toEqual([]);
    },
    LIMIT,
  );

  test(
    'the holder of a member’s token',
    async () => {
      const { token } = await createToken(admin, { namespace: 'bakery', name: 'ben' }, { expirationSeconds: 3000 });
      const holder = new TestClient(gateway.address, { authorization: `Bearer ${token}` });
      expect(await holder.data('{ tenants { name } }')).toEqual({ tenants: [{ name: 'bakery' }] });
      await expectNothing(holder, BENS);
    },
    LIMIT,
  );

  test(
    'git and programs, with an access token',
    async () => {
      const { createAccessToken } = await ben.data<{ createAccessToken: { token: string } }>(
        'mutation { createAccessToken(name: "x") { ... on NewAccessToken { token } } }',
      );
      const { token } = createAccessToken;
      const basic = `Basic ${Buffer.from(`me:${token}`).toString('base64')}`;
      for (const authorization of [`Bearer ${token}`, basic]) {
        const answers = await expectNothing(new TestClient(gateway.address, { authorization }), BENS);
        // Data of apps are not for access tokens at all.
        expect(answers.slice(-FILES.length).filter((answer) => !/: 404 |^\/data\/.*: 401 /.test(answer))).toEqual([]);
      }
    },
    LIMIT,
  );

  test(
    'everybody, by Kubernetes and PostgreSQL alone, when the gateway checks nothing itself',
    async () => {
      const unchecked = await platform.gateway({}, { ownChecks: false });
      for (const [client, own] of [
        [ben, BENS],
        [rex, REXS],
      ] as const) {
        const bold = new TestClient(unchecked.address, client.headers);
        // It works as it is, but for the checks.
        const query = `{ build(namespace: "${own.namespace}", name: "own") { name } }`;
        expect(await bold.data(query)).toEqual({ build: { name: 'own' } });
        const answers = await expectNothing(bold, own);
        expect(answers.find((answer) => answer.startsWith('Query.build:'))).toMatch(/FORBIDDEN/);
      }
    },
    LIMIT,
  );

  test(
    'lists of everything',
    async () => {
      for (const client of [ben, rex]) {
        const query = `{ tenants { name displayName } accessTokens { name } viewer { name whiteLabel { name } buildsWithNews(first: 50) { namespace spec { prompt } } }
        builds(first: 100) { edges { node { namespace spec { prompt } } } } releases { namespace }
        invoices(first: 100) { edges { node { tenant name } } } }`;
        expect(await answerTo(client, query)).not.toMatch(/quetzal|florist/i);
      }
    },
    LIMIT,
  );
});

test(
  'whose it is could have done all of it',
  async () => {
    // Some of it is for the owners of the agency, some for whoever runs the platform.
    const people = [vic, world.acme, world.owner];
    const refused: string[] = [];
    for (const [field, [attempt]] of Object.entries(ATTEMPTS)) {
      if (!field.startsWith('Mutation.') || field === 'Mutation.signIn') continue;
      const answers: string[] = [];
      for (const person of people) {
        const query = attempt?.(victim, { namespace: victim.namespace, name: victim.build }) ?? '';
        answers.push(await answerTo(person, query));
        if (!/FORBIDDEN|NOT_FOUND|NOT_SIGNED_IN|"errors":\[/.test(answers.at(-1) ?? '')) break;
        if (person === people.at(-1)) refused.push(`${field}: ${answers.join(' ')}`);
      }
    }
    expect(refused).toEqual([]);
  },
  LIMIT,
);
