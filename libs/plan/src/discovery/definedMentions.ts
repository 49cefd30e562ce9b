import { singularOf } from '../words.ts';
import { isScreens } from './definitionHeads.ts';
import type { Definition } from './definitions.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { isArrow } from './stateChains.ts';
import { textOf } from './values/names.ts';
import { isAppName } from './values/starts.ts';

/** What a line defines is what its first words name; its values name no things, but for what another line defines. */
export function takeDefined(reading: Reading, mentions: Mention[], definitions: Definition[]): void {
  const { tokens, language } = reading;
  for (const { mention, items } of definitions) {
    const isInside = (other: Mention) =>
      (other !== mention && other.from < mention.to && mention.from < other.to) ||
      items.some(({ field, from, to }) => field && from <= other.from && other.from < to);
    const others = mentions.filter((other) => !isInside(other));
    if (!others.includes(mention)) others.push(mention);
    // Whoever wrote the line calls it so elsewhere, too: "Abmeldung: ..." and "sehen Abmeldungen".
    for (const other of others) {
      if (language === 'de' && !other.noun && isInflected(other.singular, mention.singular)) {
        other.key = mention.key;
        other.noun = mention.noun;
        other.singular = mention.singular;
      }
    }
    mentions.splice(0, mentions.length, ...others);
  }
  // "Average minutes per agent", of a file that has an agent in each row: nobody keeps agents.
  const columns = new Set(
    definitions.flatMap(({ isFile, items }) =>
      isFile ? items.map(({ from, to }) => singularOf(textOf(tokens.slice(from, to)))) : [],
    ),
  );
  // "New -> Seen -> Done" names states, whatever else the words may mean.
  const isState = ({ noun, from, to }: Mention) =>
    !noun && [tokens[from - 1], tokens[to]].some((token) => isArrow(token));
  const states = new Set(mentions.filter(isState).map(({ key }) => key));
  const isKept = (mention: Mention) =>
    !states.has(mention.key) &&
    !columns.has(mention.singular) &&
    !isScreens(reading, mention) &&
    !(isAppName(tokens, mention) && mentions.some((other) => other !== mention && other.key === mention.key));
  const kept = mentions.filter((mention) => definitions.some((one) => one.mention === mention) || isKept(mention));
  mentions.splice(0, mentions.length, ...kept);
  mentions.sort((a, b) => a.from - b.from);
}

/** Whether a German word is another with the ending of a plural or a case. */
const isInflected = (word: string, stem: string): boolean =>
  word.length > stem.length && word.startsWith(stem) && /^(e|en|n|s|er|ern|es)$/.test(word.slice(stem.length));
