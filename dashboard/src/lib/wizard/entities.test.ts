import { expect, test } from '@jest/globals';
import { answered } from './answers.ts';
import {
  type EntityDraft,
  identifier,
  renameField,
  stated,
  withoutEntity,
  withoutField,
  withType,
  withValues,
  words,
} from './entities.ts';

const INVOICE: EntityDraft = {
  name: 'Invoice',
  fields: [
    { name: 'number', type: 'string' },
    { name: 'client', type: 'reference', to: 'Client' },
    { name: 'status', type: 'enum', values: ['Draft', 'Sent', 'Paid'] },
  ],
  states: {
    field: 'status',
    initial: 'Draft',
    transitions: [
      { name: 'send', from: ['Draft'], to: 'Sent' },
      { name: 'pay', from: ['Draft', 'Sent'], to: 'Paid' },
    ],
  },
};

test.each([
  ['Due date', 'dueDate'],
  ['e-mail', 'email'],
  ['Größe', 'groe'],
  ['2nd name', 'ndName'],
  ['  ', ''],
])('"%s" is called %s', (label, name) => {
  expect(identifier(label)).toBe(name);
});

test('a name as people read it', () => {
  expect(words('dueDate')).toBe('Due date');
});

test('what a plan does not say, a spec does not state', () => {
  expect(stated({ name: 'Client', plural: null, fields: [{ name: 'name', to: null }] })).toEqual({
    name: 'Client',
    fields: [{ name: 'name' }],
  });
});

test('a field of another kind keeps nothing of the old kind', () => {
  expect(withType({ name: 'status', type: 'enum', values: ['A'] }, 'string', [])).toEqual({
    name: 'status',
    type: 'string',
  });
  expect(withType({ name: 'client', type: 'string' }, 'reference', ['Client'])).toMatchObject({ to: 'Client' });
});

test('the life of a row goes with the field that told it, and follows its name', () => {
  expect(withoutField(INVOICE, 2).states).toBeUndefined();
  expect(withoutField(INVOICE, 0).states).toEqual(INVOICE.states);
  expect(renameField(INVOICE, 2, 'Stage')).toMatchObject({ states: { field: 'stage' } });
});

test('steps of a choice that is gone go, too', () => {
  expect(withValues(INVOICE, 2, ['Draft', 'Paid']).states).toMatchObject({
    initial: 'Draft',
    transitions: [{ name: 'pay', from: ['Draft'] }],
  });
  expect(withValues(INVOICE, 2, ['Open']).states).toBeUndefined();
});

test('links to an entity that is left out go with it', () => {
  const [left] = withoutEntity([{ name: 'Client', fields: [{ name: 'name', type: 'string' }] }, INVOICE], 'Client');
  expect(left?.fields.map(({ name }) => name)).toEqual(['number', 'status']);
});

const NOW = {
  prompt: 'A shop. ',
  entities: [{ name: 'Client', fields: [{ name: 'name', type: 'string' as const }] }, INVOICE],
  roles: [{ name: 'customer', signUp: 'open' as const }],
};
const NOTHING = { prompt: null, kinds: null, omit: null, role: null };

test.each([
  [{ ...NOTHING, prompt: 'Keep orders.' }, { prompt: 'A shop. Keep orders.' }],
  [{ ...NOTHING, kinds: ['shop' as const] }, { kinds: ['shop'] }],
  [{ ...NOTHING, omit: ['Invoice'] }, { entities: [NOW.entities[0]] }],
  [
    { ...NOTHING, role: { name: 'customer', signUp: 'approval' as const } },
    { roles: [{ name: 'customer', signUp: 'approval' }] },
  ],
  [NOTHING, {}],
])('an answer with the effect %o', (effect, change) => {
  expect(answered(NOW, effect)).toEqual(change);
});
