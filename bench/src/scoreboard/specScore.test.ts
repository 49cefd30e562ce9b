import { join } from 'node:path';
import { discover } from '@appfactory/plan/discovery/discover';
import { expect, test } from '@jest/globals';
import { readExams } from './exam.ts';
import { rates, specScore } from './specScore.ts';

const exam = (expectation: object) => ({
  id: 'x',
  class: 'vague' as const,
  kinds: ['app' as const],
  language: 'en' as const,
  prompt: 'A CRM. Track clients, projects and invoices. Managers may delete invoices.',
  expect: { roles: ['manager'], entities: [], relations: [], ...expectation },
  checks: [],
});

test('counts what was found by any of its names, what is missing, and what was found beside', () => {
  const wanted = exam({
    entities: [
      { name: 'customer', aka: ['Client'], fields: [{ name: 'e-mail' }, { name: 'shoe size' }] },
      { name: 'Zeppelin', aka: [], fields: [] },
    ],
    relations: [{ from: 'Zeppelin', to: 'customer' }],
  });
  const score = specScore(wanted, discover(wanted.prompt));
  expect(score.entities.hit).toBe(1);
  expect(score.entities.missed).toEqual(['Zeppelin']);
  expect(score.entities.extra).toEqual(['Project', 'Invoice']);
  expect(score.fields).toEqual({ hit: 1, missed: ['customer.shoe size'], extra: [] });
  expect(score.relations.missed).toEqual(['Zeppelin > customer']);
  expect(score.roles).toEqual({ hit: 1, missed: [], extra: [] });
  expect(rates([score.entities])).toEqual({ recall: 1 / 2, precision: 1 / 3 });
});

test('the scoreboard has sixty prompts, a third of each class, and all kinds', async () => {
  const exams = await readExams(join(import.meta.dirname, '..', '..', 'scoreboard', 'prompts'));
  for (const name of ['vague', 'ordinary', 'long']) expect(exams.filter((one) => one.class === name)).toHaveLength(20);
  expect(new Set(exams.flatMap(({ kinds }) => kinds)).size).toBe(5);
});
