import type { Build } from '#lib/api/queries/builds.ts';
import type { Condition } from '#lib/api/queries/parts.ts';

/** The way of a build, in order; each is a condition of the AppBuild. */
const STEPS = [
  ['Planned', 'Plan'],
  ['SandboxReady', 'Workspace'],
  ['Built', 'Code'],
  ['Verified', 'Proof'],
  ['Released', 'Live'],
] as const;

export interface Step {
  type: string;
  label: string;
  state: 'done' | 'now' | 'later' | 'failed';
  message: string;
}

/** The steps of the way, each in one word, with what its condition says. */
export function stepsOf(build: Build): Step[] {
  const conditions = build.status.conditions ?? [];
  const isCurrent = build.status.observedGeneration === build.generation;
  const stalled = isCurrent && isTrue(conditions, 'Stalled');
  const cancelled = conditions.some(({ type, reason }) => type === 'Stalled' && reason === 'Cancelled');
  const built = isCurrent && isTrue(conditions, 'Built');
  let reached = true;
  return STEPS.map(([type, label]) => {
    const condition = isCurrent ? conditions.find((one) => one.type === type) : undefined;
    // A sandbox is a means: once there is code that works, it may be gone.
    const done = condition?.status === 'True' || (type === 'SandboxReady' && built);
    const state = done ? 'done' : !reached || cancelled ? 'later' : stalled ? 'failed' : 'now';
    if (!done) reached = false;
    return { type, label, state, message: condition?.message ?? '' };
  });
}

function isTrue(conditions: readonly Condition[], type: string): boolean {
  return conditions.some((one) => one.type === type && one.status === 'True');
}

/** What a person can do about a build that waits for one; the buttons are in Attention.svelte. */
export type Remedy = 'tryAgain' | 'resume' | 'moreTime' | 'acceptSkipped' | 'newest' | 'reword' | 'usage';

export interface Attention {
  tone: 'bad' | 'warn';
  title: string;
  message: string;
  advice: string;
  remedies: Remedy[];
}

const ADVICE: Record<string, Pick<Attention, 'title' | 'advice' | 'remedies'>> = {
  ChecksFailed: {
    title: 'A check of the app failed',
    advice: 'The app was not released. Try it again, or say differently what it should do: it is built on from here.',
    remedies: ['tryAgain', 'reword'],
  },
  ChecksSkipped: {
    title: 'Some checks could not run',
    advice: 'Nothing counts as proven that was not tried. Accept them by name to release the app without.',
    remedies: ['acceptSkipped', 'reword'],
  },
  BudgetExceeded: {
    title: 'The budget of this build is used up',
    advice: 'It stopped where it was. Give it more and it goes on there.',
    remedies: ['moreTime'],
  },
  SpendingLimitReached: {
    title: 'The month has come to its spending limit',
    advice: 'What is done is kept, and it goes on there by itself.',
    remedies: ['usage'],
  },
  AgencyLimitReached: {
    title: 'The agency has come to its spending limit',
    advice: 'What is done is kept, and it goes on there by itself.',
    remedies: ['usage'],
  },
  PlanMissing: {
    title: 'Nobody knows what the month costs',
    advice: 'What is done is kept. It goes on by itself once there is a plan with prices.',
    remedies: ['usage'],
  },
  CurrencyDiffers: {
    title: 'The spending limit is in another currency',
    advice: 'What is done is kept. It goes on by itself once both have the same.',
    remedies: ['usage'],
  },
  PlanInvalid: {
    title: 'The app cannot be planned as it is stated',
    advice: 'Nothing has been built. Correct what is named above.',
    remedies: ['reword'],
  },
  HostConflict: {
    title: 'The app’s address belongs to somebody else',
    advice: 'Choose another domain (spec.release.domain).',
    remedies: [],
  },
  UnknownArtifact: {
    title: 'There is nothing to roll back to',
    advice: 'The version that should be served is not kept any more.',
    remedies: ['newest'],
  },
  UnknownFeature: {
    title: 'There is no such feature to go back to',
    advice: 'Choose one of the features below, or leave it out of the spec (spec.again). What is online stays.',
    remedies: [],
  },
  TemplateMissing: {
    title: 'The template is not there',
    advice: 'Choose another template (spec.template), or leave it out.',
    remedies: [],
  },
};

/** Why a build waits for a person, in plain words; undefined when it does not. */
export function attentionOf(build: Build): Attention | undefined {
  if (build.deleting) return undefined;
  if (build.spec.cancelled && !build.ready && build.status.phase !== 'Failed') {
    return {
      tone: 'warn',
      title: 'Cancelled',
      message: 'Nobody works on this app any more. What is done is kept, and what is online stays.',
      advice: 'It goes on from there when you say so, or when you change the app.',
      remedies: ['resume', 'reword'],
    };
  }
  if (build.spec.paused && !build.ready) {
    return {
      tone: 'warn',
      title: 'Paused',
      message: 'Nobody works on this app now. What is done is kept.',
      advice: '',
      remedies: ['resume'],
    };
  }
  if (build.status.observedGeneration !== build.generation) return undefined;
  const stalled = build.status.conditions?.find(({ type, status }) => type === 'Stalled' && status === 'True');
  // Nobody's fault: a limit holds it up.
  const held = build.status.phase === 'Paused' && build.status.conditions?.find(({ type }) => type === 'Ready');
  const told = stalled ?? (held || undefined);
  if (!told) return undefined;
  const known = ADVICE[told.reason] ?? {
    title: 'The build stopped',
    advice: 'Try it again, or say differently what the app should do: it is built on from here.',
    remedies: ['tryAgain' as const, 'reword' as const],
  };
  return { tone: stalled ? 'bad' : 'warn', message: told.message, ...known };
}
