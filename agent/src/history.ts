import type { Bucket } from '@appfactory/events/bucket';
import { planKey } from '@appfactory/events/subjects';
import type { Plan, PlannedFeature } from '@appfactory/plan/plan';
import type { AgentConfig } from './config.ts';
import { Stop } from './stop.ts';
import type { BuiltFeature, Repository } from './workspace/repository.ts';
import type { Toolchain } from './workspace/toolchain.ts';
import type { Writer } from './writers/writer.ts';

/** What somebody asked to be done to the history of an app. */
export type GoBack = NonNullable<AgentConfig['GO_BACK']>;

interface Parts {
  repository: Repository;
  writer: Writer;
  toolchain: Pick<Toolchain, 'tidy'>;
  bucket: Pick<Bucket, 'get' | 'put'>;
}

export interface Preparation extends Parts {
  /** The plan of the spec. */
  plan: Plan;
  back?: GoBack;
  generation: number;
}

/** What is built then: the plan, and the features of the spec that are not in it. */
export interface Prepared {
  plan: Plan;
  leftOut: string[];
}

/**
 * Goes back in the history where that is asked for, in a repository that is restored. It can be done again at any time: the
 * commit that goes back says for which generation it does.
 */
export async function prepare({ plan, back, generation, ...parts }: Preparation): Promise<Prepared> {
  // Before the first commit of this generation: whoever rolls back to one reads it.
  await parts.bucket.put(planKey(generation), new TextEncoder().encode(JSON.stringify(plan)));
  if (!back) return { plan, leftOut: [] };
  await goBack(back, plan, parts);
  if (!back.stays) return { plan, leftOut: [] };
  const then = await planThen(plan, parts);
  const there = new Set(then.features.map(({ id }) => id));
  return { plan: then, leftOut: plan.features.map(({ id }) => id).filter((id) => !there.has(id)) };
}

async function goBack({ mode, feature, generation }: GoBack, plan: Plan, parts: Parts): Promise<void> {
  const { repository, writer, toolchain } = parts;
  if (await repository.wentBack(generation)) return;
  const commit = await repository.lastCommitOf(feature);
  if (!commit) {
    // Nothing of it is written yet, so nothing stands in the way of writing it.
    if (mode === 'Retry') return;
    throw new Stop(
      'terminal',
      'NothingToGoBackTo',
      `No commit in the history of this app has the feature "${feature}"`,
    );
  }
  const name = plan.features.find(({ id }) => id === feature)?.title ?? feature;
  const left = repository.at(await repository.head());
  if (mode === 'RollBack') {
    await repository.takeTree(commit, writer.onlyForward);
    await repository.apply(await writer.fit({ workspace: repository, left }));
    await toolchain.tidy(repository);
    await repository.commitBack({ to: commit, generation, title: `Roll back to ${name}` });
  } else {
    const before = await repository.parentOf(commit);
    await repository.takeTree(before, writer.onlyForward);
    await repository.commitBack({ to: before, generation, title: `Start again at ${name}` });
  }
  await repository.store();
}

/** The plan of the app as it is in the repository: each feature as it was planned when it was built. */
async function planThen(now: Plan, { repository, bucket }: Parts): Promise<Plan> {
  const built = await repository.features();
  const plans = new Map<number, Plan | undefined>();
  const planOf = async (generation: number) => {
    if (!plans.has(generation)) plans.set(generation, await storedPlan(bucket, generation));
    return plans.get(generation);
  };
  // Of the last commit: what was there already, it planned as it was to stay.
  const last = await planOf(Math.max(0, ...built.map(({ generation }) => generation)));
  const features: PlannedFeature[] = [];
  for (const feature of built) {
    const candidates = [last, await planOf(feature.generation), now];
    const planned = candidates.map((plan) => plan && plannedIn(plan, feature)).find((found) => found !== undefined);
    if (!planned) {
      const what = `how the feature "${feature.id}" was planned in generation ${feature.generation}`;
      throw new Stop('terminal', 'PlanUnknown', `Nobody knows any more ${what}, so it cannot be proven`);
    }
    features.push(planned);
  }
  return { ...(last ?? now), features };
}

function plannedIn(plan: Plan, { id, hash }: BuiltFeature): PlannedFeature | undefined {
  return plan.features.find((feature) => feature.id === id && feature.hash === hash);
}

async function storedPlan(bucket: Parts['bucket'], generation: number): Promise<Plan | undefined> {
  const bytes = await bucket.get(planKey(generation));
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Plan);
}
