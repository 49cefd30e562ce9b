/** Parts of manifests for the API server to judge. */
export const text = (name: string, more: object = {}) => ({ name, type: 'string', ...more });
export const entity = (name: string, fields: object[] = [text('title')], more: object = {}) => ({
  name,
  fields,
  ...more,
});
export const lively = ({ field = 'status', to = 'Done', ...more }: Record<string, unknown>) =>
  entity('Book', [text('title'), { name: 'status', type: 'enum', values: ['New', 'Done'] }], {
    states: { field, transitions: [{ name: 'finish', from: ['New'], to }], ...more },
  });
export const books = (...entities: object[]) => ({ entities });

/** What is wrong, and where or what to do about it. */
export const REFUSED: [what: string, spec: object, ...answers: RegExp[]][] = [
  ['nothing to build', {}, /say what to build: give a prompt, or entities, or both/],
  ['a prompt of spaces', { prompt: '   ' }, /say what to build/],
  ['a name that is in order twice', { ...books(entity('Book')), order: ['Book', 'Book'] }, /in order twice: keep one/],
  [
    'an order of what is not there',
    { ...books(entity('Book')), order: ['Reader'] },
    /order names an entity that is not in entities: correct the name/,
  ],
  [
    'an order of what is left out',
    { prompt: 'a list of books', omit: ['Book'], order: ['Book'] },
    /an entity is in order and in omit/,
  ],
  ['an order with a hyphen in a name', { prompt: 'a list of books', order: ['order-lines'] }, /spec\.order\[0\]/],
  [
    'a way back that there is not',
    { prompt: 'a list of books', again: { mode: 'Undo', feature: 'foundation' } },
    /spec\.again\.mode/,
    /"Retry", "RollBack"/,
  ],
  [
    'a way back to nowhere',
    { prompt: 'a list of books', again: { mode: 'Retry' } },
    /spec\.again\.feature/,
    /Required/,
  ],
  [
    'a way back to what is no feature',
    { prompt: 'a list of books', again: { mode: 'RollBack', feature: '../Books; rm' } },
    /spec\.again\.feature/,
  ],
  [
    'a way back without an end',
    { prompt: 'a list of books', again: { mode: 'Retry', feature: 'foundation', request: 'x'.repeat(64) } },
    /spec\.again\.request/,
    /63/,
  ],
  ['a build that is cancelled somehow', { prompt: 'a list of books', cancelled: 'now' }, /cancelled/, /boolean/],
  ['a prompt of 100 kB', { prompt: 'a'.repeat(100_000) }, /spec\.prompt/, /20000/],
  ['an entity name with a space', books(entity('Sales Order')), /spec\.entities\[0\]\.name/, /A-Za-z/],
  ['an entity name that begins with a digit', books(entity('2ndHand')), /spec\.entities\[0\]\.name/],
  ['an entity name with SQL in it', books(entity('x; DROP TABLE users')), /spec\.entities\[0\]\.name/],
  ['an entity name that is too long', books(entity('A'.repeat(41))), /spec\.entities\[0\]\.name/, /40/],
  ['an entity named User', books(entity('User')), /the built app has a table of this name/, /choose another/],
  ['an entity named session, in any case', books(entity('SESSION')), /has a table of this name/, /Member/],
  ['an entity that is there twice', books(entity('Book'), entity('Book')), /Duplicate value.*Book/s],
  [
    'entities that differ by case only',
    books(entity('Book'), entity('BOOK')),
    /two entities have names that differ by case only: rename one/,
  ],
  ['an entity without fields', books(entity('Book', [])), /spec\.entities\[0\]\.fields/, /at least 1/],
  ['41 entities', books(...Array.from({ length: 41 }, (_, i) => entity(`E${i}`))), /spec\.entities/, /40/],
  ['a field name that is no identifier', books(entity('Book', [text('due-date')])), /fields\[0\]\.name/],
  ['a field that every row has anyway', books(entity('Book', [text('id')])), /this field name is taken/, /choose/],
  ['a field named constructor', books(entity('Book', [text('constructor')])), /this field name is taken/],
  ['a field that is there twice', books(entity('Book', [text('title'), text('title')])), /Duplicate value/],
  ['fields that differ by case only', books(entity('Book', [text('isbn'), text('iSBN')])), /differ by case only/],
  [
    'a field type that does not exist',
    books(entity('Book', [{ name: 'title', type: 'varchar' }])),
    /fields\[0\]\.type/,
    /"varchar"/,
    /"string", "text", "number"/,
  ],
  ['an enum without values', books(entity('Book', [{ name: 'state', type: 'enum' }])), /list its choices in values/],
  [
    'an enum with no values',
    books(entity('Book', [{ name: 'state', type: 'enum', values: [] }])),
    /fields\[0\]\.values/,
  ],
  [
    'an enum with a value twice',
    books(entity('Book', [{ name: 'state', type: 'enum', values: ['a', 'a'] }])),
    /Duplicate value/,
  ],
  ['values on a string', books(entity('Book', [text('state', { values: ['a'] })])), /values belong to type enum only/],
  [
    'a reference to nothing',
    books(entity('Book', [text('title'), { name: 'author', type: 'reference', to: 'Author' }])),
    /not in entities: correct its to, or add the entity/,
  ],
  [
    'a reference without a target',
    books(entity('Book', [{ name: 'author', type: 'reference' }])),
    /a reference needs to: the name of an entity/,
  ],
  [
    'a currency on a number',
    books(entity('Book', [text('price', { currency: 'EUR' })])),
    /currency belongs to type money/,
  ],
  ['a currency that is none', books(entity('Book', [{ name: 'price', type: 'money', currency: 'euro' }])), /currency/],
  ['states in a field that is not there', books(lively({ field: 'stage' })), /states\.field names no enum field/],
  ['a transition to an unknown state', books(lively({ to: 'Lost' })), /leads to a state that is not among the values/],
  ['an unknown first state', books(lively({ initial: 'Lost' })), /states\.initial is not among the values/],
  [
    'a permission for a role that is not there',
    books(entity('Book', [text('title')], { permissions: [{ role: 'boss', actions: ['read'] }] })),
    /for a role that is not in roles/,
  ],
  ['a role that is there twice', { prompt: 'x', roles: [{ name: 'boss' }, { name: 'boss' }] }, /Duplicate value/],
  ['an accent that is no colour', { prompt: 'x', look: { accent: 'teal' } }, /spec\.look\.accent/],
  ['a domain that is no host name', { prompt: 'x', release: { domain: 'http://x' } }, /spec\.release\.domain/],
  ['a budget of nothing', { prompt: 'x', budget: { minutes: 0 } }, /spec\.budget\.minutes/],
  ['a data policy that does not exist', { prompt: 'x', release: { dataPolicy: 'Shred' } }, /"Retain", "Delete"/],
  ['an artifact that is no digest', { prompt: 'x', release: { artifact: 'latest' } }, /spec\.release\.artifact/],
  ['a way back to nothing', { prompt: 'x', again: { mode: 'Retry' } }, /spec\.again\.feature: Required value/],
  ['a way back of no kind', { prompt: 'x', again: { feature: 'foundation' } }, /spec\.again\.mode: Required value/],
  [
    'a way back of an unknown kind',
    { prompt: 'x', again: { mode: 'Undo', feature: 'foundation' } },
    /spec\.again\.mode: Unsupported value.*"Retry", "RollBack"/s,
  ],
  [
    'a way back to a title',
    { prompt: 'x', again: { mode: 'RollBack', feature: 'Keep clients' } },
    /spec\.again\.feature: Invalid value.*no id of a feature: name one as status\.plan\.features has it/s,
  ],
  [
    'a way back without a name of its own',
    { prompt: 'x', again: { mode: 'Retry', feature: 'foundation', request: '' } },
    /spec\.again\.request/,
  ],
];
