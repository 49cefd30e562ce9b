import type { Namespace } from '@appfactory/kube/core';
import { isControlledBy } from '@appfactory/kube/ownership';
import {
  APP_BUILDS,
  NAMESPACES,
  PERSISTENT_VOLUME_CLAIMS,
  RELEASES,
  SANDBOX_POOLS,
  SANDBOXES,
  SERVICE_ACCOUNTS,
} from '@appfactory/kube/resources';
import { LABEL_MEMBER_ROLE, MEMBER_ROLES, type Tenant } from '@appfactory/resources/tenant';
import { dataClaimName } from '../appbuild/names.ts';
import { covers } from '../objects/covers.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { namespace as wantedNamespace } from './children.ts';
import { keyStatuses, takeKeyChanges } from './keys.ts';
import { ANNOTATION_TENANT_UID, namespaceOf } from './names.ts';
import type {
  AgencyState,
  Child,
  Contents,
  FirstOwnerState,
  Member,
  NamespaceState,
  Observed,
  ObservedDeletion,
} from './observed.ts';

/** Looks at everything that decides about one tenant. */
export async function gather(deps: OperatorDeps, tenant: Tenant): Promise<Observed> {
  const { caches, config } = deps;
  const namespace = await namespaceState(deps, tenant);
  const isOurs = namespace.state === 'ours';
  if (isOurs) await takeKeyChanges(deps, tenant);
  return {
    tenant,
    namespace,
    agency: agencyState(deps, tenant),
    members: membersOf(deps, namespaceOf(tenant)),
    firstOwner: isOurs ? await firstOwnerState(deps, tenant) : 'none',
    present: [
      caches.resourceQuotas,
      caches.limitRanges,
      caches.networkPolicies,
      caches.roles,
      caches.roleBindings,
    ].flatMap((cache): Child[] => cache.list(namespaceOf(tenant)).filter((child) => isControlledBy(child, tenant))),
    keys: isOurs ? keyStatuses(caches, namespaceOf(tenant)) : [],
    gatewayUser: config.gatewayUser,
    natsPort: natsPortOf(config.natsUrl),
  };
}

const NATS_PORT = 4222;

function natsPortOf(url: string | undefined): number | undefined {
  if (url === undefined) return undefined;
  return Number(/:(\d+)\/?$/.exec(url)?.[1] ?? NATS_PORT);
}

/** The cache has only what carries our label: what it lacks may exist all the same. */
async function namespaceState({ client, caches }: OperatorDeps, tenant: Tenant): Promise<NamespaceState> {
  const name = namespaceOf(tenant);
  const found: Namespace | undefined = caches.namespaces.get(name) ?? (await client.find(NAMESPACES, { name }));
  if (!found) return { state: 'absent' };
  const isOurs = found.metadata.annotations?.[ANNOTATION_TENANT_UID] === tenant.metadata.uid;
  if (found.metadata.deletionTimestamp) return { state: 'terminating' };
  return isOurs ? { state: 'ours', labelled: covers(found, wantedNamespace(tenant)) } : { state: 'foreign' };
}

/** Members alone are cached; whatever else has the name is asked for. */
async function firstOwnerState(deps: OperatorDeps, tenant: Tenant): Promise<FirstOwnerState> {
  const namespace = namespaceOf(tenant);
  const { firstOwner } = tenant.spec;
  if (!firstOwner || membersOf(deps, namespace).length > 0) return 'none';
  const found = await deps.client.find(SERVICE_ACCOUNTS, { namespace, name: firstOwner.name });
  if (!found) return 'missing';
  const { labels, deletionTimestamp } = found.metadata;
  // With the label it is a member whom the cache does not show yet.
  return labels?.[LABEL_MEMBER_ROLE] === undefined || deletionTimestamp ? 'taken' : 'none';
}

function agencyState(deps: OperatorDeps, { spec }: Tenant): AgencyState {
  if (spec.agency === undefined) return { state: 'none' };
  const agency = deps.caches.tenants.get(spec.agency);
  if (!agency || agency.metadata.deletionTimestamp) return { state: 'missing', name: spec.agency };
  if (agency.spec.agency !== undefined) return { state: 'client', name: spec.agency };
  // Only what is really its namespace: another's of that name has other people in it.
  if (agency.status?.namespace === undefined) return { state: 'found', namespace: namespaceOf(agency), owners: [] };
  const owners = membersOf(deps, namespaceOf(agency)).filter(({ role }) => role === 'owner');
  return { state: 'found', namespace: namespaceOf(agency), owners: owners.map(({ name }) => name) };
}

function membersOf({ caches }: OperatorDeps, namespace: string): Member[] {
  return caches.members
    .list(namespace)
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .map(({ metadata }) => ({
      name: metadata.name,
      role: MEMBER_ROLES.find((role) => role === metadata.labels?.[LABEL_MEMBER_ROLE]),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Asks the server and no cache: what is about to be deleted must not be overlooked. */
export async function gatherDeletion(deps: OperatorDeps, tenant: Tenant): Promise<ObservedDeletion> {
  const name = namespaceOf(tenant);
  const found = await deps.client.find(NAMESPACES, { name });
  const isOurs = found?.metadata.annotations?.[ANNOTATION_TENANT_UID] === tenant.metadata.uid;
  const empty: Contents = { builds: [], releases: [], sandboxes: [], members: [], volumes: [] };
  if (!found || !isOurs) return { tenant, namespace: { state: found ? 'foreign' : 'absent' }, contents: empty };
  if (found.metadata.deletionTimestamp) return { tenant, namespace: { state: 'terminating' }, contents: empty };
  return { tenant, namespace: { state: 'ours', labelled: true }, contents: await contentsOf(deps, name) };
}

async function contentsOf(deps: OperatorDeps, namespace: string): Promise<Contents> {
  const { client } = deps;
  const [builds, releases, sandboxes, pools, volumes] = await Promise.all([
    client.list(APP_BUILDS, { namespace }),
    client.list(RELEASES, { namespace }),
    client.list(SANDBOXES, { namespace }),
    client.list(SANDBOX_POOLS, { namespace }),
    client.list(PERSISTENT_VOLUME_CLAIMS, { namespace }),
  ]);
  const goes = new Set(
    releases.items.filter(({ spec }) => spec.dataPolicy === 'Delete').map(({ spec }) => dataClaimName(spec.appBuild)),
  );
  const namesOf = (items: { metadata: { name: string } }[]) => items.map(({ metadata }) => metadata.name);
  const ownSandboxes = sandboxes.items.filter(({ metadata }) => !metadata.ownerReferences?.some((o) => o.controller));
  return {
    builds: namesOf(builds.items),
    releases: namesOf(releases.items),
    sandboxes: [...namesOf(ownSandboxes), ...namesOf(pools.items)],
    members: membersOf(deps, namespace).map(({ name }) => name),
    volumes: volumes.items.map(({ metadata: { name, deletionTimestamp } }) => ({
      name,
      kept: !goes.has(name) && !deletionTimestamp,
    })),
  };
}
