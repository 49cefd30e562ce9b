import type { CheckCounts } from '@appfactory/resources/appBuild';
import type { StoredEvent } from './stored.ts';

interface Place {
  uid: string;
  namespace: string;
  name: string;
  generation: number;
}

interface GenerationChange extends Place {
  first_at: string;
  last_at: string;
  events: number;
  attempts: number;
  /** running, verified, unverified or failed; absent where these events say nothing of it. */
  outcome?: string;
  last_sequence: number;
}

interface FeatureChange extends Place {
  id: string;
  state: string;
  commit?: string;
  passed?: number;
  failed?: number;
  skipped?: number;
  at: string;
  sequence: number;
}

interface CheckChange extends Place {
  against: string;
  title: string;
  feature: string;
  result: string;
  seen?: string;
  screenshot?: string;
  at: string;
  sequence: number;
}

/** Rows that some events make, each at most once. */
export interface Batch {
  events: readonly StoredEvent[];
  builds: GenerationChange[];
  features: FeatureChange[];
  checks: CheckChange[];
}

/** Folds events, which are in the order of the stream, into rows. Pure. */
export function foldBatch(events: readonly StoredEvent[]): Batch {
  const builds = new Map<string, GenerationChange>();
  const features = new Map<string, FeatureChange>();
  const checks = new Map<string, CheckChange>();
  for (const { sequence, namespace, build, uid, generation, at, event } of events) {
    const place: Place = { uid, namespace, name: build, generation };
    const key = JSON.stringify(place);
    const change = builds.get(key) ?? { ...place, first_at: at, last_at: at, events: 0, attempts: 0, last_sequence: 0 };
    builds.set(key, change);
    change.last_at = at;
    change.events += 1;
    change.last_sequence = sequence;
    if (event.type === 'started') {
      change.attempts += 1;
      change.outcome = 'running';
    } else if (event.type === 'finished') {
      change.outcome = event.verified === 'true' ? 'verified' : 'unverified';
    } else if (event.type === 'failed') {
      change.outcome = 'failed';
    } else if (event.type === 'feature') {
      const { id, state, commit, checks: counts } = event;
      const earlier = features.get(`${key}/${id}`);
      features.set(`${key}/${id}`, {
        ...earlier,
        ...place,
        id,
        state,
        commit: commit ?? earlier?.commit,
        ...(counts && bounded(counts)),
        at,
        sequence,
      });
    } else if (event.type === 'check') {
      const { against, name: title, feature, result, seen, screenshot } = event;
      checks.set(`${key}/${against}/${title}`, {
        ...place,
        against,
        title,
        feature,
        result,
        seen,
        screenshot,
        at,
        sequence,
      });
    }
  }
  return {
    events,
    builds: [...builds.values()],
    features: [...features.values()],
    checks: [...checks.values()],
  };
}

/** Counts that an agent claims; a column holds no more. */
function bounded(counts: CheckCounts): CheckCounts {
  const within = (count: number) => Math.max(0, Math.min(count, 2 ** 31 - 1));
  return { passed: within(counts.passed), failed: within(counts.failed), skipped: within(counts.skipped) };
}
