import type { Build } from '#lib/api/queries/builds.ts';
import type { Tone } from '#lib/ui/Badge.svelte';

type Phase = NonNullable<Build['status']['phase']>;

interface PhaseWords {
  label: string;
  tone: Tone;
  /** The platform is at it. */
  live: boolean;
}

const PHASES: Record<Phase, PhaseWords> = {
  Pending: { label: 'Waiting', tone: 'still', live: true },
  Planning: { label: 'Planning', tone: 'busy', live: true },
  Provisioning: { label: 'Preparing', tone: 'busy', live: true },
  Building: { label: 'Building', tone: 'busy', live: true },
  Verifying: { label: 'Proving', tone: 'busy', live: true },
  Releasing: { label: 'Deploying', tone: 'busy', live: true },
  Ready: { label: 'Ready', tone: 'good', live: false },
  Failed: { label: 'Needs you', tone: 'bad', live: false },
  Paused: { label: 'Paused', tone: 'warn', live: false },
  Cancelled: { label: 'Cancelled', tone: 'still', live: false },
};

const DELETING: PhaseWords = { label: 'Deleting', tone: 'still', live: true };

/** What a build is at, in one or two words. */
export function phaseWords(build: {
  deleting: boolean;
  ready: boolean;
  spec: { paused: boolean; cancelled?: boolean | null };
  status: { phase?: Phase | null };
}): PhaseWords {
  if (build.deleting) return DELETING;
  const phase = build.status.phase ?? 'Pending';
  // What was asked for counts, though the operator has not said so yet.
  const isOver = phase === 'Ready' || phase === 'Failed';
  if (build.spec.cancelled && !isOver) return PHASES.Cancelled;
  if (build.spec.paused && !isOver) return PHASES.Paused;
  if (phase === 'Ready' && !build.ready) return PHASES.Planning;
  return PHASES[phase];
}

/** Phases in the groups that people look for. */
export const PHASE_GROUPS = {
  all: undefined,
  working: ['Pending', 'Planning', 'Provisioning', 'Building', 'Verifying', 'Releasing'],
  ready: ['Ready'],
  attention: ['Failed', 'Paused', 'Cancelled'],
} satisfies Record<string, Phase[] | undefined>;

export type PhaseGroup = keyof typeof PHASE_GROUPS;

export function titleOf({ name, spec }: { name: string; spec: { title?: string | null } }): string {
  return spec.title || name;
}

/** Features done of all. */
export function featureCounts(plan: { features: { state: string }[] } | null | undefined): {
  done: number;
  all: number;
} {
  // What was rolled back is not in the app, and nobody waits for it.
  const features = (plan?.features ?? []).filter(({ state }) => state !== 'RolledBack');
  return {
    done: features.filter(({ state }) => state === 'Verified' || state === 'Kept').length,
    all: features.length,
  };
}
