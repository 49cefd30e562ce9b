import type { Fixture } from './fixtures.ts';

type Ref = { namespace: string; name: string };
type Answer = object;

interface Parts {
  find(ref: Ref): Fixture | undefined;
  change(ref: Ref, edit: (build: Fixture) => void): Answer;
  failure(code: string, message: string, field?: string): Answer;
}

/** What people do with the work on a build, and with the history of its app; the answer is how it is at once. */
export function againMutations({ find, change, failure }: Parts) {
  const at = (ref: Ref, id: string, edit: (build: Fixture, index: number) => void) => {
    const features = find(ref)?.status.plan?.features ?? [];
    const index = features.findIndex((feature) => feature.id === id);
    if (index < 0) return failure('INVALID', 'This build has no such feature.', 'feature');
    return change(ref, (build) => {
      Object.assign(build.spec, { cancelled: null, paused: false });
      build.generation += 1;
      build.status.observedGeneration = build.generation;
      edit(build, index);
    });
  };
  return {
    cancelBuild: (_: unknown, { build }: { build: Ref }) =>
      change(build, (one) => Object.assign(one.spec, { cancelled: true })),
    retryBuild: (_: unknown, { build, feature }: { build: Ref; feature: string }) =>
      at(build, feature, (one, index) => {
        one.ready = false;
        Object.assign(one.status, { phase: 'Building', conditions: [] });
        const plan = one.status.plan;
        if (!plan) return;
        plan.rolledBackTo = null;
        plan.features = plan.features.map((each, place) => {
          if (place < index) return { ...each, state: 'Kept' };
          return { ...each, state: place === index ? 'Writing' : 'Planned', commit: null, checks: null };
        });
      }),
    rollBackToFeature: (_: unknown, { build, feature }: { build: Ref; feature: string }) =>
      at(build, feature, (one, index) => {
        one.ready = true;
        one.status.phase = 'Ready';
        const plan = one.status.plan;
        if (!plan) return;
        plan.rolledBackTo = index < plan.features.length - 1 ? feature : null;
        plan.features = plan.features.map((each, place) => ({ ...each, state: place > index ? 'RolledBack' : 'Kept' }));
      }),
  };
}
