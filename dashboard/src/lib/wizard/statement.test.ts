import { expect, test } from '@jest/globals';
import type { EntityDraft } from './entities.ts';
import { EMPTY, specOf, statementOf, thingsOf, withEntity, withoutFeature, withThings } from './statement.ts';

const client: EntityDraft = { name: 'Client', fields: [{ name: 'name', type: 'string' }] };
const invoice: EntityDraft = {
  name: 'Invoice',
  fields: [
    { name: 'number', type: 'string' },
    { name: 'client', type: 'reference', to: 'Client' },
  ],
};
const NOW = { entities: [client, invoice], roles: [] };
const ORDERED = { ...EMPTY, prompt: 'A CRM', order: ['Client', 'Invoice', 'landing'] };

test('a spec and its statement say the same', () => {
  const spec = { prompt: 'A CRM', title: 'CRM', entities: [client], order: ['Client'], budget: { minutes: 5 } };
  expect(specOf(statementOf(spec, 'crm'))).toMatchObject(spec);
});

test('what the plan has beside what is stated can be edited, too, and what was left out stays out', () => {
  const statement = { ...EMPTY, entities: [client], omit: ['Note'] };
  const planned = { entities: [client, { ...client, name: 'Note' }, { ...client, name: 'Product' }], roles: [] };
  expect(thingsOf(statement, planned).entities.map(({ name }) => name)).toEqual(['Client', 'Product']);
});

test('what goes leaves the order', () => {
  const next = withThings(ORDERED, NOW, { ...NOW, entities: [client] });
  expect(next).toMatchObject({ omit: ['Invoice'], order: ['Client', 'landing'] });
});

test('another name is followed by links and by the order', () => {
  const next = withEntity(ORDERED, NOW, 0, { ...client, name: 'Customer' });
  expect(next.entities?.[1]?.fields[1]?.to).toBe('Customer');
  expect(next).toMatchObject({ omit: ['Client'], order: ['Customer', 'Invoice', 'landing'] });
});

test('a feature goes with the things that it brings, or as a kind of the app', () => {
  expect(withoutFeature(ORDERED, NOW, { id: 'entity-clients', entities: ['Client'] })).toMatchObject({
    omit: ['Client'],
    entities: [{ name: 'Invoice', fields: [{ name: 'number' }] }],
  });
  const landing = { id: 'landing', entities: [] };
  expect(withoutFeature(ORDERED, NOW, landing, ['app', 'landing'])).toMatchObject({
    kinds: ['app'],
    order: ['Client', 'Invoice'],
  });
  expect(withoutFeature(ORDERED, NOW, landing, ['landing']).kinds).toEqual(['app']);
});
