import { isDeepStrictEqual } from 'node:util';
import type { ConfigMap, Job, Pod } from '@appfactory/kube/core';
import { keyOf } from '@appfactory/kube/object';
import { isControlledBy } from '@appfactory/kube/ownership';
import type { Plan } from '@appfactory/plan/plan';
import { PlanError, planApp } from '@appfactory/plan/planApp';
import type { AppBuild, AppBuildPhase, AppBuildSpec } from '@appfactory/resources/appBuild';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { CONDITION_SPENDING } from '@appfactory/resources/tenant';
import type { Billing } from '../billing/billing.ts';
import { noRoomFor } from '../billing/room.ts';
import { generationSource } from '../billing/sources.ts';
import type { Judgement } from '../objects/judgement.ts';
import type { StoredEvent } from '../progress/fold.ts';
import { foldEvents } from '../progress/fold.ts';
import type { Caches } from '../runtime/caches.ts';
import { adoptPlan } from './adopt.ts';
import { withKnownFeature } from './again.ts';
import { type Claimant, slotsOf, someoneWaits, waitsFor } from './capacity.ts';
import { REASON_WAITING_FOR_CAPACITY } from './conditions.ts';
import {
  ANNOTATION_GENERATION,
  ANNOTATION_USED_SECONDS,
  credentialsName,
  LABEL_ROLE,
  planName,
  ROLE_AGENT,
} from './names.ts';
import type { AgentRun, Observed, PlanResult, PodTrouble, StoredPlan } from './observed.ts';
import { planRecord } from './planRecord.ts';
import { withUsage } from './usage.ts';

export interface GatherOptions {
  caches: Caches;
  /** Places for builds; computed from the nodes when left out. */
  slots?: number;
  eventsSince(): Date | undefined;
  /** The ledgers; undefined without NATS. */
  billing?: Billing;
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
  const told = stored ? foldEvents(adopted, events, { uid, generation: stored.generation }) : adopted;
  const sandbox = ours(caches.sandboxes.get(ref));
  const isOver = isEnded(build) && !sandbox;
  const status = stored && !isOver ? withUsage(told, build, stored.generation, options) : told;
  const planned = withKnownFeature(planOf(build, stored), build, stored, status);
  const template = 'plan' in planned ? caches.appTemplates.get({ name: planned.plan.template }) : undefined;
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
    spending: spendingOf(caches, namespace),
    // A look at the ledgers, for those who would begin.
    get noRoom() {
      // A generation that has begun is paid.
      if (!options.billing || !stored || status.usage?.builds) return undefined;
      const { source } = generationSource(build, stored.generation).source;
      return noRoomFor({ caches, billing: options.billing }, { namespace, entry: source, now });
    },
    previewURL: sandbox && options.previewURL(sandbox),
  };
}

/** What the tenant says when its builds, or those of its agency's clients, may not go on. */
function spendingOf(caches: Caches, namespace = ''): Judgement | undefined {
  const { status } = caches.tenants.get(namespace) ?? {};
  // Else the namespace is somebody else's.
  if (status?.namespace === undefined) return undefined;
  const told = status.conditions?.find(({ type }) => type === CONDITION_SPENDING);
  return told?.status === 'False' ? { status: 'False', reason: told.reason, message: told.message } : undefined;
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
      ...(JSON.parse(data['back.json'] ?? '{}') as Pick<StoredPlan, 'asked' | 'back' | 'rolledBack'>),
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
    startedAt: status.startTime,
    usedSeconds: Number(metadata.annotations?.[ANNOTATION_USED_SECONDS] ?? 0),
    resourceVersion: metadata.resourceVersion,
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

const ENDED = new Set<AppBuildPhase | undefined>(['Ready', 'Failed', 'Cancelled']);

/** Well or not; what is left of it may still be there. */
export function isEnded({ metadata, status }: AppBuild): boolean {
  return status?.observedGeneration === metadata.generation && ENDED.has(status?.phase);
}

function claimantOf(build: AppBuild, caches: Caches): Claimant {
  const { metadata, spec, status } = build;
  const holds = caches.sandboxes.get({ name: metadata.name, namespace: metadata.namespace }) !== undefined;
  const isBuilt = status?.conditions?.some((c) => c.type === 'Built' && c.status === 'True') ?? false;
  const isWaiting =
    status?.conditions?.some((c) => c.type === 'SandboxReady' && c.reason === REASON_WAITING_FOR_CAPACITY) ?? false;
  // What a limit holds up is in nobody's way.
  const isHeld =
    spec.paused || spec.cancelled || (status?.phase === 'Paused' && status.observedGeneration === metadata.generation);
  const wants = !isEnded(build) && !isBuilt && !isHeld && !metadata.deletionTimestamp;
  return {
    key: keyOf(metadata),
    createdAt: metadata.creationTimestamp ?? '',
    holds,
    waits: wants && (!holds || isWaiting),
  };
}
