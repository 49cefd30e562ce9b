import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { expect, test } from '@jest/globals';
import { readChange } from './change/readChange.ts';
import { PlanError, planApp } from './planApp.ts';

const text = (name: string) => ({ name, type: 'string', required: true });
const to = (name: string, target: string) => ({ name, type: 'reference', to: target });
const SHOP = {
  prompt: 'Landing page for my studio, with a contact form.',
  kinds: ['app', 'landing'],
  entities: [
    { name: 'Client', fields: [text('name')] },
    { name: 'Invoice', fields: [text('number'), to('client', 'Client')] },
    { name: 'Note', fields: [text('title')] },
  ],
};
const featuresOf = (order?: string[], spec: object = SHOP) =>
  planApp({ name: 'app', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse({ ...spec, order }) })
    .features;
const ids = (order?: string[]) => featuresOf(order).map(({ id }) => id);

test.each([
  [undefined, ['foundation', 'entity-clients', 'entity-invoices', 'entity-notes']],
  [['Note'], ['foundation', 'entity-notes', 'entity-clients', 'entity-invoices']],
  [
    ['Note', 'Invoice'],
    ['foundation', 'entity-notes', 'entity-clients', 'entity-invoices'],
  ],
  [['Invoice'], ['foundation', 'entity-clients', 'entity-invoices', 'entity-notes']],
  [
    ['Client', 'note', 'Invoice'],
    ['foundation', 'entity-clients', 'entity-notes', 'entity-invoices'],
  ],
])('with the order %j entities come as early as what they need', (order, expected) => {
  expect(ids(order).filter((id) => expected.includes(id))).toEqual(expected);
});

test('sides of an app come where they are wanted, behind what they show', () => {
  const landing = featuresOf(['landing']).find(({ id }) => id === 'landing');
  const order = ids(['landing']);
  expect(order.slice(0, (landing?.dependsOn.length ?? 0) + 1)).toEqual([...(landing?.dependsOn ?? []), 'landing']);
  expect(ids(['dashboard', 'landing']).slice(-2)).toEqual(['dashboard', 'landing']);
});

test('another order builds nothing anew, and is another plan', () => {
  const hashes = (order?: string[]) => new Map(featuresOf(order).map(({ id, hash }) => [id, hash]));
  expect(hashes(['Note'])).toEqual(hashes());
});

test.each([
  [['Invoice', 'Client'], 'spec.order[0]', /"Invoice" needs "Client", which comes after it/],
  [['Client', 'Bill'], 'spec.order[1]', /"Bill" is nothing that is built here.*one of Client, Invoice, Note/],
  [['foundation'], 'spec.order[0]', /"foundation" is always first/],
  [['shop'], 'spec.order[0]', /"shop" is nothing that is built here.*landing, dashboard/],
])('the order %j is refused at its place', (order, path, message) => {
  const attempt = () => featuresOf(order);
  expect(attempt).toThrow(PlanError);
  expect(attempt).toThrow(expect.objectContaining({ path, message: expect.stringMatching(message) }));
});

test('what is taken out by words leaves the order, too', () => {
  const spec = appBuildSpecSchema.parse({ entities: SHOP.entities, order: ['Note', 'Client'] });
  const { patch } = readChange({ name: 'app', spec, text: 'remove notes' });
  expect(patch).toMatchObject({ omit: ['Note'], order: ['Client'] });
});
