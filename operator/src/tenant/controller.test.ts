import { readFile } from 'node:fs/promises';
import { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import {
  APP_BUILDS,
  NAMESPACES,
  NETWORK_POLICIES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  RESOURCE_QUOTAS,
  ROLE_BINDINGS,
  ROLES,
  SANDBOXES,
  SERVICE_ACCOUNTS,
  TENANTS,
} from '@appfactory/kube/resources';
import { createToken, reviewAccess } from '@appfactory/kube/reviews';
import { ANNOTATION_ADOPT, ANNOTATION_CONFIRM, LABEL_MEMBER_ROLE, type Tenant } from '@appfactory/resources/tenant';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { type OperatorProcess, startOperatorProcess } from '../testing/operatorProcess.ts';
import { type SandboxCluster, startSandboxCluster } from '../testing/sandboxCluster.ts';

let cluster: SandboxCluster;
let client: KubeClient;
let operator: OperatorProcess;
const apiVersion = 'appfactory.dev/v1alpha1';

beforeAll(async () => {
  cluster = await startSandboxCluster({});
  client = cluster.client;
  operator = await startOperatorProcess({ kubeconfig: await readFile(cluster.kubeconfigPath, 'utf8') });
}, 300_000);

afterAll(async () => {
  expect(await operator?.stop()).toBe(0);
  await cluster?.stop();
}, 300_000);

function make(name: string, spec: Record<string, unknown> = {}, annotations?: Record<string, string>): Promise<Tenant> {
  const stated = { displayName: name, ...spec } as Tenant['spec'];
  return client.create(TENANTS, { apiVersion, kind: 'Tenant', metadata: { name, annotations }, spec: stated });
}

function reason(name: string, wanted: string): Promise<Tenant> {
  return eventually(`tenant ${name}: ${wanted}`, async () => {
    const tenant = await client.get(TENANTS, { name });
    const ready = tenant.status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.reason === wanted && tenant;
  });
}

async function member(namespace: string, name: string, role: string): Promise<string> {
  const metadata = { namespace, name, labels: { [LABEL_MEMBER_ROLE]: role } };
  await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  return `system:serviceaccount:${namespace}:${name}`;
}

describe('the API server', () => {
  const refused: [string, string, Record<string, unknown>, RegExp][] = [
    ['a name of the cluster', 'kube-system', {}, /belongs to a namespace of the cluster or of the platform/],
    ['a name of the platform', 'appfactory-system', {}, /belongs to a namespace of the cluster or of the platform/],
    ['the single user’s namespace', 'default', {}, /belongs to a namespace of the cluster or of the platform/],
    ['a name with a dot', 'a.b', {}, /at most 40 lower-case letters/],
    ['a name that begins with a digit', '1a', {}, /at most 40 lower-case letters/],
    ['a name that is too long', 'a'.repeat(41), {}, /at most 40 lower-case letters/],
    ['a tenant that is its own agency', 'self', { agency: 'self' }, /not its own agency/],
    ['no display name', 'nameless', { displayName: undefined }, /spec.displayName: Required value/],
    ['a logo that is a script', 'logo', { whiteLabel: { logo: 'javascript:alert(1)' } }, /spec.whiteLabel.logo/],
    ['a colour that is CSS', 'css', { whiteLabel: { colours: { accent: 'red;}' } } }, /spec.whiteLabel.colours.accent/],
    ['a budget below nothing', 'below', { budget: { builds: -1 } }, /spec.budget.builds/],
    ['a quantity that is none', 'quantity', { budget: { memory: 'lots' } }, /spec.budget.memory/],
  ];
  test.each(refused)('refuses %s', async (_, name, spec, message) => {
    const error: unknown = await make(name, spec).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).detail).toMatch(message);
  });

  test('completes what is left out', async () => {
    const tenant = await make('complete');
    expect(tenant.spec).toEqual({
      displayName: 'complete',
      plan: 'standard',
      budget: { builds: 100, pods: 60, cpu: '16', memory: '64Gi', storage: '200Gi' },
    });
    await reason('complete', 'Ready');
  }, 300_000);
});

describe('a Tenant', () => {
  test('gets a namespace with limits, policies and restricted pods, which come back when they are taken away', async () => {
    await make('acme', { budget: { builds: 1 } });
    const { status } = await reason('acme', 'Ready');
    expect(status).toMatchObject({ namespace: 'acme', members: 0, observedGeneration: 1 });
    const { metadata } = await client.get(NAMESPACES, { name: 'acme' });
    expect(metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });

    await client.delete(NETWORK_POLICIES, { namespace: 'acme', name: 'appfactory-deny' });
    await client.mergePatch(
      NAMESPACES,
      { name: 'acme' },
      { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
    );
    await client.mergePatch(
      RESOURCE_QUOTAS,
      { namespace: 'acme', name: 'appfactory-budget' },
      { spec: { hard: { pods: '9999' } } },
    );
    await eventually('they are back', async () => {
      const policy = await client.find(NETWORK_POLICIES, { namespace: 'acme', name: 'appfactory-deny' });
      const quota = await client.get(RESOURCE_QUOTAS, { namespace: 'acme', name: 'appfactory-budget' });
      const { metadata } = await client.get(NAMESPACES, { name: 'acme' });
      return (
        policy?.spec.podSelector &&
        quota.spec.hard.pods === '60' &&
        metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted'
      );
    });
  }, 300_000);

  test('its budget is kept by the API server, and a pod that is not restricted is refused', async () => {
    const build = (name: string) =>
      client.create(APP_BUILDS, {
        apiVersion,
        kind: 'AppBuild',
        metadata: { namespace: 'acme', name },
        spec: { prompt: 'A list of books.', paused: true },
      });
    await eventually('the quota counts', async () => {
      const quota = await client.get(RESOURCE_QUOTAS, { namespace: 'acme', name: 'appfactory-budget' });
      return quota.status?.hard?.['count/appbuilds.appfactory.dev'] === '1';
    });
    await build('first');
    await expect(build('second')).rejects.toThrow(/exceeded quota: appfactory-budget/);
    const pod = client.create(PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'acme', name: 'root' },
      spec: { containers: [{ name: 'root', image: 'example/root:1', securityContext: { runAsUser: 0 } }] },
    });
    await expect(pod).rejects.toThrow(/violates PodSecurity "restricted/);
  }, 300_000);

  test('a sandbox runs in it', async () => {
    await cluster.makeSandbox('acme', 'one');
    await eventually('it is ready', async () => {
      const { status } = await client.get(SANDBOXES, { namespace: 'acme', name: 'one' });
      return status?.phase === 'Ready';
    });
  }, 300_000);

  test('its members may do what their role says, here and nowhere else', async () => {
    await make('rights');
    await make('other');
    await reason('rights', 'Ready');
    await reason('other', 'Ready');
    const users = Object.fromEntries(
      await Promise.all(
        ['owner', 'member', 'viewer'].map(async (role) => [role, await member('rights', role, role)] as const),
      ),
    );
    await eventually(
      'they are bound',
      async () => (await client.get(TENANTS, { name: 'rights' })).status?.members === 3,
    );
    await reason('rights', 'Ready');
    const may = async (user: string, verb: string, resource: string, namespace = 'rights', group = 'appfactory.dev') =>
      (await reviewAccess(client, { user, resource: { group, resource, verb, namespace } })).allowed;
    const table: [string, string, string, string?][] = [
      ['get', 'appbuilds', 'owner member viewer'],
      ['create', 'appbuilds', 'owner member'],
      ['delete', 'appbuilds', 'owner member'],
      ['get', 'releases', 'owner member viewer'],
      ['create', 'releases', ''],
      ['patch', 'appbuilds/status', ''],
      ['create', 'clients', 'owner'],
      ['create', 'serviceaccounts', 'owner', ''],
      ['create', 'serviceaccounts/token', '', ''],
      ['get', 'secrets', '', ''],
      ['create', 'pods', '', ''],
      ['impersonate', 'serviceaccounts', '', ''],
      ['create', 'rolebindings', '', 'rbac.authorization.k8s.io'],
      ['create', 'roles', '', 'rbac.authorization.k8s.io'],
    ];
    for (const [verb, resource, roles, group] of table) {
      const allowed = [];
      for (const [role, user] of Object.entries(users)) {
        if (await may(user, verb, resource, 'rights', group)) allowed.push(role);
        expect([role, resource, await may(user, verb, resource, 'other', group)]).toEqual([role, resource, false]);
        expect([role, resource, await may(user, verb, resource, 'kube-system', group)]).toEqual([
          role,
          resource,
          false,
        ]);
      }
      expect([verb, resource, allowed.join(' ')]).toEqual([verb, resource, roles]);
    }
  }, 300_000);

  test('the gateway may act as its members, and as no other account, group or user', async () => {
    const user = 'appfactory:gateway';
    const may = async (namespace: string, name: string) =>
      (
        await reviewAccess(client, {
          user,
          resource: { group: '', resource: 'serviceaccounts', verb: 'impersonate', namespace, name },
        })
      ).allowed;
    expect(await may('rights', 'owner')).toBe(true);
    expect(await may('rights', 'default')).toBe(false);
    expect(await may('other', 'owner')).toBe(false);
    expect(await may('kube-system', 'default')).toBe(false);
    for (const resource of ['users', 'groups', 'uids']) {
      const { allowed } = await reviewAccess(client, { user, resource: { group: '', resource, verb: 'impersonate' } });
      expect([resource, allowed]).toEqual([resource, false]);
    }
    await client.delete(SERVICE_ACCOUNTS, { namespace: 'rights', name: 'owner' });
    await eventually('the right is gone with the member', async () => !(await may('rights', 'owner')));
    const names = await client.list(ROLES, { namespace: 'other' });
    expect(names.items.filter(({ metadata }) => metadata.name === 'appfactory-gateway')).toEqual([]);
  }, 300_000);

  test('the owners of its agency are owners of it, and its own people see nothing of the agency', async () => {
    await make('agency');
    await reason('agency', 'Ready');
    await member('agency', 'ceo', 'owner');
    await member('agency', 'intern', 'member');
    await make('client', { agency: 'agency' });
    await make('orphan', { agency: 'nobody' });
    await make('grandchild', { agency: 'client' });
    await reason('orphan', 'AgencyMissing');
    await reason('grandchild', 'AgencyIsClient');
    for (const name of ['orphan', 'grandchild']) expect(await client.find(NAMESPACES, { name })).toBe(undefined);
    const subjects = async () => {
      const found = await client.find(ROLE_BINDINGS, { namespace: 'client', name: 'appfactory-owners' });
      return found?.subjects.map(({ namespace, name }) => `${namespace}/${name}`).join();
    };
    await eventually('the agency’s owner is bound', async () => (await subjects()) === 'agency/ceo');
    const user = await member('client', 'person', 'owner');
    await eventually('both are bound', async () => (await subjects()) === 'client/person,agency/ceo');
    const resource = { group: 'appfactory.dev', resource: 'appbuilds', verb: 'list', namespace: 'agency' };
    expect((await reviewAccess(client, { user, resource })).allowed).toBe(false);
    await client.delete(SERVICE_ACCOUNTS, { namespace: 'agency', name: 'ceo' });
    await eventually('who is no owner there any more is none here', async () => (await subjects()) === 'client/person');
  }, 300_000);

  test('a token of a member reaches its own namespace only, and does not tell which others there are', async () => {
    const { token } = await createToken(client, { namespace: 'client', name: 'person' }, { expirationSeconds: 600 });
    const { server, ca, insecureSkipTlsVerify } = client.config;
    const person = new KubeClient({ server, ca, insecureSkipTlsVerify, namespace: 'client', token: () => token });
    try {
      expect((await person.list(APP_BUILDS, { namespace: 'client' })).items).toEqual([]);
      const said = async (namespace: string) => {
        const error: unknown = await person.get(APP_BUILDS, { namespace, name: 'first' }).catch((e: unknown) => e);
        return (error as ApiError).detail.replaceAll(namespace, 'N');
      };
      expect(await said('acme')).toMatch(/is forbidden/);
      expect(await said('acme')).toBe(await said('there-is-no-such-namespace'));
      await expect(person.list(TENANTS)).rejects.toThrow(/forbidden/);
      await expect(person.list(NAMESPACES)).rejects.toThrow(/forbidden/);
    } finally {
      await person.close();
    }
  }, 300_000);

  test('its first owner is a member from the start, and comes back only when nobody else is left', async () => {
    await make('led', { firstOwner: { name: 'ada', displayName: 'Ada' } });
    await eventually('it is led', async () => (await reason('led', 'Ready')).status?.members === 1);
    const ada = { namespace: 'led', name: 'ada' };
    expect((await client.get(SERVICE_ACCOUNTS, ada)).metadata.labels).toMatchObject({ [LABEL_MEMBER_ROLE]: 'owner' });
    await client.delete(SERVICE_ACCOUNTS, ada);
    await eventually('she is back', () => client.find(SERVICE_ACCOUNTS, ada));
    await member('led', 'bob', 'owner');
    await eventually('there are two', async () => (await client.get(TENANTS, { name: 'led' })).status?.members === 2);
    await client.delete(SERVICE_ACCOUNTS, ada);
    await eventually('there is one', async () => (await client.get(TENANTS, { name: 'led' })).status?.members === 1);
    await reason('led', 'Ready');
    expect(await client.find(SERVICE_ACCOUNTS, ada)).toBe(undefined);
  }, 300_000);

  test('a budget in other words than the API server’s settles; a first owner’s name that is taken is said', async () => {
    await make('worded', { budget: { cpu: '4000m', memory: '2048Mi', storage: '1000000000' } });
    await reason('worded', 'Ready');
    await client.create(SERVICE_ACCOUNTS, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { namespace: 'worded', name: 'ada' },
    });
    await client.mergePatch(TENANTS, { name: 'worded' }, { spec: { firstOwner: { name: 'ada' } } });
    await reason('worded', 'FirstOwnerTaken');
    await client.mergePatch(
      SERVICE_ACCOUNTS,
      { namespace: 'worded', name: 'ada' },
      { metadata: { labels: { [LABEL_MEMBER_ROLE]: 'owner' } } },
    );
    await eventually('she leads it', async () => (await reason('worded', 'Ready')).status?.members === 1);
  }, 300_000);

  test('a namespace that is there already is adopted when we are told to, and not before', async () => {
    await client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'taken' } });
    await make('taken');
    await reason('taken', 'NamespaceExists');
    expect((await client.list(ROLE_BINDINGS, { namespace: 'taken' })).items).toEqual([]);
    await client.mergePatch(TENANTS, { name: 'taken' }, { metadata: { annotations: { [ANNOTATION_ADOPT]: 'taken' } } });
    await reason('taken', 'Ready');
  }, 300_000);

  test('deleting waits for its name, keeps the volume that is to be kept, and takes the rest', async () => {
    await make('leaving');
    await reason('leaving', 'Ready');
    await member('leaving', 'ada', 'owner');
    await client.create(PERSISTENT_VOLUME_CLAIMS, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { namespace: 'leaving', name: 'crm-data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    await client.delete(TENANTS, { name: 'leaving' });
    const waiting = await reason('leaving', 'DeletionNotConfirmed');
    const ready = waiting.status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready?.message).toContain('takes away 1 member (ada). Kept, with the namespace: 1 volume (crm-data).');
    await member('leaving', 'bob', 'owner');
    const owners = async () => {
      const found = await client.find(ROLE_BINDINGS, { namespace: 'leaving', name: 'appfactory-owners' });
      return found?.subjects.map(({ name }) => name).join();
    };
    await eventually('who comes has rights', async () => (await owners()) === 'ada,bob');
    await client.delete(SERVICE_ACCOUNTS, { namespace: 'leaving', name: 'bob' });
    await eventually('who is no member any more has none', async () => (await owners()) === 'ada');
    const quota = { namespace: 'leaving', name: 'appfactory-budget' };
    await client.mergePatch(RESOURCE_QUOTAS, quota, { spec: { hard: { pods: '9999' } } });
    await eventually('limits hold', async () => (await client.get(RESOURCE_QUOTAS, quota)).spec.hard.pods === '60');
    await confirm('leaving');
    await gone('leaving');
    const { metadata } = await client.get(NAMESPACES, { name: 'leaving' });
    expect(metadata.annotations?.['appfactory.dev/kept-data-of']).toBe('leaving');
    expect(metadata.deletionTimestamp).toBe(undefined);
    expect(await client.find(SERVICE_ACCOUNTS, { namespace: 'leaving', name: 'ada' })).toBe(undefined);
    await client.get(PERSISTENT_VOLUME_CLAIMS, { namespace: 'leaving', name: 'crm-data' });

    await make('leaving');
    await reason('leaving', 'NamespaceExists');
  }, 300_000);

  test('without a volume its namespace goes, and a new tenant of the name starts afresh', async () => {
    await make('brief');
    await reason('brief', 'Ready');
    await client.delete(TENANTS, { name: 'brief' });
    await confirm('brief');
    await gone('brief');
    await eventually('the namespace is gone', async () => !(await client.find(NAMESPACES, { name: 'brief' })));
    await make('brief');
    await reason('brief', 'Ready');
  }, 300_000);
});

function confirm(name: string): Promise<Tenant> {
  return client.mergePatch(TENANTS, { name }, { metadata: { annotations: { [ANNOTATION_CONFIRM]: name } } });
}

function gone(name: string): Promise<boolean> {
  return eventually(`tenant ${name} is gone`, async () => !(await client.find(TENANTS, { name })));
}
