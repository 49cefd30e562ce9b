import { KubeClient } from '@appfactory/kube/client';
import { SERVICE_ACCOUNTS, TENANTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { LABEL_MEMBER_ROLE, type MemberRole } from '@appfactory/resources/tenant';
import { eventually } from './eventually.ts';
import type { Platform } from './platform.ts';

/** A tenant of its own for one test file, when it is ready; gives its name. */
export async function newTenant({ client }: Platform, word: string): Promise<string> {
  const name = `${word}-${Math.random().toString(36).slice(2, 8)}`;
  await client.create(TENANTS, {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'Tenant',
    metadata: { name },
    spec: { displayName: word },
  });
  await eventually(`tenant ${name} is ready`, async () => {
    const { status } = await client.get(TENANTS, { name });
    return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  });
  return name;
}

/** A member with a token of their own, once the API server lets them in. */
export async function newMember(
  { client }: Platform,
  { tenant, name, role }: { tenant: string; name: string; role: MemberRole },
): Promise<{ token: string; kube: KubeClient }> {
  const metadata = { namespace: tenant, name, labels: { [LABEL_MEMBER_ROLE]: role } };
  await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  return withToken(client, metadata);
}

/** A ServiceAccount's token, and a client that uses it, once the API server lets it look at builds. */
export async function withToken(
  client: KubeClient,
  account: { namespace: string; name: string },
): Promise<{ token: string; kube: KubeClient }> {
  const { namespace, name } = account;
  const { token } = await createToken(client, account, { expirationSeconds: 3600 });
  const { server, ca, insecureSkipTlsVerify } = client.config;
  const kube = new KubeClient({ server, ca, insecureSkipTlsVerify, namespace, token: () => token });
  const path = `/apis/appfactory.dev/v1alpha1/namespaces/${namespace}/appbuilds`;
  await eventually(`${name} is let in`, () => kube.request('GET', path));
  return { token, kube };
}
