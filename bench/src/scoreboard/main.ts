import { join } from 'node:path';
import { discover } from '@appfactory/plan/discovery/discover';
import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { readExams } from './exam.ts';
import { rates, type SpecScore, specScore } from './specScore.ts';

/**
 * What the spec engine reads out of the scoreboard's prompts, beside what an analyst does: `npm run bench:spec`, with -v
 * for what is missed in each. The browser checks of the built apps are not run here.
 */
const verbose = process.argv.includes('-v');
const exams = await readExams(join(import.meta.dirname, '..', '..', 'scoreboard', 'prompts'));
const scores = exams.map((exam) => {
  const spec = appBuildSpecSchema.parse({ prompt: exam.prompt });
  const plan = planApp({ name: exam.id, namespace: 'default', generation: 1, spec });
  return specScore(exam, discover(exam.prompt), plan.entities);
});

const percent = (value: number) => `${Math.round(value * 100)} %`.padStart(6);

function row(name: string, of: SpecScore[]): string {
  const both = (part: 'entities' | 'roles') => {
    const { recall, precision } = rates(of.map((score) => score[part]));
    return `${percent(recall)}${percent(precision)}`;
  };
  const recall = (part: 'fields' | 'relations') => percent(rates(of.map((score) => score[part])).recall);
  const kinds = of.filter(({ kind }) => kind).length / of.length;
  return `${name.padEnd(10)}${String(of.length).padStart(4)}  ${percent(kinds)}  ${both('entities')}  ${both('roles')}  ${recall('fields')}  ${recall('relations')}`;
}

if (verbose) {
  for (const { id, entities, fields, relations, roles } of scores) {
    const told = Object.entries({ entities, fields, relations, roles }).flatMap(([name, { missed, extra }]) => [
      ...(missed.length > 0 ? [`  ${name} missed: ${missed.join(', ')}`] : []),
      ...(extra.length > 0 ? [`  ${name} beside: ${extra.join(', ')}`] : []),
    ]);
    if (told.length > 0) console.log(`${id}\n${told.join('\n')}`);
  }
}
console.log('              n    kind  entities      roles         fields  relations');
console.log('                           rec. prec.    rec. prec.    rec.    rec.');
for (const name of ['vague', 'ordinary', 'long']) {
  console.log(
    row(
      name,
      scores.filter(({ id }) => id.startsWith(name)),
    ),
  );
}
console.log(row('all', scores));
