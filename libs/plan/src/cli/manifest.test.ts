import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { BUILT_VIEWS } from '../built.ts';
import { BRIEFS } from '../discovery/testing/briefs.ts';
import { EVERYDAY_BRIEFS } from '../discovery/testing/everydayBriefs.ts';
import { PROMPTS } from '../discovery/testing/prompts.ts';
import { STRUCTURED_BRIEFS } from '../discovery/testing/structuredBriefs.ts';
import type { Plan } from '../plan.ts';
import { planApp } from '../planApp.ts';
import { manifestOf } from './manifest.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'examples');

const specs: [string, unknown][] = [
  ...readdirSync(EXAMPLES).map((file): [string, unknown] => {
    const { spec } = parse(readFileSync(join(EXAMPLES, file), 'utf8')) as { spec: unknown };
    return [file, spec];
  }),
  [
    'left out, and in an order',
    { prompt: 'A CRM. Track clients, projects and invoices.', omit: ['Invoice'], order: ['Project'] },
  ],
  ...[...PROMPTS, ...BRIEFS, ...EVERYDAY_BRIEFS, ...STRUCTURED_BRIEFS].map(({ prompt }): [string, unknown] => [
    prompt.slice(0, 60),
    { prompt },
  ]),
];

/** What is built, and what is not: without the reasons, of which a stated app needs fewer, and views that nothing builds. */
function built({ assumptions: _, questions: _asked, hash: _hash, entities, features, ...rest }: Plan) {
  return {
    ...rest,
    entities: entities.map((entity) => ({
      ...entity,
      views: (entity.views ?? ['table']).filter((view) => BUILT_VIEWS[view]),
    })),
    features: features.map(({ serves: _serves, ...feature }) => feature),
  };
}

it.each(specs)('the manifest of a spec gives the plan that the spec gives: %s', (_name, given) => {
  const planOf = (spec: unknown) =>
    planApp({ name: 'app', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
  const plan = planOf(given);
  const { spec } = parse(manifestOf('app', appBuildSpecSchema.parse(given), plan)) as { spec: unknown };
  expect(built(planOf(spec))).toEqual(built(plan));
});
