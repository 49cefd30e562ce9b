import { expect, test } from '@jest/globals';
import { build, observed, told } from '../testing/buildDecisions.ts';
import { decide } from './decide.ts';

const question = { id: 'kind', text: 'A shop?', options: [{ label: 'No', change: 'nothing' }], default: 0 };

test('what a build took of people is counted: questions of the plan, and changes of the spec', () => {
  const plan = told.plan && { ...told.plan, questions: [question, { ...question, id: 'roles' }] };
  const counted = (generation: number, status: object) =>
    decide(observed({ build: build({}, generation), status: { ...told, ...status } })).status.interventions;
  expect(counted(1, {})).toEqual({ questions: 0, steps: 0 });
  expect(counted(4, { plan })).toEqual({ questions: 2, steps: 3 });
});
