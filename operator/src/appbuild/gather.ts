import { isDeepStrictEqual } from 'node:util';
import type { ConfigMap, Job, Pod } from '@appfactory/kube/core';
import { keyOf } from '@appfactory/kube/object';
import { isControlledBy } from '@appfactory/kube/ownership';
import type { Plan } from '@appfactory/plan/plan';
import { PlanError, planApp } from '@appfactory/plan/planApp';
import type { AppBuild, AppBuildSpec } from '@appfactory/resources/appBuild';
import type { Sandbox } from '@appfactory/resources/sandbox';
import type { StoredEvent } from '../progress/fold.ts';
import { foldEvents } from '../progress/fold.ts';
import type { Caches } from '../runtime/caches.ts';
import { adoptPlan } from './adopt.ts';
import { type Claimant, slotsOf, someoneWaits, waitsFor } from './capacity.ts';
import { REASON_WAITING_FOR_CAPACITY } from './conditions.ts';
import { ANNOTATION_GENERATION, credentialsName, LABEL_ROLE, planName, ROLE_AGENT } from './names.ts';
import type { AgentRun, Observed, PlanResult, PodTrouble, StoredPlan } from './observed.ts';
import { planRecord } from './planRecord.ts';

export interface GatherOptions {
  caches: Caches;
  /** Places for builds; computed from the nodes when left out. */
  slots?: number;
  eventsSince(): Date | undefined;
  /** Where a sandbox's preview answers. */
  previewURL(sandbox: Sandbox): string | undefined;
}

/** Reads everything that a decision about this build depends on, from the caches only. */
export function gather(build: AppBuild, events: readonly StoredEvent[], now: Date, options: GatherOptions): Observed {
  const { caches } = options;
  const { name, namespace, uid = '', creationTimestamp = now.toISOString() } = build.metadata;
  const key = keyOf(build.metadata);
  const ref = { name, namespace };
  const ours = <T extends { metadata: AppBuild['metadata']; apiVersion: string; kind: string }>(
    object: T | undefined,
  ) => (object && isControlledBy(object, build) ? object : undefined);

  const stored = readStored(ours(caches.configMaps.get({ name: planName(name), namespace })));
  const adopted = stored ? adoptPlan(build.status ?? {}, stored, creationTimestamp, now) : (build.status ?? {});
  const status = stored ? foldEvents(adopted, events, { uid, generation: stored.generation }) : adopted;
  const planned = planOf(build, stored);
  const template = 'plan' in planned ? caches.appTemplates.get({ name: planned.plan.template }) : undefined;
  const sandbox = ours(caches.sandboxes.get(ref));
  const pods = caches.pods
    .byIndex('appBuild', key)
    .filter(({ metadata }) => metadata.labels?.[LABEL_ROLE] === ROLE_AGENT);
  return {
    build,
    status,
    now,
    eventsSince: options.eventsSince(),
    planned,
    template,
    templateNames: caches.appTemplates.list().map(({ metadata }) => metadata.name),
    stored,
    runs: caches.jobs.byIndex('owner', uid).filter(isAgentJob).map(runOf),
    agentPods: pods.filter(({ status: pod }) => pod?.phase !== 'Succeeded' && pod?.phase !== 'Failed').length,
    agentTrouble: pods.map(troubleOf).find((trouble) => trouble !== undefined),
    credentials: caches.secrets.get({ name: credentialsName(name), namespace }) !== undefined,
    sandbox,
    sandboxTrouble: caches.pods
      .byIndex('sandbox', key)
      .map(troubleOf)
      .find((trouble) => trouble !== undefined),
    release: ours(caches.releases.get(ref)),
    // Looked at only by those who have no room, or hold it without need: it is a look at every build.
    get waitsFor() {
      return waitsFor(key, claimantsOf(caches), slotsIn(options));
    },
    get othersWait() {
      const others = claimantsOf(caches).filter((other) => other.key !== key || other.holds);
      return someoneWaits(others, slotsIn(options));
    },
    previewURL: sandbox && options.previewURL(sandbox),
  };
}

const parsed = new WeakMap<ConfigMap, StoredPlan>();

/** The record in the plan ConfigMap; a ConfigMap that cannot be read counts as absent and is written anew. */
export function readStored(configMap: ConfigMap | undefined): StoredPlan | undefined {
  if (!configMap) return undefined;
  const known = parsed.get(configMap);
  if (known) return known;
  const { data = {} } = configMap;
  try {
    const stored: StoredPlan = {
      plan: planRecord(JSON.parse(data['plan.json'] ?? '') as Plan, data['plan.json']),
      spec: JSON.parse(data['spec.json'] ?? '') as AppBuildSpec,
      kept: JSON.parse(data['kept.json'] ?? '{}') as Record<string, string>,
      generation: Number(data.generation),
      sandboxID: data.sandboxID,
    };
    if (!Number.isInteger(stored.generation)) return undefined;
    parsed.set(configMap, stored);
    return stored;
  } catch {
    return undefined;
  }
}

/** The parts of a spec that a plan is made from. Equal parts keep the plan, so that a newer planner rebuilds nobody's app. */
function planInput({ prompt, title, template, entities, kinds, roles, sources, access, look }: AppBuildSpec) {
  return { prompt, title, template, entities, kinds, roles, sources, access, look };
}

function planOf({ metadata, spec }: AppBuild, stored: StoredPlan | undefined): PlanResult {
  if (stored && isDeepStrictEqual(planInput(stored.spec), planInput(spec))) return { plan: stored.plan };
  const { name, namespace = '', generation = 1 } = metadata;
  try {
    return { plan: planRecord(planApp({ name, namespace, generation, spec })) };
  } catch (error) {
    if (error instanceof PlanError) return { error: error.message, path: error.path };
    throw error;
  }
}

function isAgentJob({ metadata }: Job): boolean {
  return metadata.labels?.[LABEL_ROLE] === ROLE_AGENT;
}

function runOf({ metadata, spec, status = {} }: Job): AgentRun {
  const isTrue = (type: string) => status.conditions?.find((c) => c.type === type && c.status === 'True');
  const [complete, failed] = [isTrue('Complete'), isTrue('Failed')];
  return {
    name: metadata.name,
    generation: Number(metadata.annotations?.[ANNOTATION_GENERATION] ?? 0),
    state: complete ? 'complete' : failed ? 'failed' : spec.suspend ? 'suspended' : 'running',
    failedReason: failed?.reason,
    failedMessage: failed?.message,
    failedAttempts: status.failed ?? 0,
    finishedAt: status.completionTime ?? failed?.lastTransitionTime,
    deadlineSeconds: spec.activeDeadlineSeconds,
    deleting: metadata.deletionTimestamp !== undefined,
  };
}

/** Waits that are not the ordinary course of a start. */
const TROUBLES = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'CrashLoopBackOff',
]);

function troubleOf({ status = {} }: Pod): PodTrouble | undefined {
  const unscheduled = status.conditions?.find(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  );
  if (unscheduled?.status === 'False') {
    return { reason: 'Unschedulable', message: unscheduled.message ?? 'no node has room' };
  }
  for (const { name, state } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
    const { reason = '', message = '' } = state?.waiting ?? {};
    if (TROUBLES.has(reason)) return { reason, message: `container ${name}: ${reason}${message && `: ${message}`}` };
  }
  return undefined;
}

function slotsIn({ slots, caches }: GatherOptions): number {
  return slots ?? slotsOf(caches.nodes.list());
}

function claimantsOf(caches: Caches): Claimant[] {
  return caches.appBuilds.list().map((build) => claimantOf(build, caches));
}

function claimantOf({ metadata, spec, status }: AppBuild, caches: Caches): Claimant {
  const holds = caches.sandboxes.get({ name: metadata.name, namespace: metadata.namespace }) !== undefined;
  const isEnded =
    status?.observedGeneration === metadata.generation && (status?.phase === 'Ready' || status?.phase === 'Failed');
  const isBuilt = status?.conditions?.some((c) => c.type === 'Built' && c.status === 'True') ?? false;
  const isWaiting =
    status?.conditions?.some((c) => c.type === 'SandboxReady' && c.reason === REASON_WAITING_FOR_CAPACITY) ?? false;
  const wants = !isEnded && !isBuilt && !spec.paused && !metadata.deletionTimestamp;
  return {
    key: keyOf(metadata),
    createdAt: metadata.creationTimestamp ?? '',
    holds,
    waits: wants && (!holds || isWaiting),
  };
}
