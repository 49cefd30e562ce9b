import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { expect, test } from '@jest/globals';
import { movedOrder, neededTitles, placesFor } from './order.ts';

const field = (name: string) => ({ name, type: 'string', required: true });
const to = (name: string, target: string) => ({ name, type: 'reference', to: target });
const SPEC = {
  prompt: 'Landing page for my studio, with a contact form.',
  kinds: ['app', 'landing'],
  entities: [
    { name: 'Client', fields: [field('name')] },
    { name: 'Project', fields: [field('name'), to('client', 'Client')] },
    { name: 'Note', fields: [field('title')] },
    { name: 'Invoice', fields: [field('number'), to('project', 'Project')] },
  ],
};
const plan = (order?: string[]) =>
  planApp({ name: 'app', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse({ ...SPEC, order }) })
    .features;

test('every move that is offered gives a plan in which the feature stands there', () => {
  const features = plan();
  for (const [index, { id }] of features.entries()) {
    const { first, last } = placesFor(features, index);
    for (let place = first; place <= last; place += 1) {
      expect(plan(movedOrder(features, index, place)).map((one) => one.id)[place]).toBe(id);
    }
  }
});

test('no place is offered that the planner would refuse', () => {
  const features = plan();
  const at = (id: string) => features.findIndex((feature) => feature.id === id);
  expect(placesFor(features, 0)).toEqual({ first: 0, last: 0 });
  expect(placesFor(features, at('entity-projects')).first).toBe(at('entity-clients') + 1);
  expect(placesFor(features, at('entity-projects')).last).toBe(at('entity-invoices') - 1);
});

test('a move that goes too far ends where it may', () => {
  const features = plan();
  const index = features.findIndex(({ id }) => id === 'entity-invoices');
  expect(movedOrder(features, index, 0)).toEqual(movedOrder(features, index, placesFor(features, index).first));
});

test('what keeps a feature where it is has a name', () => {
  const features = plan();
  const invoices = features.find(({ id }) => id === 'entity-invoices');
  expect(invoices && neededTitles(features, invoices)).toEqual(['Projects']);
});
