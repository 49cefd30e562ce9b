import type { Platform } from '@appfactory/e2e/testing/platform';
import { ROLE_BINDINGS, ROLES, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { GROUP } from '@appfactory/resources/meta';
import type { ConnectionOpts } from 'e2b';

/** What the published E2B client needs for using this platform's sandboxes in a namespace, as any user would set it. */
export async function sdkAccess(platform: Platform, namespace: string): Promise<ConnectionOpts> {
  const { client, addresses } = platform;
  const metadata = { name: 'bench', namespace };
  const options = { fieldManager: 'bench' };
  const rbac = 'rbac.authorization.k8s.io';
  await client.apply(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata }, options);
  const rule = { apiGroups: [GROUP], resources: ['sandboxes'], verbs: ['create', 'get', 'list', 'update', 'delete'] };
  await client.apply(ROLES, { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules: [rule] }, options);
  await client.apply(
    ROLE_BINDINGS,
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    options,
  );
  const { status } = await client.post<{ status: { token: string } }>(
    SERVICE_ACCOUNTS,
    { ...metadata, subresource: 'token' },
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 7200 } },
  );
  return {
    apiKey: status.token,
    apiUrl: addressIn(addresses.sandboxes),
    // Previews are ports of sandboxes, so they come in at the same router.
    sandboxUrl: `http://127.0.0.1:${new URL((addresses.previews ?? '').replace('ID', 'id')).port}`,
  };
}

/** The address in a line for people, such as "http://127.0.0.1:1234 (E2B API)". */
function addressIn(line = ''): string {
  const [address] = line.split(' ');
  if (!address?.startsWith('http')) throw new Error(`the platform does not say where its sandbox API is: "${line}"`);
  return address;
}
