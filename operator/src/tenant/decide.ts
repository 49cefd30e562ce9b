import type { ResourceQuota } from '@appfactory/kube/core';
import { ANNOTATION_ADOPT, LABEL_MEMBER_ROLE, type TenantStatus } from '@appfactory/resources/tenant';
import { covers } from '../objects/covers.ts';
import type { Judgement } from '../objects/judgement.ts';
import { isSameQuantity } from '../objects/quantity.ts';
import { children } from './children.ts';
import { conditionsOf, type Judgements, judgeReady } from './conditions.ts';
import { namespaceOf } from './names.ts';
import type { Action, Child, Observed } from './observed.ts';

export interface Decision {
  actions: Action[];
  status: TenantStatus;
}

/** What to do next for a tenant, and what to say. Pure. */
export function decide(seen: Observed, now: Date): Decision {
  const { tenant, members, namespace } = seen;
  const wanted = children(seen);
  const actions = namespace.state === 'ours' ? childActions(seen.present, wanted) : [];
  const namespaceStep = judgeNamespace(seen);
  if (namespace.state === 'ours' && seen.firstOwner === 'missing') {
    actions.unshift({ do: 'createFirstOwner' });
  }
  if (namespaceStep.action) actions.unshift(namespaceStep.action);
  const steps: Judgements = {
    NamespaceReady: namespaceStep.judgement,
    AgencyReady: judgeAgency(seen),
    AccessReady: judgeAccess(seen, actions),
  };
  const before = tenant.status?.conditions ?? [];
  const { generation = 1 } = tenant.metadata;
  const status: TenantStatus = {
    observedGeneration: generation,
    ...(namespace.state === 'ours' && { namespace: namespaceOf(tenant) }),
    members: members.filter(({ role }) => role).length,
    ...(seen.keys.length > 0 && { keys: seen.keys }),
    conditions: conditionsOf(steps, judgeReady(steps), before, generation, now),
  };
  return { actions, status };
}

function judgeNamespace(seen: Observed): { judgement: Judgement; action?: Action } {
  const { tenant, namespace, agency } = seen;
  const name = namespaceOf(tenant);
  // Whoever may make clients must not get namespaces for what is none.
  const isClientOfNone = agency.state === 'missing' || agency.state === 'client';
  if (isClientOfNone && namespace.state !== 'ours') return { judgement: judgeAgency(seen) };
  const working = (message: string): Judgement => ({ status: 'False', reason: 'Making', message });
  switch (namespace.state) {
    case 'absent':
      return { judgement: working(`The namespace ${name} is being made`), action: { do: 'createNamespace' } };
    case 'terminating':
      return {
        judgement: {
          status: 'False',
          reason: 'NamespaceTerminating',
          message: `An earlier namespace ${name} is still being deleted; a new one is made when it is gone`,
        },
      };
    case 'foreign':
      if (tenant.metadata.annotations?.[ANNOTATION_ADOPT] === name) {
        return { judgement: working(`The namespace ${name} is being taken over`), action: { do: 'labelNamespace' } };
      }
      return {
        judgement: {
          status: 'False',
          reason: 'NamespaceExists',
          message: `The namespace ${name} exists already and belongs to somebody else. Choose another name, or hand it over with everything in it: kubectl annotate tenant ${tenant.metadata.name} ${ANNOTATION_ADOPT}=${name}`,
          terminal: true,
        },
      };
    case 'ours':
      return {
        judgement: { status: 'True', reason: 'Kept', message: `The namespace ${name} is there` },
        ...(!namespace.labelled && { action: { do: 'labelNamespace' } }),
      };
    default:
      return namespace satisfies never;
  }
}

function judgeAgency({ agency }: Observed): Judgement {
  switch (agency.state) {
    case 'none':
      return { status: 'True', reason: 'NoAgency', message: 'It names no agency' };
    case 'found':
      return { status: 'True', reason: 'Found', message: `The owners of ${agency.namespace} are owners here` };
    case 'missing':
      return {
        status: 'False',
        reason: 'AgencyMissing',
        message: `There is no Tenant "${agency.name}" for spec.agency. Make it, or name another one`,
        terminal: true,
      };
    case 'client':
      return {
        status: 'False',
        reason: 'AgencyIsClient',
        message: `The Tenant "${agency.name}" is a client of another agency, and a client has no clients. Name its agency in spec.agency instead`,
        terminal: true,
      };
    default:
      return agency satisfies never;
  }
}

function judgeAccess({ tenant, members, namespace, present, firstOwner }: Observed, actions: Action[]): Judgement {
  if (namespace.state !== 'ours') {
    return { status: 'Unknown', reason: 'Waiting', message: 'Waits for the namespace' };
  }
  if (actions.length > 0) {
    return { status: 'False', reason: 'Making', message: 'Limits, network policies and rights are being written' };
  }
  if (firstOwner === 'taken') {
    const name = tenant.spec.firstOwner?.name ?? '';
    return {
      status: 'False',
      reason: 'FirstOwnerTaken',
      message: `There is a ServiceAccount "${name}" already that is no member. Make it one: kubectl label serviceaccount ${name} -n ${namespaceOf(tenant)} ${LABEL_MEMBER_ROLE}=owner, or delete it`,
      terminal: true,
    };
  }
  if (!isCounted(present)) {
    return {
      status: 'False',
      reason: 'Counting',
      message: 'Kubernetes is counting what the namespace uses; until then it refuses everything that has a limit',
    };
  }
  const unknown = members.filter(({ role }) => !role).map(({ name }) => name);
  if (unknown.length > 0) {
    return {
      status: 'False',
      reason: 'UnknownRole',
      message: `The role of ${unknown.join(', ')} is none of owner, member, viewer: set the label of each ServiceAccount to one of them`,
      terminal: true,
    };
  }
  return { status: 'True', reason: 'Bound', message: 'Limits, network policies and rights are as stated' };
}

/** The quota controller looks at our kinds for the first time up to half a minute after they were defined. */
function isCounted(present: Child[]): boolean {
  const quota = present.find(isQuota);
  return quota !== undefined && Object.keys(quota.spec.hard).every((name) => quota.status?.used?.[name] !== undefined);
}

function childActions(present: Child[], wanted: Child[]): Action[] {
  const keyOf = ({ kind, metadata }: Child) => `${kind}/${metadata.name}`;
  const have = new Map(present.map((child) => [keyOf(child), child]));
  const want = new Set(wanted.map(keyOf));
  const puts = wanted
    .filter((child) => !says(have.get(keyOf(child)), child))
    .map((child): Action => ({ do: 'put', child }));
  const drops = present.filter((child) => !want.has(keyOf(child))).map((child): Action => ({ do: 'drop', child }));
  return [...drops, ...puts];
}

/** Also nothing beside what is wanted: an empty podSelector is covered by any, and would be none of ours. */
function says(present: Child | undefined, wanted: Child): boolean {
  if (!present) return false;
  if (isQuota(wanted))
    return covers({ ...present, spec: {} }, { ...wanted, spec: {} }) && isSameBudget(present, wanted);
  if (!covers(present, wanted)) return false;
  if (wanted.kind !== 'NetworkPolicy') return true;
  return covers(specOf(wanted), specOf(present));
}

function isQuota(child: Child): child is ResourceQuota {
  return child.kind === 'ResourceQuota';
}

function isSameBudget(present: Child, wanted: ResourceQuota): boolean {
  if (!isQuota(present)) return false;
  const { hard } = present.spec;
  return Object.entries(wanted.spec.hard).every(([name, much]) => isSameQuantity(hard[name] ?? '', much));
}

function specOf(child: Child): unknown {
  return 'spec' in child ? child.spec : undefined;
}
