import { pascalCase, singularOf } from '../words.ts';
import { type LexiconStates, type LexiconTransition, NOUN_FLAGS, type Noun, type NounFlag } from './nounTypes.ts';
import { parseFields } from './parseFields.ts';

/**
 * The states of a noun: `status: Draft > Sent > Paid; Sent > Overdue`. The first is where a row starts.
 * @throws Error where no field is named
 */
export function parseStates(text: string): LexiconStates {
  const [, field, edges] = /^(\w+):\s*(.+)$/.exec(text.trim()) ?? [];
  if (field === undefined || edges === undefined) throw new Error(`lexicon: "${text}" are no states`);
  const values: string[] = [];
  const transitions: LexiconTransition[] = [];
  for (const chain of edges.split(';')) {
    const states = chain.split('>').map((state) => state.trim());
    for (const [at, state] of states.entries()) {
      if (!values.includes(state)) values.push(state);
      const from = states[at - 1];
      if (from === undefined || transitions.some((edge) => edge.from === from && edge.to === state)) continue;
      transitions.push({ from, to: state });
    }
  }
  return { field, values, transitions };
}

function isFlag(text: string): text is NounFlag {
  return (NOUN_FLAGS as readonly string[]).includes(text);
}

const list = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/**
 * Nouns, one for each line, in columns parted by `|`:
 *
 *     Name, other English words | German words | fields (see parseFields) | states (see parseStates) | #flags
 *
 * Flags: `person` somebody who may also be a role; `org`, `place` where "for a clinic" names the user, not a row;
 * `calendar`, `gallery`, `board` views that rows of it are looked at in.
 */
export function parseNouns(domain: string, table: string): Noun[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [words = '', german = '', fields = '', states = '', flags = ''] = line
        // Choices are parted by the same sign: it parts columns only with a blank on both sides.
        .split(/(?<= )\|(?= |$)/)
        .map((column) => column.trim());
      const english = list(words);
      const marked = flags.split(/\s+/).map((flag) => flag.replace('#', ''));
      const own = english[0] ?? '';
      return {
        name: pascalCase(own),
        // "Goods" and "equipment" have no other singular than pluralize gives them.
        english: [...new Set([own.toLowerCase(), ...english.slice(1)])].map((word) => singularPhrase(word)),
        german: list(german),
        fields: parseFields(fields),
        ...(states === '' ? {} : { states: parseStates(states) }),
        flags: marked.filter(isFlag),
        domain,
      };
    });
}

/** A phrase with its last word in the singular. */
export function singularPhrase(phrase: string): string {
  return phrase.toLowerCase().replace(/[a-zé]+$/, (last) => singularOf(last));
}
