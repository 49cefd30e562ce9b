import { describe, expect, test } from '@jest/globals';
import type { Container, Pod, PodSpec } from './kubernetes.ts';
import { type Action, type ContainerView, decide, type PodView, restartDelay } from './pod.ts';
import { podStatus } from './podStatus.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000);

function container(name: string, more: Partial<Container> = {}): Container {
  return { name, image: 'image:1', ...more };
}

const sidecar = (name: string) => container(name, { restartPolicy: 'Always' });

interface Given {
  spec?: Partial<PodSpec>;
  containers?: Record<string, Partial<ContainerView>>;
  deleted?: { grace: number };
  prepared?: boolean;
  ended?: PodView['ended'];
  status?: Pod['status'];
}

function view(given: Given): PodView {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: 'default',
      name: 'web',
      uid: 'u1',
      ...(given.deleted && { deletionTimestamp: at(0).toISOString(), deletionGracePeriodSeconds: given.deleted.grace }),
    },
    spec: { containers: [container('main')], ...given.spec },
    status: given.status,
  };
  const containers = Object.entries(given.containers ?? {}).map(([name, one]): [string, ContainerView] => [
    name,
    { started: false, ready: false, ...one },
  ]);
  return { pod, now: NOW, prepared: given.prepared ?? true, containers: new Map(containers), ended: given.ended };
}

function running(restartCount = 0): Partial<ContainerView> {
  return {
    run: { phase: 'running', startedAt: at(60), restartCount, crashes: restartCount },
    started: true,
    ready: true,
  };
}

function exited(exitCode: number, crashes = 0, secondsAgo = 1, lasted = 5): Partial<ContainerView> {
  const run = { phase: 'exited' as const, startedAt: at(secondsAgo + lasted), finishedAt: at(secondsAgo), exitCode };
  return { run: { ...run, restartCount: crashes, crashes } };
}

function said(actions: Action[]): string[] {
  return actions.map((action) => ('container' in action ? `${action.do} ${action.container.name}` : action.do));
}

const steps: [string, Given, string[]][] = [
  ['a new pod is prepared first', { prepared: false }, ['prepare']],
  ['then its container starts', {}, ['start main']],
  [
    'main containers start together',
    { spec: { containers: [container('a'), container('b')] } },
    ['start a', 'start b'],
  ],
  ['while it runs nothing is to be done', { containers: { main: running() } }, []],
  [
    'init containers run before, one by one',
    { spec: { initContainers: [container('one'), container('two')] }, containers: { one: running() } },
    [],
  ],
  [
    'the next init container follows a success',
    { spec: { initContainers: [container('one'), container('two')] }, containers: { one: exited(0) } },
    ['start two'],
  ],
  [
    'a failed init container is run again',
    { spec: { initContainers: [container('one')], restartPolicy: 'OnFailure' }, containers: { one: exited(1) } },
    ['start one'],
  ],
  [
    'with restartPolicy Never it ends the pod',
    { spec: { initContainers: [container('one')], restartPolicy: 'Never' }, containers: { one: exited(1) } },
    ['finish'],
  ],
  [
    'a sidecar that is not started yet holds up the next',
    { spec: { initContainers: [sidecar('proxy')] }, containers: { proxy: { ...running(), started: false } } },
    [],
  ],
  [
    'a started one does not',
    { spec: { initContainers: [sidecar('proxy')] }, containers: { proxy: running() } },
    ['start main'],
  ],
  [
    'a sidecar that ends is started again, beside the main container',
    { spec: { initContainers: [sidecar('proxy')] }, containers: { proxy: exited(0), main: running() } },
    ['start proxy'],
  ],
  [
    'the main containers of a Job done, its sidecar is ended',
    {
      spec: { initContainers: [sidecar('proxy')], restartPolicy: 'Never' },
      containers: { proxy: running(), main: exited(0) },
    },
    ['stop proxy'],
  ],
  [
    'and after it the pod is finished',
    {
      spec: { initContainers: [sidecar('proxy')], restartPolicy: 'Never' },
      containers: { proxy: exited(143), main: exited(0) },
    },
    ['finish'],
  ],
  [
    'OnFailure does not restart a success',
    { spec: { restartPolicy: 'OnFailure' }, containers: { main: exited(0) } },
    ['finish'],
  ],
  ['but a failure', { spec: { restartPolicy: 'OnFailure' }, containers: { main: exited(3) } }, ['start main']],
  ['Always restarts a success too', { containers: { main: exited(0) } }, ['start main']],
  ['a second crash waits', { containers: { main: exited(1, 1) } }, []],
  ['until the back-off is over', { containers: { main: exited(1, 1, 11) } }, ['start main']],
  ['ten minutes of running forgive crashes', { containers: { main: exited(1, 9, 1, 601) } }, ['start main']],
  [
    'an image that is not there is looked for later',
    { containers: { main: { refused: { reason: 'ErrImagePull', message: '', retryAt: NOW + 1000 } } } },
    [],
  ],
  ['a deleted pod is stopped', { deleted: { grace: 30 }, containers: { main: running() } }, ['stop main']],
  [
    'its sidecars after its main containers',
    {
      deleted: { grace: 30 },
      spec: { initContainers: [sidecar('first'), sidecar('last')] },
      containers: { main: running(), first: running(), last: running() },
    },
    ['stop main'],
  ],
  [
    'in the opposite order of their start',
    {
      deleted: { grace: 30 },
      spec: { initContainers: [sidecar('first'), sidecar('last')] },
      containers: { main: exited(0), first: running(), last: running() },
    },
    ['stop last'],
  ],
  ['and finished when nothing runs', { deleted: { grace: 30 }, containers: { main: exited(143) } }, ['finish']],
  ['a deleted pod that never started is finished', { deleted: { grace: 30 }, prepared: false }, ['finish']],
  [
    'an evicted pod is stopped',
    { ended: { reason: 'Evicted', message: '' }, containers: { main: running() } },
    ['stop main'],
  ],
];

test.each(steps)('%s', (_sentence, given, wanted) => {
  expect(said(decide(view(given)).actions)).toEqual(wanted);
});

test('a waiting restart says when to look again', () => {
  expect(decide(view({ containers: { main: exited(1, 1, 4) } })).wakeAt).toBe(NOW + 6000);
});

test('the back-off starts at 10 s, doubles, and ends at five minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 20].map((crashes) => restartDelay(crashes) / 1000)).toEqual([
    0, 10, 20, 40, 80, 160, 300, 300,
  ]);
});

describe('status', () => {
  const status = (given: Given) => podStatus(view(given), { hostIP: '127.0.0.1', podIP: '127.10.0.1' });
  const summary = (given: Given) => {
    const { phase, conditions, containerStatuses } = status(given);
    const holds = conditions.filter((one) => one.status === 'True').map((one) => one.type);
    const state = containerStatuses[0]?.state;
    return [phase, holds.join(' '), state?.waiting?.reason ?? state?.terminated?.reason ?? 'running'];
  };
  const over: Partial<PodSpec> = { restartPolicy: 'Never' };

  test.each<[string, Given, string[]]>([
    ['new', { prepared: false }, ['Pending', 'Initialized', 'ContainerCreating']],
    [
      'running and ready',
      { containers: { main: running() } },
      ['Running', 'PodReadyToStartContainers Initialized ContainersReady Ready', 'running'],
    ],
    [
      'not ready',
      { containers: { main: { ...running(), ready: false } } },
      ['Running', 'PodReadyToStartContainers Initialized', 'running'],
    ],
    [
      'waiting for an init container',
      { spec: { initContainers: [container('one')] }, containers: { one: running() } },
      ['Pending', 'PodReadyToStartContainers', 'PodInitializing'],
    ],
    [
      'crashed, in back-off',
      { containers: { main: exited(1, 2) } },
      ['Running', 'PodReadyToStartContainers Initialized', 'CrashLoopBackOff'],
    ],
    ['succeeded', { spec: over, containers: { main: exited(0) } }, ['Succeeded', 'Initialized', 'Completed']],
    ['failed', { spec: over, containers: { main: exited(4) } }, ['Failed', 'Initialized', 'Error']],
    [
      'failed by an init container',
      { spec: { ...over, initContainers: [container('one')] }, containers: { one: exited(4) } },
      ['Failed', '', 'PodInitializing'],
    ],
    [
      'succeeded beside a sidecar that was ended',
      { spec: { ...over, initContainers: [sidecar('proxy')] }, containers: { proxy: exited(137), main: exited(0) } },
      ['Succeeded', 'Initialized', 'Completed'],
    ],
    [
      'out of memory',
      {
        spec: over,
        containers: {
          main: { run: { phase: 'exited', exitCode: 137, reason: 'OOMKilled', restartCount: 0, crashes: 0 } },
        },
      },
      ['Failed', 'Initialized', 'OOMKilled'],
    ],
    [
      'deleted while running',
      { deleted: { grace: 3 }, containers: { main: exited(143) } },
      ['Failed', 'Initialized', 'Error'],
    ],
  ])('%s', (_sentence, given, wanted) => {
    expect(summary(given)).toEqual(wanted);
  });

  test('a crash stays to be seen while the next run goes on', () => {
    const one = status({ containers: { main: { ...running(1), previous: exited(7).run } } }).containerStatuses[0];
    expect(one).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 7, reason: 'Error' } } });
  });

  test('a closed readiness gate keeps Ready false', () => {
    const { conditions } = status({
      spec: { readinessGates: [{ conditionType: 'example.com/open' }] },
      containers: { main: running() },
    });
    expect(conditions.find((one) => one.type === 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
    });
  });

  test('an evicted pod says why', () => {
    const ended = { reason: 'Evicted', message: 'too much disk' };
    expect(status({ ended, containers: { main: exited(137) } })).toMatchObject({ phase: 'Failed', ...ended });
  });

  test('the time of a condition stays while its status does', () => {
    const old = { type: 'Ready', status: 'True' as const, lastTransitionTime: '2020-01-01T00:00:00Z' };
    const { conditions } = status({ status: { conditions: [old] }, containers: { main: running() } });
    expect(conditions.find((one) => one.type === 'Ready')?.lastTransitionTime).toBe('2020-01-01T00:00:00Z');
  });
});
