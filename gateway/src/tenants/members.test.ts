import type { KubeClient } from '@appfactory/kube/client';
import { APP_BUILDS, PODS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { eventually } from '@appfactory/operator/testing/eventually';
import { LABEL_RELEASE } from '@appfactory/resources/release';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../gateway.ts';
import { ACCEPT, DISMISS, SAY } from '../testing/chat.ts';
import { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { makeRelease } from '../testing/release.ts';
import {
  BUILD,
  CREATE,
  INVITE,
  type Invited,
  newBuild,
  startTenants,
  type TenantsPlatform,
} from '../testing/tenants.ts';

let platform: TestPlatform;
let gateway: Gateway;
let admin: KubeClient;
let acme: TestClient;
let rival: TestClient;
let invited: TenantsPlatform['invited'];
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ({ platform, gateway, admin, acme, rival, invited, stop } = await startTenants());
});

afterAll(() => stop?.());

describe('members', () => {
  test('see what runs and what it wrote; a client’s person sees the release alone', async () => {
    await makeRelease(admin, { namespace: 'acme', name: 'shown' });
    const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const pod = (name: string, labels: Record<string, string>) =>
      admin.create(PODS, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace: 'acme', name, labels },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{ name: 'app', image: 'app', securityContext: restricted }],
        },
      });
    await eventually('pods have an account', () =>
      admin.find(SERVICE_ACCOUNTS, { namespace: 'acme', name: 'default' }),
    );
    await pod('shown-app', { [LABEL_RELEASE]: 'shown', 'app.kubernetes.io/name': 'shown' });
    await pod('shown-rehearsal', { [LABEL_RELEASE]: 'shown' });
    const query = '{ release(namespace: "acme", name: "shown") { name instances { name ready restarts node } log } }';
    const app = { name: 'shown-app', ready: false, restarts: 0, node: null };
    const member = await invited(acme, 'acme', 'kim', 'member');
    for (const client of [acme, member])
      expect(await client.data(query)).toEqual({ release: { name: 'shown', instances: [app], log: '' } });
    const viewer = await invited(acme, 'acme', 'pia', 'viewer');
    expect(await viewer.data(query)).toEqual({ release: { name: 'shown', instances: null, log: null } });
    expect(await rival.data(query)).toEqual({ release: null });
  });

  test('act as their ServiceAccount, each where they belong', async () => {
    await newBuild(acme, 'acme', 'crm');
    await newBuild(rival, 'rival', 'secret');
    const mine =
      '{ viewer { name actingAs } tenants { name whiteLabel { name } } builds { edges { node { namespace name } } } }';
    expect(await acme.data(mine)).toEqual({
      viewer: { name: 'ada@acme', actingAs: 'system:serviceaccount:acme:ada' },
      tenants: [{ name: 'acme', whiteLabel: { name: 'acme studio' } }],
      builds: { edges: [{ node: { namespace: 'acme', name: 'crm' } }] },
    });
    const [entry] = await platform.database.query<object>(
      `select person, acted_as, outcome from audit where action = 'createBuild' and arguments::text like '%crm%' and outcome = 'ok'`,
    );
    expect(entry).toEqual({ person: 'ada@acme', acted_as: 'system:serviceaccount:acme:ada', outcome: 'ok' });
  });

  test('of each role may do what it says', async () => {
    const member = await invited(acme, 'acme', 'mia', 'member');
    const viewer = await invited(acme, 'acme', 'vic', 'viewer');
    await newBuild(member, 'acme', 'by-mia');
    expect(await viewer.data('{ build(namespace: "acme", name: "by-mia") { name } }')).toEqual({
      build: { name: 'by-mia' },
    });
    const input = { namespace: 'acme', name: 'no', prompt: 'x' };
    expect(await viewer.data(BUILD, { input })).toMatchObject({ createBuild: { code: 'FORBIDDEN' } });
    const ref = 'build: { namespace: "acme", name: "by-mia" }';
    for (const field of [
      `cancelBuild(${ref})`,
      ...['retryBuild', 'rollBackToFeature'].map((name) => `${name}(${ref}, feature: "x")`),
    ]) {
      const refused = await viewer.data(
        `mutation { done: ${field} { ... on Build { name } ... on Failure { code } } }`,
      );
      expect(refused).toEqual({ done: { code: 'FORBIDDEN' } });
    }
    for (const client of [member, viewer]) {
      const invite = { tenant: 'acme', name: 'eve', role: 'owner' };
      expect(await client.data(INVITE, { input: invite })).toMatchObject({ inviteMember: { code: 'FORBIDDEN' } });
      expect(await client.data('{ tenant(name: "acme") { members { name } } }')).toEqual({ tenant: { members: null } });
      expect(await client.data(CREATE, { input: { name: 'mine', displayName: 'x', agency: 'acme' } })).toMatchObject({
        createTenant: { code: 'FORBIDDEN', field: 'agency' },
      });
    }
    // Nothing was left of those who were not let in.
    expect(await platform.database.query(`select name from account where name like 'eve@%'`)).toEqual([]);
  });

  test('a viewer speaks, and who may change the app decides; a build whose status is written meanwhile is no hindrance', async () => {
    const member = await invited(acme, 'acme', 'milo', 'member');
    const viewer = await invited(acme, 'acme', 'vida', 'viewer');
    await newBuild(member, 'acme', 'talked-about');
    const build = { namespace: 'acme', name: 'talked-about' };
    const say = (client: TestClient, text: string) =>
      client.data<{ say: { id: string } }>(SAY, {
        build,
        text,
        place: { path: '/books', width: 390, height: 844, x: 0.5, y: 0.25 },
      });
    const { say: asked } = await say(viewer, 'add a nickname to books');
    expect(asked).toMatchObject({
      author: 'vida@acme',
      isRequest: true,
      state: 'open',
      place: { path: '/books', x: 0.5 },
    });
    const help = '{ build(namespace: "acme", name: "talked-about") { chatHelp { mayAccept } } }';
    expect(await viewer.data(help)).toEqual({ build: { chatHelp: { mayAccept: false } } });
    expect(await member.data(help)).toEqual({ build: { chatHelp: { mayAccept: true } } });
    const { id } = asked;
    expect(await viewer.data(ACCEPT, { build, id })).toMatchObject({ acceptProposal: { code: 'FORBIDDEN' } });
    expect(await member.data(ACCEPT, { build, id })).toMatchObject({
      acceptProposal: { chatMessage: { state: 'accepted', decidedBy: 'milo@acme', became: 2 } },
    });
    const { spec } = await admin.get(APP_BUILDS, build);
    expect(spec.entities?.find(({ name }) => name === 'Book')?.fields).toContainEqual(
      expect.objectContaining({ name: 'nickname' }),
    );

    const mine = (await say(viewer, 'remove the nickname from books')).say;
    const theirs = (await say(member, 'add a "shelf mark" to books')).say;
    expect(await viewer.data(DISMISS, { build, id: theirs.id })).toMatchObject({
      dismissProposal: { code: 'FORBIDDEN' },
    });
    expect(await viewer.data(DISMISS, { build, id: mine.id })).toMatchObject({
      dismissProposal: { state: 'dismissed' },
    });
  });

  test('get other roles, and lose everything when they are removed; a last owner stays', async () => {
    const tom = await invited(acme, 'acme', 'tom', 'viewer');
    const ref = { tenant: 'acme', name: 'tom' };
    const change = `mutation ($member: MemberRefInput!, $role: MemberRole!) { changeMemberRole(member: $member, role: $role) {
      ... on Member { role } ... on Failure { code field } } }`;
    expect(await acme.data(change, { member: ref, role: 'member' })).toEqual({ changeMemberRole: { role: 'member' } });
    await newBuild(tom, 'acme', 'by-tom');
    // What he is told ends when the gateway hears of the other role: it has heard of it before he listens.
    await eventually('the gateway knows his role', async () => {
      const { tenant } = await tom.data<{ tenant: { role: string } | null }>('{ tenant(name: "acme") { role } }');
      return tenant?.role === 'member';
    });
    const connection = new AbortController();
    const told = tom.subscribe(
      'subscription { buildChanged(namespace: "acme", name: "by-tom") { name } }',
      {},
      connection.signal,
    );
    expect((await told.next()).value).toEqual({ buildChanged: { name: 'by-tom' } });
    const remove = `mutation ($member: MemberRefInput!) { removeMember(member: $member) { ... on Done { done } ... on Failure { code field } } }`;
    expect(await acme.data(remove, { member: ref })).toEqual({ removeMember: { done: true } });
    // What he was being told ends, too; a state that was told before that may still come.
    for await (const _ of told);
    expect((await tom.graphql('{ builds { totalCount } }')).errors?.[0]?.extensions?.code).toBe('NOT_SIGNED_IN');
    expect(await acme.data(remove, { member: ref })).toEqual({ removeMember: { code: 'NOT_FOUND', field: 'name' } });

    const solo = { tenant: 'rival', name: 'owner' };
    expect(await rival.data(remove, { member: solo })).toEqual({ removeMember: { done: true } });
    const last = { tenant: 'rival', name: 'rex' };
    expect(await rival.data(remove, { member: last })).toMatchObject({ removeMember: { code: 'INVALID' } });
    expect(await rival.data(change, { member: last, role: 'viewer' })).toMatchObject({
      changeMemberRole: { code: 'INVALID' },
    });
  });
});

describe('what somebody is being told ends', () => {
  const CRM = 'subscription { buildChanged(namespace: "acme", name: "crm") { name } }';
  const told = async (client: TestClient, query = CRM) => {
    const values = client.subscribe(query, {}, new AbortController().signal);
    expect((await values.next()).value).toMatchObject({ buildChanged: {} });
    return values;
  };
  const ended = async (values: AsyncGenerator) => {
    // A state that was told before may still come.
    for await (const _ of values);
  };

  test('when they sign out, and in their other browsers when they set a password', async () => {
    const first = await invited(acme, 'acme', 'sam', 'viewer');
    const password = 'a password for sam';
    const set = `mutation { setPassword(password: "${password}") { ... on Done { done } } }`;
    expect(await first.data(set)).toEqual({ setPassword: { done: true } });
    const signIn = `mutation { signIn(name: "sam@acme", password: "${password}") { ... on Viewer { name } } }`;
    const { headers } = await new TestClient(gateway.address).graphql(signIn);
    const second = new TestClient(gateway.address, { cookie: String(headers['set-cookie']).split(';')[0] ?? '' });
    const [here, there] = [await told(first), await told(second)];
    expect(await second.data(set)).toEqual({ setPassword: { done: true } });
    await ended(here);
    expect(await second.data('mutation { signOut { done } }')).toEqual({ signOut: { done: true } });
    await ended(there);
  });
});

describe('inviting', () => {
  const invite = (name: string) => acme.data<Invited>(INVITE, { input: { tenant: 'acme', name, role: 'viewer' } });
  const accounts = (name: string) =>
    platform.database.query<{ id: string }>(`select id from account where name = '${name}'`);

  test('again somebody who is there is refused, and changes nothing', async () => {
    await invited(acme, 'acme', 'ivy', 'viewer');
    await platform.database.query(`update account set created_at = now() - interval '1 hour' where name = 'ivy@acme'`);
    const before = await accounts('ivy@acme');
    expect((await invite('ivy')).inviteMember).toMatchObject({ code: 'EXISTS' });
    expect(await accounts('ivy@acme')).toEqual(before);
  });

  test('under a name that a ServiceAccount has leaves no account behind', async () => {
    const metadata = { namespace: 'acme', name: 'robot' };
    await admin.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    expect((await invite('robot')).inviteMember).toMatchObject({ code: 'EXISTS' });
    expect(await accounts('robot@acme')).toEqual([]);
    expect((await invite('crm-agent')).inviteMember).toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/-agent/),
    });
  });

  test('under the name of one who was deleted past the gateway makes a new account', async () => {
    await invited(acme, 'acme', 'uma', 'viewer');
    const before = await accounts('uma@acme');
    await admin.delete(SERVICE_ACCOUNTS, { namespace: 'acme', name: 'uma' });
    await platform.database.query(`update account set created_at = now() - interval '1 hour' where name = 'uma@acme'`);
    await eventually('she is invited again', async () => (await invite('uma')).inviteMember.link);
    const [now] = await accounts('uma@acme');
    expect(before.map(({ id }) => id)).not.toContain(now?.id);
  });
});
