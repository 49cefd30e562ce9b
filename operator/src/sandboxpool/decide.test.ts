import type { Pod, Secret } from '@appfactory/kube/core';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';
import { describe, expect, test } from '@jest/globals';
import { SPEC_HASH } from '../sandbox/names.ts';
import { decide } from './decide.ts';
import type { Observed } from './observed.ts';

const table: Record<string, { seen: Partial<Observed>; replicas?: number; actions: string[]; reason: string }> = {
  'an empty pool is filled': {
    seen: {},
    actions: ['createPod pool-new1 new', 'createPod pool-new2 new'],
    reason: 'Filling',
  },
  'a Secret that a crash left gets its pod': {
    seen: { spareSecrets: [secret('pool-left')] },
    actions: ['createPod pool-left', 'createPod pool-new1 new'],
    reason: 'Filling',
  },
  'a full pool is left alone': {
    seen: { pods: [pod('a'), pod('b')] },
    actions: [],
    reason: 'Filled',
  },
  'pods that start count as being there': {
    seen: { pods: [pod('a'), pod('b', { ready: false })] },
    actions: [],
    reason: 'Filling',
  },
  'what does not answer yet goes first; a Secret without a pod goes too': {
    seen: { pods: [pod('a'), pod('b', { ready: false })], spareSecrets: [secret('gone')] },
    replicas: 1,
    actions: ['deletePod b', 'deleteSecret gone'],
    reason: 'Filled',
  },
  'a pod of an older template is replaced': {
    seen: { pods: [pod('a', { hash: 'old' }), pod('b')] },
    actions: ['deletePod a', 'createPod pool-new1 new'],
    reason: 'Filling',
  },
  'a pod that ended is replaced': {
    seen: { pods: [pod('a', { phase: 'Failed' }), pod('b')] },
    actions: ['deletePod a', 'createPod pool-new1 new'],
    reason: 'Filling',
  },
  'without its template nothing stays warm': {
    seen: { template: undefined, hash: undefined, pods: [pod('a')] },
    actions: ['deletePod a'],
    reason: 'TemplateNotFound',
  },
  'one warm pod gives its room to a pod that waits, and the pool is not filled': {
    seen: { pods: [pod('a'), pod('b')], hungry: pod('hungry') },
    actions: ['deletePod a'],
    reason: 'MakingRoom',
  },
  'a second warm pod stays until the scheduler has had its turn': {
    seen: { pods: [pod('a'), pod('b')], hungry: pod('hungry'), roomWasMade: true },
    actions: [],
    reason: 'MakingRoom',
  },
  'after a claim it is not filled at once': {
    seen: { pods: [pod('a')], claimedJustNow: true },
    actions: [],
    reason: 'Filling',
  },
  'after a claim it is filled at once when none is left and somebody waits': {
    seen: { claimedJustNow: true, claimsWait: true },
    actions: ['createPod pool-new1 new', 'createPod pool-new2 new'],
    reason: 'Filling',
  },
  'zero replicas is a state like any other': { seen: {}, replicas: 0, actions: [], reason: 'Filled' },
};

describe('decide', () => {
  test.each(Object.entries(table))('%s', (_sentence, { seen, replicas = 2, actions, reason }) => {
    let count = 0;
    const decision = decide({
      pool: pool(replicas),
      template: { metadata: { name: 'small' } } as AppTemplate,
      hash: 'now',
      pods: [],
      hungry: undefined,
      roomWasMade: false,
      spareSecrets: [],
      claimedJustNow: false,
      claimsWait: false,
      suffix: () => `new${++count}`,
      ...seen,
    });
    const done = decision.actions.map((action) => {
      if (action.do === 'deletePod') return `deletePod ${action.pod.metadata.name}`;
      if (action.do === 'deleteSecret') return `deleteSecret ${action.secret.metadata.name}`;
      return action.do === 'createPod' && !action.secretExists
        ? `createPod ${action.name} new`
        : `${action.do} ${action.name}`;
    });
    expect({ actions: done, reason: decision.judgement.reason }).toEqual({ actions, reason });
  });
});

function pool(replicas: number): SandboxPool {
  return {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'SandboxPool',
    metadata: { name: 'pool', namespace: 'default', uid: 'u' },
    spec: { template: 'small', replicas },
  };
}

function secret(name: string): Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name } };
}

function pod(
  name: string,
  {
    ready = true,
    hash = 'now',
    phase = 'Running',
  }: { ready?: boolean; hash?: string; phase?: 'Running' | 'Failed' } = {},
): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, annotations: { [SPEC_HASH]: hash } },
    spec: { containers: [] },
    status: { phase, podIP: '127.0.0.9', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}
