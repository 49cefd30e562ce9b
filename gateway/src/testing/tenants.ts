import type { KubeClient } from '@appfactory/kube/client';
import { eventually } from '@appfactory/operator/testing/eventually';
import type { Gateway } from '../gateway.ts';
import { signedIn, type TestClient } from './client.ts';
import type { TestPlatformOptions } from './platform.ts';
import { type SignedInPlatform, startSignedIn } from './signedIn.ts';

export const CREATE = `mutation ($input: CreateTenantInput!) { createTenant(input: $input) {
  __typename ... on Tenant { name } ... on Failure { code field } } }`;
export const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
  ... on Invitation { link member { name role } } ... on Failure { code field message } } }`;
export const CHANGE = `mutation ($input: ChangeTenantInput!) { changeTenant(input: $input) {
  ... on Tenant { displayName whiteLabelOf whiteLabel { name colours { accent } } budget { builds memory } spendingLimit retentionDays }
  ... on Failure { code field message } } }`;
export const DELETE = `mutation ($input: DeleteTenantInput!) { deleteTenant(input: $input) {
  ... on DeletedTenant { name } ... on Failure { code field message } } }`;
export const BUILD = `mutation ($input: CreateBuildInput!) { createBuild(input: $input) {
  ... on Build { id name namespace } ... on Failure { code message } } }`;

export interface TenantsPlatform extends SignedInPlatform {
  /** Of the cluster. */
  admin: KubeClient;
  /** Owners of two agencies that have nothing to do with each other: ada of acme, rex of rival. */
  acme: TestClient;
  rival: TestClient;
  /** Invites somebody, and signs them in by their link once they may do something. */
  invited(by: TestClient, tenant: string, name: string, role: string): Promise<TestClient>;
}

/** A platform with the operator and two tenants. */
export async function startTenants(options: TestPlatformOptions = {}): Promise<TenantsPlatform> {
  const started = await startSignedIn({ ...options, operator: true });
  const { owner, gateway, platform } = started;
  for (const name of ['acme', 'rival']) {
    const input = { name, displayName: name, whiteLabel: { name: `${name} studio` } };
    await owner.data(CREATE, { input });
  }
  await ready(owner, 'acme');
  await ready(owner, 'rival');
  return {
    ...started,
    admin: platform.cluster.plane.client,
    acme: await invited(gateway, owner, 'acme', 'ada', 'owner'),
    rival: await invited(gateway, owner, 'rival', 'rex', 'owner'),
    invited: (by, tenant, name, role) => invited(gateway, by, tenant, name, role),
  };
}

/** Waits until a tenant has its namespace and everybody their rights. */
export function ready(owner: TestClient, name: string): Promise<unknown> {
  return eventually(`tenant ${name} is ready`, async () => {
    const { tenant } = await owner.data<{ tenant: { ready: boolean } | null }>(
      'query ($name: String!) { tenant(name: $name) { ready } }',
      { name },
    );
    return tenant?.ready;
  });
}

export interface Invited {
  inviteMember: { link?: string; code?: string; message?: string };
}

async function invited(
  gateway: Gateway,
  by: TestClient,
  tenant: string,
  name: string,
  role: string,
): Promise<TestClient> {
  const { inviteMember } = await eventually(`${name} is invited`, async () => {
    const answer = await by.data<Invited>(INVITE, { input: { tenant, name, role } });
    // Whoever invites may have become a member a moment ago.
    return answer.inviteMember.code !== 'FORBIDDEN' && answer.inviteMember.code !== 'NOT_FOUND' && answer;
  });
  if (!inviteMember.link) throw new Error(inviteMember.message);
  const client = await signedIn(gateway.address, inviteMember.link);
  await eventually(`${name} may read`, async () => {
    const { data } = await client.graphql<{ tenants: unknown[] }>('{ tenants { name } }');
    return (data?.tenants.length ?? 0) > 0;
  });
  return client;
}

/** Has a build made, as soon as this person may. Resolves with its uid. */
export async function newBuild(client: TestClient, namespace: string, name: string): Promise<string> {
  const input = { namespace, name, prompt: 'A list of books.' };
  const { createBuild } = await eventually(`${name} is made`, async () => {
    const answer = await client.data<{ createBuild: { id?: string; code?: string } }>(BUILD, { input });
    return answer.createBuild.id !== undefined && answer;
  });
  return createBuild.id ?? '';
}
