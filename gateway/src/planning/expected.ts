import type { AppBuild } from '@appfactory/resources/appBuild';
import { Field, Int, ObjectType } from '@nestjs/graphql';

/** Seconds that a build takes beside its features (production build, tests), and for each of them, where nothing was measured. */
const ROUGH_START = 60;
const ROUGH_FEATURE = 10;
/** The last builds that count: machines and apps change. */
const MOST_BUILDS = 20;

@ObjectType({ description: 'What building a plan is expected to take.' })
export class Expected {
  @Field(() => Int, { description: 'Seconds until it is Ready.' })
  seconds!: number;

  @Field(() => Int, {
    description: 'By how many earlier builds it is measured; 0: a rough figure from the number of features.',
  })
  builds!: number;
}

/**
 * The time of a plan of so many features, by what earlier builds took that wrote all of theirs.
 * @param earlier builds that whoever asks may see
 */
export function expectedOf(features: number, earlier: readonly AppBuild[]): Expected {
  const measured = earlier
    .flatMap(measuredOf)
    .toSorted((a, b) => b.ready - a.ready)
    .slice(0, MOST_BUILDS);
  const slowness = median(measured.map(({ seconds, features: built }) => seconds / roughSeconds(built))) ?? 1;
  return { seconds: Math.round(slowness * roughSeconds(features)), builds: measured.length };
}

const roughSeconds = (features: number) => ROUGH_START + ROUGH_FEATURE * features;

function measuredOf({ status }: AppBuild): { seconds: number; features: number; ready: number }[] {
  const features = status?.plan?.features ?? [];
  const { applied, ready } = status?.times ?? {};
  if (!applied || !ready || features.length === 0 || features.some(({ state }) => state === 'Kept')) return [];
  const seconds = (Date.parse(ready) - Date.parse(applied)) / 1000;
  return seconds > 0 ? [{ seconds, features: features.length, ready: Date.parse(ready) }] : [];
}

function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
