import { SECRETS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestClient } from '../testing/client.ts';
import { makeFirstOwner } from '../testing/firstOwner.ts';
import { makeRelease } from '../testing/release.ts';
import { newBuild, startTenants, type TenantsPlatform } from '../testing/tenants.ts';

const PASSWORD = 'a-first-password';

let world: TenantsPlatform;
let member: TestClient;
let viewer: TestClient;

beforeAll(async () => {
  world = await startTenants();
  member = await world.invited(world.acme, 'acme', 'mia', 'member');
  viewer = await world.invited(world.acme, 'acme', 'vera', 'viewer');
  await newBuild(world.acme, 'acme', 'crm');
  await newBuild(world.owner, 'default', 'crm');
  for (const namespace of ['acme', 'default']) {
    await makeRelease(world.admin, { namespace });
    await makeFirstOwner(world.admin, { namespace, name: 'crm' }, PASSWORD);
  }
  // The gateway's own view, in which the owner of the installation reads, is a little behind.
  await eventually('the gateway knows the release', async () => {
    const { release } = await world.owner.data<{ release: object | null }>('{ release(name: "crm") { name } }');
    return release;
  });
});

afterAll(() => world?.stop());

interface Answer {
  email?: string;
  password?: string;
  code?: string;
  field?: string | null;
}

async function reveal(client: TestClient, namespace = 'acme', name = 'crm'): Promise<Answer> {
  const query = `mutation ($release: ReleaseRefInput!) { revealFirstOwner(release: $release) {
    ... on FirstOwner { email password } ... on Failure { code field } } }`;
  const { revealFirstOwner } = await client.data<{ revealFirstOwner: Answer }>(query, { release: { namespace, name } });
  return revealFirstOwner;
}

test('who may change an app is told how its first owner signs in; the audit log has who asked, and no password', async () => {
  const told = { email: 'owner@crm.example', password: PASSWORD };
  expect(await reveal(member)).toEqual(told);
  expect(await reveal(world.acme)).toEqual(told);
  expect(await reveal(world.owner, 'default')).toEqual(told);
  const { token } = await createToken(world.admin, { namespace: 'acme', name: 'mia' }, { expirationSeconds: 600 });
  expect(await reveal(new TestClient(world.gateway.address, { authorization: `Bearer ${token}` }))).toEqual(told);
  const rows = await world.platform.database.query<{ person: string; outcome: string; text: string }>(
    `select person, outcome, audit::text as text from audit where action = 'revealFirstOwner' order by id`,
  );
  expect(rows.map(({ person, outcome }) => [person, outcome])).toEqual([
    ['mia@acme', 'ok'],
    ['ada@acme', 'ok'],
    ['owner', 'ok'],
    ['system:serviceaccount:acme:mia', 'ok'],
  ]);
  for (const text of [...rows.map((row) => row.text), ...world.platform.logged()]) expect(text).not.toContain(PASSWORD);
});

test('nobody else is: no viewer, no other tenant, nobody by an access token', async () => {
  expect(await reveal(viewer)).toEqual({ code: 'FORBIDDEN', field: 'namespace' });
  expect(await reveal(world.rival)).toEqual({ code: 'NOT_FOUND', field: 'name' });
  expect(await reveal(world.rival, 'nowhere')).toEqual({ code: 'NOT_FOUND', field: 'name' });
  expect(await reveal(member, 'acme', 'nothing')).toEqual({ code: 'NOT_FOUND', field: 'name' });
  expect(await reveal(member, 'acme', '../crm')).toEqual({ code: 'INVALID', field: 'name' });
  const stranger = new TestClient(world.gateway.address);
  await expect(reveal(stranger)).rejects.toThrow(/NOT_SIGNED_IN/);
});

test('a Secret of the same name that is somebody else’s is told to nobody, nor one that the operator has not given', async () => {
  const theirs = (namespace: string, name: string) =>
    world.admin.create(SECRETS, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace, name: `${name}-owner` },
      type: 'Opaque',
      stringData: { email: 'x@y.example', password: PASSWORD },
    });
  await newBuild(world.acme, 'acme', 'shop');
  await makeRelease(world.admin, { namespace: 'acme', name: 'shop' });
  await theirs('acme', 'shop');
  expect(await reveal(member, 'acme', 'shop')).toEqual({ code: 'NOT_FOUND', field: 'name' });
  await world.admin.mergePatch(
    SECRETS,
    { namespace: 'acme', name: 'crm-owner' },
    { metadata: { labels: { 'app.kubernetes.io/managed-by': 'somebody' } } },
  );
  expect(await reveal(member)).toEqual({ code: 'NOT_FOUND', field: 'name' });
});
