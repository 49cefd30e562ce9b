import type { Tone } from '#lib/ui/Badge.svelte';

/** What a release is doing, in words. */
export const PHASES: Record<string, { label: string; tone: Tone }> = {
  Pending: { label: 'Waiting', tone: 'still' },
  Rehearsing: { label: 'Rehearsing', tone: 'busy' },
  HandingOver: { label: 'Handing over', tone: 'busy' },
  Serving: { label: 'Serving', tone: 'good' },
  Failed: { label: 'Needs you', tone: 'bad' },
};
