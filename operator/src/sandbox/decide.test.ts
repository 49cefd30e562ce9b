import type { Pod } from '@appfactory/kube/core';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { Sandbox, SandboxStatus } from '@appfactory/resources/sandbox';
import { describe, expect, test } from '@jest/globals';
import { statusOf } from './conditions.ts';
import { decide } from './decide.ts';
import { CLOUD_FINALIZER, CLOUD_ID, ENV_HASH, RESTARTS } from './names.ts';
import type { Observed } from './observed.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const STARTED = '2026-01-01T11:50:00Z';

interface Expected {
  /** `do` of each action and the name of what it is done to. */
  actions: string[];
  /** `phase/reason of Ready`. */
  state: string;
}

const table: Record<string, { seen: Partial<Observed>; expect: Expected }> = {
  'a new Sandbox gets a Secret, then a pod': {
    seen: {},
    expect: { actions: ['createSecret one-sandbox', 'createPod one-sandbox-0'], state: 'Starting/PodCreating' },
  },
  'a Secret that a crash left is used': {
    seen: { tokenSecret: { name: 'one-sandbox', exists: true, adopted: true } },
    expect: { actions: ['createPod one-sandbox-0'], state: 'Starting/PodCreating' },
  },
  'a warm pod is claimed before one is made': {
    seen: { warm: [pod('pool-a'), pod('pool-b')] },
    expect: { actions: ['claimPod pool-a'], state: 'Starting/Claiming' },
  },
  'warm: false makes a new pod although there are warm ones': {
    seen: { sandbox: sandbox({ spec: { warm: false } }), warm: [pod('pool-a')] },
    expect: { actions: ['createSecret one-sandbox', 'createPod one-sandbox-0'], state: 'Starting/PodCreating' },
  },
  'without its template it stalls and says what to do': {
    seen: { template: undefined },
    expect: { actions: [], state: 'Failed/TemplateNotFound' },
  },
  'a pod that is not scheduled for lack of memory is waited for': {
    seen: { pods: [pod('one-sandbox-0', { state: 'unschedulable' })], tokenSecret: adopted('one-sandbox') },
    expect: { actions: [], state: 'Pending/Unschedulable' },
  },
  'a pod whose image is missing is waited for, with the node’s reason': {
    seen: { pods: [pod('one-sandbox-0', { state: 'ErrImagePull' })], tokenSecret: adopted('one-sandbox') },
    expect: { actions: [], state: 'Starting/ErrImagePull' },
  },
  'a pod that answers makes it Ready': {
    seen: { pods: [pod('one-sandbox-0')], tokenSecret: adopted('one-sandbox') },
    expect: { actions: [], state: 'Ready/Ready' },
  },
  'the Secret of a claimed pod is taken over': {
    seen: { pods: [pod('pool-a')], tokenSecret: { name: 'pool-a', exists: true, adopted: false } },
    expect: { actions: ['adoptSecret pool-a'], state: 'Ready/Ready' },
  },
  'the environment is set before it is Ready': {
    seen: { pods: [pod('one-sandbox-0')], tokenSecret: adopted('one-sandbox'), envHash: 'abc' },
    expect: { actions: ['setEnv one-sandbox-0'], state: 'Ready/Ready' },
  },
  'an environment that is set is not set again': {
    seen: { pods: [pod('one-sandbox-0', { envHash: 'abc' })], tokenSecret: adopted('one-sandbox'), envHash: 'abc' },
    expect: { actions: [], state: 'Ready/Ready' },
  },
  'a pod that failed is counted, ended and not yet replaced': {
    seen: {
      sandbox: running(),
      pods: [pod('one-sandbox-0', { state: 'failed' })],
      tokenSecret: adopted('one-sandbox'),
    },
    expect: { actions: ['recordRestart 1', 'endPod one-sandbox-0'], state: 'Starting/PodLost' },
  },
  'a pod that vanished is counted': {
    seen: { sandbox: running(), tokenSecret: adopted('one-sandbox') },
    expect: { actions: ['recordRestart 1'], state: 'Starting/PodLost' },
  },
  'a pod that was counted as lost is replaced under the next name': {
    seen: { sandbox: running({ restarts: 1 }), tokenSecret: adopted('one-sandbox') },
    expect: { actions: ['createPod one-sandbox-1'], state: 'Starting/PodCreating' },
  },
  'after a loss a warm pod is not claimed, since the token must stay': {
    seen: { sandbox: running({ restarts: 1 }), tokenSecret: adopted('one-sandbox'), warm: [pod('pool-a')] },
    expect: { actions: ['createPod one-sandbox-1'], state: 'Starting/PodCreating' },
  },
  'a pod that is lost again and again is replaced after a wait': {
    seen: {
      sandbox: running({ restarts: 4, podName: 'one-sandbox-3', notReadySince: '2026-01-01T11:59:58Z' }),
      tokenSecret: adopted('one-sandbox'),
    },
    expect: { actions: [], state: 'Starting/PodLost' },
  },
  'a token Secret that somebody deleted costs the pod': {
    seen: {
      sandbox: running(),
      pods: [pod('one-sandbox-0')],
      tokenSecret: { name: 'one-sandbox', exists: false, adopted: false },
    },
    expect: { actions: ['recordRestart 1', 'endPod one-sandbox-0'], state: 'Starting/PodLost' },
  },
  'of two live pods the one in the status stays': {
    seen: {
      sandbox: running(),
      pods: [pod('another'), pod('one-sandbox-0')],
      tokenSecret: adopted('one-sandbox'),
    },
    expect: { actions: ['endPod another'], state: 'Ready/Ready' },
  },
  'at the deadline the pod ends': {
    seen: {
      sandbox: running({ startedAt: '2026-01-01T10:59:00Z' }),
      pods: [pod('one-sandbox-0')],
      tokenSecret: adopted('one-sandbox'),
    },
    expect: { actions: ['endPod one-sandbox-0'], state: 'Ended/Expired' },
  },
  'an ended Sandbox is deleted after its grace, once it was told': {
    seen: { sandbox: running({ startedAt: '2026-01-01T10:59:00Z', phase: 'Ended' }) },
    expect: { actions: ['deleteSandbox'], state: 'Ended/Expired' },
  },
  'an ended Sandbox stays for its grace': {
    seen: { sandbox: running({ startedAt: '2026-01-01T10:59:50Z', phase: 'Ended' }) },
    expect: { actions: [], state: 'Ended/Expired' },
  },
  'timeoutFrom moves the deadline': {
    seen: {
      sandbox: running({ startedAt: '2026-01-01T10:00:00Z', timeoutFrom: '2026-01-01T11:59:00Z' }),
      pods: [pod('one-sandbox-0')],
      tokenSecret: adopted('one-sandbox'),
    },
    expect: { actions: [], state: 'Ready/Ready' },
  },
  'e2b without a key stalls and says what to do': {
    seen: { provider: undefined },
    expect: { actions: [], state: 'Failed/NoE2BKey' },
  },
  'e2b: the intent is written first': {
    seen: { provider: 'e2b' },
    expect: { actions: ['addFinalizer'], state: 'Starting/CloudCreating' },
  },
  'e2b: it is created when the cloud has none': {
    seen: { provider: 'e2b', sandbox: inCloud() },
    expect: { actions: ['createCloud'], state: 'Starting/CloudCreating' },
  },
  'e2b: what the cloud has is taken over instead of a second one': {
    seen: { provider: 'e2b', sandbox: inCloud(), cloud: [{ id: 'x1', endAt: new Date('2026-01-01T13:00:00Z') }] },
    expect: { actions: ['recordCloud x1'], state: 'Ready/Ready' },
  },
  'e2b: a twin is killed': {
    seen: {
      provider: 'e2b',
      sandbox: inCloud('x1'),
      tokenSecret: adopted('one-sandbox'),
      cloud: [
        { id: 'x1', endAt: new Date('2026-01-01T13:00:00Z') },
        { id: 'x2', endAt: new Date('2026-01-01T13:00:00Z') },
      ],
    },
    expect: { actions: ['killCloud x2'], state: 'Ready/Ready' },
  },
  'e2b: a deadline that differs is set': {
    seen: {
      provider: 'e2b',
      sandbox: inCloud('x1'),
      tokenSecret: adopted('one-sandbox'),
      cloud: [{ id: 'x1', endAt: new Date('2026-01-01T12:05:00Z') }],
    },
    expect: { actions: ['setCloudTimeout x1'], state: 'Ready/Ready' },
  },
  'e2b: a deleted Sandbox ends its cloud sandbox first': {
    seen: {
      provider: 'e2b',
      sandbox: inCloud('x1', '2026-01-01T11:59:59Z'),
      cloud: [{ id: 'x1', endAt: NOW }],
    },
    expect: { actions: ['killCloud x1'], state: 'Failed/Deleted' },
  },
  'e2b: a deleted Sandbox goes when the cloud runs nothing for it': {
    seen: { provider: 'e2b', sandbox: inCloud(undefined, '2026-01-01T11:59:59Z') },
    expect: { actions: ['removeFinalizer'], state: 'Failed/Deleted' },
  },
};

describe('decide', () => {
  test.each(Object.entries(table))('%s', (_sentence, { seen, expect: expected }) => {
    const all = observed(seen);
    const decision = decide(all);
    const status = statusOf(all.sandbox, decision, NOW);
    const ready = status.conditions?.find(({ type }) => type === 'Ready');
    expect({ actions: decision.actions.map(describeAction), state: `${status.phase}/${ready?.reason}` }).toEqual(
      expected,
    );
    // kstatus reads an absent Ready as "current", so it is always there, and never together with both others.
    expect(ready).toBeDefined();
    expect(status.conditions?.length).toBe(ready?.status === 'True' ? 1 : 2);
  });

  test('keeps the time of a condition whose status stays', () => {
    const all = observed({ sandbox: running(), pods: [pod('one-sandbox-0')], tokenSecret: adopted('one-sandbox') });
    const first = statusOf(all.sandbox, decide(all), NOW);
    const again = statusOf({ ...all.sandbox, status: first }, decide(all), new Date('2026-01-01T13:00:00Z'));
    expect(again.conditions).toEqual(first.conditions);
  });
});

function describeAction(action: ReturnType<typeof decide>['actions'][number]): string {
  if ('pod' in action) return `${action.do} ${action.pod.metadata.name}`;
  if ('name' in action) return `${action.do} ${action.name}`;
  if ('restarts' in action) return `${action.do} ${action.restarts}`;
  return 'id' in action ? `${action.do} ${action.id}` : action.do;
}

function observed(seen: Partial<Observed>): Observed {
  return {
    sandbox: sandbox({}),
    now: NOW,
    provider: 'pod',
    template: { metadata: { name: 'small' } } as AppTemplate,
    pods: [],
    warm: [],
    tokenSecret: { name: 'one-sandbox', exists: false, adopted: false },
    envHash: undefined,
    cloud: [],
    ...seen,
  };
}

function sandbox(init: {
  spec?: Partial<Sandbox['spec']>;
  status?: SandboxStatus;
  metadata?: Partial<Sandbox['metadata']>;
}): Sandbox {
  return {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'Sandbox',
    metadata: {
      name: 'one',
      namespace: 'default',
      uid: '11111111-2222-3333-4444-555555555555',
      generation: 1,
      ...init.metadata,
    },
    spec: {
      template: 'small',
      provider: 'auto',
      timeoutSeconds: 3600,
      warm: true,
      metadata: {},
      env: {},
      ...init.spec,
    },
    status: init.status,
  };
}

/** One that was Ready on pod one-sandbox-0. */
function running(
  init: {
    restarts?: number;
    podName?: string;
    startedAt?: string;
    phase?: SandboxStatus['phase'];
    timeoutFrom?: string;
    notReadySince?: string;
  } = {},
): Sandbox {
  const {
    restarts,
    podName = 'one-sandbox-0',
    startedAt = STARTED,
    phase = 'Ready',
    timeoutFrom,
    notReadySince,
  } = init;
  const since = { reason: 'r', message: 'm', lastTransitionTime: notReadySince ?? startedAt };
  const conditions = [{ type: 'Ready', status: notReadySince ? ('False' as const) : ('True' as const), ...since }];
  return sandbox({
    metadata: restarts ? { annotations: { [RESTARTS]: String(restarts) } } : {},
    spec: timeoutFrom ? { timeoutFrom } : {},
    status: { phase, podName, startedAt, accessTokenSecret: 'one-sandbox', provider: 'pod', conditions },
  });
}

function inCloud(id?: string, deletionTimestamp?: string): Sandbox {
  return sandbox({
    metadata: { finalizers: [CLOUD_FINALIZER], annotations: id ? { [CLOUD_ID]: id } : {}, deletionTimestamp },
    status: { provider: 'e2b' },
  });
}

function adopted(name: string): Observed['tokenSecret'] {
  return { name, exists: true, adopted: true };
}

function pod(
  name: string,
  {
    state = 'ready',
    envHash,
  }: { state?: 'ready' | 'unschedulable' | 'ErrImagePull' | 'failed'; envHash?: string } = {},
): Pod {
  const status: Record<typeof state, Pod['status']> = {
    ready: { phase: 'Running', podIP: '127.0.0.9', conditions: [{ type: 'Ready', status: 'True' }] },
    unschedulable: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'Insufficient memory' }],
    },
    ErrImagePull: {
      phase: 'Pending',
      containerStatuses: [
        {
          name: 'sandbox',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'ErrImagePull', message: 'no image' } },
        },
      ],
    },
    failed: {
      phase: 'Failed',
      containerStatuses: [
        {
          name: 'sandbox',
          ready: false,
          restartCount: 0,
          state: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
      ],
    },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, creationTimestamp: STARTED, annotations: envHash ? { [ENV_HASH]: envHash } : {} },
    spec: { containers: [] },
    status: status[state],
  };
}
