import { countOf } from '@appfactory/plan/limited';
import type { AppBuildPhase, AppBuildStatus } from '@appfactory/resources/appBuild';
import { REASON_LIMIT_REACHED } from '../billing/month.ts';
import type { Judgement } from '../objects/judgement.ts';
import {
  conditionsOf,
  type Judgements,
  judgeReady,
  phaseOf,
  REASON_WAITING_FOR_CAPACITY,
  toSeconds,
} from './conditions.ts';
import type { Action, Observed } from './observed.ts';
import { currentRun, outcomeOf } from './outcome.ts';
import { buildStep, verifyStep } from './steps/build.ts';
import { secondsLeft } from './steps/hold.ts';
import { planStep } from './steps/plan.ts';
import { releaseStep } from './steps/release.ts';
import { keepMilliseconds, sandboxStep, usableSandbox } from './steps/sandbox.ts';

export interface Decision {
  /** In this order; the status is written after them, so that it never tells of what was not done. */
  actions: Action[];
  /** What is not needed any more. The status does not depend on it: one that fails is tried again, and takes nothing back. */
  cleanUp: Action[];
  status: AppBuildStatus;
  /** Milliseconds after which something changes by itself. */
  requeueAfter?: number;
}

/** spec -> plan -> sandbox -> features -> verification -> artifact -> release, as far as the world is now. Pure. */
export function decide(seen: Observed): Decision {
  const plan = planStep(seen);
  const isPlanned = plan.judgement.status === 'True';
  const sandbox = sandboxStep(seen, isPlanned);
  const build = buildStep(seen, isPlanned);
  const verify = verifyStep(seen, isPlanned);
  const release = releaseStep(seen, verify.judgement.status === 'True');

  const steps: Judgements = {
    Planned: plan.judgement,
    SandboxReady: sandbox.judgement,
    Built: build.judgement,
    Verified: verify.judgement,
    Released: release.judgement,
  };
  return {
    actions: [plan, sandbox, build, verify, release].flatMap(({ actions }) => actions),
    cleanUp: [plan, sandbox, build, verify, release].flatMap(({ cleanUp }) => cleanUp ?? []),
    status: statusOf(seen, steps),
    requeueAfter: nextLook(seen, sandbox.judgement.reason),
  };
}

function statusOf(seen: Observed, steps: Judgements): AppBuildStatus {
  const { build, status, now } = seen;
  const generation = build.metadata.generation ?? 1;
  const ready = withRollBack(seen, judgeReady(steps, countOf(seen.stored?.plan.notBuilt ?? [])));
  const conditions = conditionsOf(steps, ready, status.conditions ?? [], generation, now);
  const phase = phaseOf(conditions);
  const sandbox = usableSandbox(seen);
  const { release } = seen;
  return {
    ...status,
    observedGeneration: generation,
    phase,
    conditions,
    message: messageOf(seen, phase, ready.message),
    sandbox: sandbox && {
      name: sandbox.metadata.name,
      provider: sandbox.status?.provider,
      previewURL: seen.previewURL,
    },
    release: release && { name: release.metadata.name, url: release.status?.serving ? release.status.url : undefined },
    // Every change of a spec is a generation of its own, and the operator makes none.
    interventions: { questions: status.plan?.questions?.length ?? 0, steps: generation - 1 },
    times: phase === 'Ready' && !status.times?.ready ? { ...status.times, ready: toSeconds(now) } : status.times,
  };
}

/** What is green and not what the whole spec says must say so. */
function withRollBack({ stored }: Observed, ready: Judgement): Judgement {
  if (ready.status !== 'True' || !stored?.rolledBack) return ready;
  const title = stored.plan.features.find(({ id }) => id === stored.back?.feature)?.title ?? stored.back?.feature;
  return { ...ready, message: `${ready.message}; rolled back to “${title}”` };
}

const AGENT_SPEAKS: readonly AppBuildPhase[] = ['Building', 'Verifying'];

/** While the agent works, its own words say best what goes on; else the condition that holds things up does. */
function messageOf({ build, status }: Observed, phase: AppBuildPhase, otherwise: string): string {
  const before = build.status;
  const spoke = status.message !== undefined && status.message !== before?.message;
  const speaking = AGENT_SPEAKS.includes(phase) && (spoke || (before?.phase && AGENT_SPEAKS.includes(before.phase)));
  return ((speaking && status.message) || otherwise).slice(0, 1024);
}

/** Those who wait hear of room; this is for what they were not told of, and for the number of those before them. */
const WAITING_LOOK_MS = 15_000;

function nextLook(seen: Observed, sandboxReason: string): number | undefined {
  // Of a limit that is reached the tenant tells; of room for one more build nobody does.
  const wantsRoom = sandboxReason === REASON_LIMIT_REACHED && !seen.spending;
  if (sandboxReason === REASON_WAITING_FOR_CAPACITY || wantsRoom) return WAITING_LOOK_MS;
  const outcome = outcomeOf(seen);
  const run = currentRun(seen);
  if (outcome.state === 'open' && run?.state === 'running') return Math.max(secondsLeft(seen), 1) * 1000;
  if (outcome.state === 'settling') return outcome.milliseconds + 100;
  const ended = outcome.state === 'built' || outcome.state === 'failed';
  return ended && usableSandbox(seen) ? Math.max(keepMilliseconds(seen), 1000) : undefined;
}
