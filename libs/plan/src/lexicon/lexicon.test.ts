import { entitySchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { NOUN_BY_NAME, NOUNS } from './lexicon.ts';
import { FIELDS } from './parseFields.ts';

const repeated = (words: string[]) => [...new Set(words.filter((word, at) => words.indexOf(word) !== at))];

describe('the lexicon', () => {
  it('has 600 nouns or more, each with a name of its own', () => {
    expect(NOUNS.length).toBeGreaterThanOrEqual(600);
    expect(repeated(NOUNS.map((noun) => noun.name))).toEqual([]);
  });

  it('has each word once', () => {
    expect(repeated(NOUNS.flatMap((noun) => noun.english))).toEqual([]);
    expect(repeated(NOUNS.flatMap((noun) => noun.german.map((word) => word.toLowerCase())))).toEqual([]);
    expect(NOUNS.filter((noun) => noun.german.length === 0).map((noun) => noun.name)).toEqual([]);
  });

  it('makes a valid entity of every noun', () => {
    for (const noun of NOUNS) {
      const fields = [
        ...noun.fields.map(({ german, ...field }) => field),
        ...(noun.states ? [{ name: noun.states.field, type: 'enum', values: noun.states.values }] : []),
      ];
      const parsed = entitySchema.safeParse({ name: noun.name, fields });
      expect([noun.name, parsed.error?.issues ?? []]).toEqual([noun.name, []]);
      // A text and a reference may share a name: the reference takes over where its entity is in the app.
      for (const kind of [fields.filter((field) => 'to' in field), fields.filter((field) => !('to' in field))]) {
        expect([noun.name, repeated(kind.map((field) => field.name.toLowerCase()))]).toEqual([noun.name, []]);
      }
      expect(fields.length).toBeGreaterThanOrEqual(2);
      const label = fields.some((field) =>
        ['string', 'email', 'text', 'date', 'datetime', 'enum'].includes(field.type),
      );
      expect([noun.name, label || noun.fields.some((field) => field.to)]).toEqual([noun.name, true]);
    }
  });

  it('refers to nouns that are there', () => {
    // Words like Class mean one of several nouns by their synonyms; a reference names the noun itself.
    const missing = NOUNS.flatMap((noun) =>
      noun.fields.flatMap((field) => (field.to && !NOUN_BY_NAME.has(field.to) ? [`${noun.name} > ${field.to}`] : [])),
    );
    expect(missing).toEqual([]);
  });

  it('can leave every state that is not an end, and reach every state', () => {
    for (const { name, states } of NOUNS) {
      if (!states) continue;
      const reached = new Set([states.values[0]]);
      for (let more = true; more; ) {
        const next = states.transitions.filter(({ from, to }) => reached.has(from) && !reached.has(to));
        for (const { to } of next) reached.add(to);
        more = next.length > 0;
      }
      expect([name, states.values.filter((state) => !reached.has(state))]).toEqual([name, []]);
    }
  });
});

describe('the field words', () => {
  it('names each field once, with a type', () => {
    expect(repeated(FIELDS.map((field) => field.name))).toEqual([]);
    expect(repeated(FIELDS.flatMap((field) => field.english))).toEqual([]);
  });
});
