import { describe, expect, it } from '@jest/globals';
import { CAPABILITY_WORDS } from '../discovery/capabilityWords.ts';
import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { ARCHETYPES } from './archetypes.ts';

const repeated = (words: string[]) => [...new Set(words.filter((word, at) => words.indexOf(word) !== at))];
/** Capabilities that only archetypes name. */
const OWN = ['charts', 'comment'];

describe('the archetypes', () => {
  it('are 40 or more, each named once and with words in both languages', () => {
    expect(ARCHETYPES.length).toBeGreaterThanOrEqual(40);
    expect(repeated(ARCHETYPES.map(({ name }) => name))).toEqual([]);
    for (const { name, english, german, core } of ARCHETYPES) {
      expect([name, english.length > 1, german.length > 1, core.length > 0]).toEqual([name, true, true, true]);
      expect([name, repeated(english), repeated(german)]).toEqual([name, [], []]);
    }
  });

  it('name nouns of the lexicon, each once', () => {
    for (const { name, core, extra, roles } of ARCHETYPES) {
      const granted = roles.flatMap((role) => role.grants.map(({ entity }) => entity));
      expect([name, [...core, ...extra, ...granted].filter((noun) => !NOUN_BY_NAME.has(noun))]).toEqual([name, []]);
      expect([name, repeated([...core, ...extra])]).toEqual([name, []]);
    }
  });

  it('have roles that may do something with what is kept, and capabilities that are known', () => {
    const known = new Set([...CAPABILITY_WORDS.matchAll(/^(\w+)\+? \|/gm)].map(([, name]) => name));
    for (const { name, core, extra, roles, capabilities } of ARCHETYPES) {
      expect([name, repeated(roles.map((role) => role.name))]).toEqual([name, []]);
      for (const role of roles) {
        expect(role.name).toMatch(/^[a-z][a-z0-9-]*$/);
        expect([name, role.name, role.grants.some(({ entity }) => [...core, ...extra].includes(entity))]).toEqual([
          name,
          role.name,
          true,
        ]);
      }
      expect([name, capabilities.filter((one) => !known.has(one) && !OWN.includes(one))]).toEqual([name, []]);
    }
  });
});
