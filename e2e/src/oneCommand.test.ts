import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestClient } from '@appfactory/gateway/testing/client';
import type { KubeClient } from '@appfactory/kube/client';
import { APP_BUILDS, RELEASES, ROLE_BINDINGS, SECRETS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { untilObject, untilReady } from './testing/builds.ts';
import { expectClosingTable } from './testing/closingTable.ts';
import { launch, outputText, platformFolder } from './testing/launcherProcess.ts';
import { ownerOf, Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { untilNoProcess } from './testing/processes.ts';
import { startSharedPlatform } from './testing/sharedPlatform.ts';
import { rememberReference, SMALL_APP, SMALL_NAME } from './testing/smallBuild.ts';
import { withToken } from './testing/tenants.ts';

/** The README's first command and what comes after it; the platform that it leaves is the one of the other test files. */
const REF = { namespace: 'once', name: SMALL_NAME };
const LIMIT = 1_800_000;
const SECRET = 'marker-0123456789abcdef';
const MEMBER = 'ada';

let base = '';
let platform: Platform | undefined;

afterAll(() => platform?.close());

test(
  'one command builds an app from nothing, tells how it goes, and ends with exit status 0 and nothing running',
  async () => {
    base = await platformFolder();
    const manifest = join(base, 'notes.yaml');
    const objects = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: REF.namespace } },
      { apiVersion: API_VERSION, kind: 'AppBuild', metadata: REF, spec: SMALL_APP },
    ];
    await writeFile(manifest, objects.map((object) => stringify(object)).join('---\n'));
    const launched = await launch(base, ['--once', '--port', '0', '-f', manifest]);
    const status = await launched.ended;
    expectClosingTable(await outputText(launched), status, { ...REF, features: 3 });
    await untilNoProcess(base);
  },
  LIMIT,
);

test(
  'the next start finds the app again, and a person uses it',
  async () => {
    platform = await startSharedPlatform(base);
    const { client } = platform;
    await rememberReference(platform, await untilReady(client, REF));
    const origin = platform.addressOf(REF);
    await untilObject(client, APP_BUILDS, REF, {
      what: `its address is ${origin}`,
      holds: (build) => build?.status?.release?.url === origin,
    });
    const person = await Person.open();
    try {
      await person.signIn(origin, await ownerOf(client, REF));
      await person.at(
        origin,
        { do: 'open', path: '/notes/new' },
        { do: 'fill', label: 'Title', value: 'Bring “milk” & eggs' },
        { do: 'click', role: 'button', name: 'Create note' },
        { do: 'see', text: 'Last changed', in: 'main' },
        { do: 'reload' },
        { do: 'see', text: 'Bring “milk” & eggs', in: 'main' },
      );
      expect(person.thrown).toEqual([]);
    } finally {
      await person.close();
    }
  },
  LIMIT,
);

test(
  'what a member sets over GraphQL the running app is given, and nobody reads it back',
  async () => {
    if (!platform) throw new Error('there is no platform: the test before has failed');
    const { client } = platform;
    const { token, kube } = await memberOf(platform, REF.namespace);
    const member = new TestClient(await platform.gateway(), { authorization: `Bearer ${token}` });
    const set = [
      { name: 'AUTH_GITHUB_ID', value: 'Iv1.0123456789', secret: false },
      { name: 'AUTH_GITHUB_SECRET', value: SECRET },
    ];
    const change =
      'mutation ($input: ChangeEnvironmentInput!) { changeEnvironment(input: $input) { ... on ChangedEnvironment { name } ... on Failure { code message } } }';
    expect(await member.data(change, { input: { ...REF, set } })).toEqual({ changeEnvironment: { name: REF.name } });
    const { status } = await untilObject(client, RELEASES, REF, {
      what: 'the app serves with its variables',
      limit: LIMIT,
      holds: (release) =>
        release?.status?.servingEnvironment && release.status.phase === 'Serving' ? release : undefined,
    });
    expect(status?.environment?.variables).toMatchObject([
      { name: 'AUTH_GITHUB_ID', secret: false, value: 'Iv1.0123456789', setBy: `${MEMBER}@${REF.namespace}` },
      { name: 'AUTH_GITHUB_SECRET', secret: true },
    ]);
    const person = await Person.open();
    try {
      await person.at(
        platform.addressOf(REF),
        { do: 'open', path: '/sign-in' },
        { do: 'see', text: 'Continue with GitHub', in: 'main' },
      );
    } finally {
      await person.close();
    }
    await expect(kube.get(SECRETS, { namespace: REF.namespace, name: `${REF.name}-environment` })).rejects.toThrow(
      /forbidden/,
    );
    await kube.close();
    const releases = await member.graphql(
      '{ releases(namespace: "once") { log status { environment { variables { name value } } } } }',
    );
    expect(JSON.stringify([status, releases.data])).not.toContain(SECRET);
    expect(await platform.output()).not.toContain(SECRET);
    // What is looked for in this namespace later is what builds leave behind.
    await client.delete(ROLE_BINDINGS, { namespace: REF.namespace, name: MEMBER });
    await client.delete(SERVICE_ACCOUNTS, { namespace: REF.namespace, name: MEMBER });
  },
  LIMIT,
);

/** Somebody with a member's rights in a namespace that is no tenant's, and a token of their own. */
async function memberOf({ client }: Platform, namespace: string): Promise<{ token: string; kube: KubeClient }> {
  const account = { namespace, name: MEMBER };
  await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account });
  await client.create(ROLE_BINDINGS, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: account,
    subjects: [{ kind: 'ServiceAccount', ...account }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'appfactory:tenant-member' },
  });
  return withToken(client, account);
}
