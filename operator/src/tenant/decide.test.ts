import type { NetworkPolicy, Role } from '@appfactory/kube/core';
import type { Condition } from '@appfactory/resources/meta';
import { ANNOTATION_ADOPT, ANNOTATION_CONFIRM, type Tenant, tenantSpecSchema } from '@appfactory/resources/tenant';
import { describe, expect, test } from '@jest/globals';
import { children } from './children.ts';
import { decide } from './decide.ts';
import { decideDeletion } from './decideDeletion.ts';
import { GATEWAY_ROLE } from './names.ts';
import type { Child, Contents, Observed, ObservedDeletion } from './observed.ts';

const now = new Date('2026-01-01T00:00:00Z');

function tenant(annotations: Record<string, string> = {}): Tenant {
  return {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'Tenant',
    metadata: { name: 'acme', uid: 'u', generation: 1, annotations },
    spec: tenantSpecSchema.parse({ displayName: 'Acme' }),
  };
}

const ADA = { name: 'ada', role: 'owner' } as const;

function look(seen: Partial<Observed> = {}): Observed {
  return {
    tenant: tenant(),
    namespace: { state: 'ours', labelled: true },
    agency: { state: 'none' },
    members: [],
    firstOwner: 'none',
    present: [],
    keys: [],
    gatewayUser: 'gateway',
    natsPort: 4222,
    ...seen,
  };
}

/** What is seen when everything that is wanted is there. */
function settled(seen: Partial<Observed> = {}): Observed {
  const first = look(seen);
  return { ...first, present: children(first).map(counted) };
}

function counted(child: Child): Child {
  if (!('spec' in child && 'hard' in child.spec)) return child;
  return { ...child, spec: child.spec, status: { used: { ...child.spec.hard } } };
}

const table: Record<string, { seen: Observed; actions?: RegExp; reason: string; state: string }> = {
  'a namespace that is not there is made': {
    seen: look({ namespace: { state: 'absent' } }),
    actions: /^createNamespace$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'one that somebody else made is left alone': {
    seen: look({ namespace: { state: 'foreign' } }),
    reason: 'NamespaceExists',
    state: 'Stalled',
  },
  'and taken over when we are told to': {
    seen: look({ tenant: tenant({ [ANNOTATION_ADOPT]: 'acme' }), namespace: { state: 'foreign' } }),
    actions: /^labelNamespace$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'but not by the name of another': {
    seen: look({ tenant: tenant({ [ANNOTATION_ADOPT]: 'other' }), namespace: { state: 'foreign' } }),
    reason: 'NamespaceExists',
    state: 'Stalled',
  },
  'one that is going is waited for': {
    seen: look({ namespace: { state: 'terminating' } }),
    reason: 'NamespaceTerminating',
    state: 'Reconciling',
  },
  'its limits and policies are written': {
    seen: look(),
    actions: /^put ResourceQuota.*put LimitRange.*(put NetworkPolicy.*){4}$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'when all is there nothing is written': { seen: settled({ members: [ADA] }), reason: 'Ready', state: 'Ready' },
  'until its quota counts it is not ready': {
    seen: (() => {
      const seen = look();
      return { ...seen, present: children(seen) };
    })(),
    reason: 'Counting',
    state: 'Reconciling',
  },
  'labels that somebody took from the namespace come back': {
    seen: settled({ namespace: { state: 'ours', labelled: false } }),
    actions: /^labelNamespace$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'a budget that the API server writes in other words is as stated': {
    seen: (() => {
      const seen = settled({ members: [ADA] });
      const [quota] = seen.present;
      if (quota && 'spec' in quota && 'hard' in quota.spec) {
        Object.assign(quota.spec.hard, { 'requests.cpu': '16000m', 'requests.memory': '65536Mi' });
      }
      return seen;
    })(),
    reason: 'Ready',
    state: 'Ready',
  },
  'a budget that somebody raised is lowered again': {
    seen: (() => {
      const seen = settled({ members: [ADA] });
      const [quota] = seen.present;
      if (quota && 'spec' in quota && 'hard' in quota.spec) Object.assign(quota.spec.hard, { 'requests.cpu': '160' });
      return seen;
    })(),
    actions: /^put ResourceQuota appfactory-budget$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'a first owner is made where nobody is a member': {
    seen: settled({ firstOwner: 'missing' }),
    actions: /^createFirstOwner$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'a ServiceAccount that has its name and is no member is said': {
    seen: settled({ firstOwner: 'taken' }),
    reason: 'FirstOwnerTaken',
    state: 'Stalled',
  },
  'a policy that somebody widened is narrowed again': {
    seen: (() => {
      const seen = settled();
      for (const child of seen.present) {
        if (child.metadata.name === 'appfactory-sandboxes' && 'podSelector' in (child as { spec: object }).spec) {
          Object.assign((child as { spec: object }).spec, { egress: [{}] });
        }
      }
      return seen;
    })(),
    actions: /^put NetworkPolicy appfactory-sandboxes$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'a member who is gone takes the binding and the gateway’s right along': {
    seen: { ...settled({ members: [ADA] }), members: [] },
    actions: /^drop RoleBinding appfactory-owners, drop Role appfactory-gateway, drop RoleBinding appfactory-gateway$/,
    reason: 'Making',
    state: 'Reconciling',
  },
  'a role that is none is said, and binds nothing': {
    seen: settled({ members: [{ name: 'eve', role: undefined }] }),
    reason: 'UnknownRole',
    state: 'Stalled',
  },
  'an agency that is not there is said': {
    seen: settled({ agency: { state: 'missing', name: 'big' } }),
    reason: 'AgencyMissing',
    state: 'Stalled',
  },
  'a client of nobody gets no namespace': {
    seen: look({ namespace: { state: 'absent' }, agency: { state: 'missing', name: 'big' } }),
    reason: 'AgencyMissing',
    state: 'Stalled',
  },
  'nor does a client of a client': {
    seen: look({ namespace: { state: 'absent' }, agency: { state: 'client', name: 'big' } }),
    reason: 'AgencyIsClient',
    state: 'Stalled',
  },
  'and none is handed over to it': {
    seen: look({
      tenant: tenant({ [ANNOTATION_ADOPT]: 'acme' }),
      namespace: { state: 'foreign' },
      agency: { state: 'missing', name: 'big' },
    }),
    reason: 'AgencyMissing',
    state: 'Stalled',
  },
  'a client has no clients': {
    seen: settled({ agency: { state: 'client', name: 'big' } }),
    reason: 'AgencyIsClient',
    state: 'Stalled',
  },
};

describe('a tenant', () => {
  test.each(Object.entries(table))('%s', (_, { seen, actions = /^$/, reason, state }) => {
    const decision = decide(seen, now);
    const done = decision.actions.map((action) =>
      'child' in action ? `${action.do} ${action.child.kind} ${action.child.metadata.name}` : action.do,
    );
    expect(done.join(', ')).toMatch(actions);
    expect(summary(decision.status.conditions)).toEqual({ reason, state });
  });

  test('the gateway may act as its members and as nobody else; without any the rule is not there', () => {
    const members = [ADA, { name: 'bob', role: 'viewer' } as const, { name: 'eve', role: undefined }];
    const role = children(look({ members })).find(
      ({ metadata, kind }) => metadata.name === GATEWAY_ROLE && kind === 'Role',
    );
    expect((role as Role).rules).toEqual([
      { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'], resourceNames: ['ada', 'bob'] },
    ]);
    const none = children(look({ members: [{ name: 'eve', role: undefined }] }));
    expect(none.map(({ metadata }) => metadata.name)).not.toContain(GATEWAY_ROLE);
  });

  test('a released app reaches NATS and nothing else of the platform', () => {
    const egressOf = (seen: Observed) => {
      const policy = children(seen).find(({ metadata }) => metadata.name === 'appfactory-releases');
      const { egress = [] } = (policy as NetworkPolicy).spec;
      return egress.flatMap(({ ports = [] }) => ports.map(({ protocol, port }) => `${protocol}/${port}`));
    };
    expect(egressOf(look())).toEqual(['TCP/4222', 'UDP/53', 'TCP/53']);
    expect(egressOf(look({ natsPort: undefined }))).toEqual(['UDP/53', 'TCP/53']);
  });

  test('the owners of its agency are owners, and only they', () => {
    const agency = { state: 'found', namespace: 'big', owners: ['ceo'] } as const;
    const bindings = children(
      look({ agency: { ...agency, owners: ['ceo'] }, members: [{ name: 'bob', role: 'viewer' }] }),
    );
    const subjects = bindings.flatMap((child) =>
      'subjects' in child
        ? [[child.metadata.name, child.subjects.map(({ namespace, name }) => `${namespace ?? ''}/${name}`)]]
        : [],
    );
    expect(subjects).toEqual([
      ['appfactory-owners', ['big/ceo']],
      ['appfactory-viewers', ['acme/bob']],
      ['appfactory-gateway', ['/gateway']],
    ]);
  });
});

const nothing: Contents = { builds: [], releases: [], sandboxes: [], members: [], volumes: [] };
const full: Contents = {
  builds: ['crm', 'shop'],
  releases: ['crm'],
  sandboxes: ['warm'],
  members: ['ada'],
  volumes: [
    { name: 'crm-data', kept: true },
    { name: 'shop-data', kept: false },
  ],
};
const sure = { [ANNOTATION_CONFIRM]: 'acme' };

const deletions: Record<string, { seen: Partial<ObservedDeletion>; actions: string; reason: string }> = {
  'waits until its name is typed': { seen: { contents: full }, actions: '', reason: 'DeletionNotConfirmed' },
  'the name of another does not count': {
    seen: { tenant: tenant({ [ANNOTATION_CONFIRM]: 'other' }), contents: full },
    actions: '',
    reason: 'DeletionNotConfirmed',
  },
  'takes builds, sandboxes and members away': {
    seen: { tenant: tenant(sure), contents: full },
    actions: 'deleteBuilds, deleteSandboxes, deleteMembers',
    reason: 'Deleting',
  },
  'then releases of nobody': {
    seen: { tenant: tenant(sure), contents: { ...nothing, releases: ['alone'] } },
    actions: 'deleteReleases',
    reason: 'Deleting',
  },
  'keeps the namespace where a volume is left': {
    seen: { tenant: tenant(sure), contents: { ...nothing, volumes: full.volumes } },
    actions: 'releaseNamespace',
    reason: 'Deleting',
  },
  'and not for one that goes anyway': {
    seen: { tenant: tenant(sure), contents: { ...nothing, volumes: [{ name: 'shop-data', kept: false }] } },
    actions: 'deleteNamespace',
    reason: 'Deleting',
  },
  'deletes it where none is': {
    seen: { tenant: tenant(sure), contents: nothing },
    actions: 'deleteNamespace',
    reason: 'Deleting',
  },
  'ends when it is gone': {
    seen: { tenant: tenant(sure), namespace: { state: 'absent' } },
    actions: 'removeFinalizer',
    reason: 'Deleting',
  },
  'asks nothing for a namespace that was never its own': {
    seen: { namespace: { state: 'foreign' } },
    actions: 'removeFinalizer',
    reason: 'Deleting',
  },
};

describe('deleting a tenant', () => {
  test.each(Object.entries(deletions))('%s', (_, { seen, actions, reason }) => {
    const decision = decideDeletion(
      { tenant: tenant(), namespace: { state: 'ours', labelled: true }, contents: nothing, ...seen },
      now,
    );
    expect(decision.actions.map((action) => action.do).join(', ')).toBe(actions);
    expect(summary(decision.status.conditions).reason).toBe(reason);
  });

  test('lists what goes, what stays and what to type', () => {
    const { status } = decideDeletion(
      { tenant: tenant(), namespace: { state: 'ours', labelled: true }, contents: full },
      now,
    );
    expect(status.conditions?.[0]?.message).toBe(
      'Deleting the tenant "acme" takes away 2 builds (crm, shop); 1 released app (crm); 1 sandbox (warm); 1 member (ada); ' +
        '1 volume (shop-data). Kept, with the namespace: 1 volume (crm-data). Nothing happens until its name is typed: ' +
        'kubectl annotate tenant acme appfactory.dev/confirm-deletion=acme',
    );
  });
});

/** Ready's reason, and which of kstatus' states it is. */
function summary(conditions: Condition[] = []) {
  const ready = conditions.find(({ type }) => type === 'Ready');
  const other = conditions.find(({ type }) => type === 'Reconciling' || type === 'Stalled')?.type;
  return { reason: ready?.reason, state: other ?? (ready?.status === 'True' ? 'Ready' : 'neither') };
}
