import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { announcedPeople } from './announced.ts';
import type { Definition } from './definitions.ts';
import type { FormPlace } from './forms.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Attribute } from './values/fields.ts';
import { itemsFrom } from './values/items.ts';
import {
  isList,
  type ListStart,
  listAfter,
  listAfterSign,
  listAfterVerb,
  listAtStart,
  listOfWhatWasNamed,
} from './values/starts.ts';
import { RESULTS, VERB_NOUNS } from './wordSets.ts';

export type { Attribute } from './values/fields.ts';

/** Values and parts that the prompt gives to its things. `tokens` of what became a field are no things any more. */
export function attributesOf(
  reading: Reading,
  mentions: Mention[],
  forms: FormPlace[] = [],
  definitions: Definition[] = [],
): Attribute[] {
  const isDefining = (at: number) => definitions.some(({ from, to }) => from <= at && at < to);
  const byFrom = new Map(mentions.map((mention) => [mention.from, mention]));
  // What a form asks for belongs to what it makes, and not to what stands nearest.
  const asked = forms.flatMap(({ mention, at }) => listFrom(reading, mention, { at, weak: true }, byFrom));
  const parts = [
    ...asked,
    ...forms.filter(({ at }) => asked.some(({ from }) => from >= at)).map(({ mention }) => mention),
  ];
  const isAsked = ({ from, to }: Attribute) => parts.some((other) => other.from < to && from < other.to);
  const ends = new Set(mentions.map(({ to }) => to));
  const begun = new Set<number>();
  const people = announcedPeople(reading.tokens);
  const attributes = mentions.flatMap((mention) => {
    if (isDefining(mention.from)) return [];
    // "A recipe collection with ingredients": they are those of a recipe.
    if (ends.has(mention.from) && isList(reading.tokens[mention.from])) return [];
    // "Worker: only adds work" under "Logins:" tells what somebody may.
    if (people.some(({ from, to }) => from < mention.to && mention.from < to)) return [];
    const start = listAfter(reading, mention);
    const owner = madeWith(reading, mention) ?? mention;
    // "Recipes for my family with ingredients": who comes first has the list.
    if (start === undefined || begun.has(start.at)) return [];
    begun.add(start.at);
    const items = listFrom(reading, owner, start, byFrom);
    return items.filter((item) => !isAsked(item));
  });
  const known = [...definitions.flatMap(({ items }) => items), ...asked, ...attributes];
  return [...known, ...looseLists(reading, mentions, byFrom, known, isDefining)];
}

/** "Guests reserve a table with a date and a number of people": these are values of the reservation. */
function madeWith({ tokens }: Reading, mention: Mention): Mention | undefined {
  const before = tokens[mention.from - 1]?.lower ?? '';
  const verb = tokens[mention.from - (/^(a|an|the)$/.test(before) ? 2 : 1)];
  if (!/^(book|books|reserve|reserves|rent|rents|borrow|borrows)$/.test(verb?.lower ?? '') || verb?.tag !== 'verb')
    return undefined;
  const noun = NOUN_BY_NAME.get(VERB_NOUNS.get(verb.lower.replace(/s$/, '')) ?? '');
  return noun && !RESULTS.has(mention.noun?.name ?? '') && tokens[mention.to]?.lower === 'with'
    ? { ...mention, key: noun.name, noun }
    : undefined;
}

function listFrom(
  reading: Reading,
  owner: Mention,
  { at, weak }: ListStart,
  byFrom: ReadonlyMap<number, Mention>,
): Attribute[] {
  const items = itemsFrom(reading, owner, at, byFrom);
  // "Manage my flats: tenants, leases, repairs" opens with what the app keeps.
  const isOpening = reading.tokens[at - 1]?.text === ':' && (reading.tokens[at - 1]?.sentence ?? 1) === 0;
  if (isOpening && thingsIn(items) > 1 && thingsIn(items) * 2 > items.length) return [];
  // "A clinic: patients, rooms" lists things of the app, "Trips: boat, start" what a trip has.
  return weak && valuesIn(items) + (owner.plural ? thingsIn(items) : 0) < 2 ? [] : items;
}

/** How many of them are values that are known. */
const valuesIn = (items: Attribute[]) =>
  items.filter(({ field, thing }) => thing === undefined && (field?.confidence ?? 0) > 0.8).length;
const thingsIn = (items: Attribute[]) => items.filter(({ thing }) => thing !== undefined).length;

/** Lists of values that stand away from what they belong to: "It has a name and a price", "we note the date and the place". */
function looseLists(
  reading: Reading,
  mentions: Mention[],
  byFrom: ReadonlyMap<number, Mention>,
  known: Attribute[],
  isDefining: (at: number) => boolean,
): Attribute[] {
  const taken = [...known];
  const people = announcedPeople(reading.tokens);
  const loose: Attribute[] = [];
  for (let at = 0; at < reading.tokens.length; at++) {
    if (isDefining(at)) continue;
    const start =
      listOfWhatWasNamed(reading, at) ??
      listAfterVerb(reading, at) ??
      listAfterSign(reading, at) ??
      listAtStart(reading, at);
    if (!start || people.some(({ from }) => from > at && from <= at + 2)) continue;
    const owner = topicAt(reading, mentions, taken, at, start.first === true);
    if (!owner) continue;
    const items = listFrom(reading, owner, start, byFrom);
    const isFree = items.every(({ from, to }) => !taken.some((other) => other.from < to && from < other.to));
    // "An app: members, events, notes" lists things, whatever else some of the words may mean.
    if (valuesIn(items) < Math.max(2, thingsIn(items) * 2) || !isFree) continue;
    const isNear =
      owner.to === at || (start.near && reading.tokens[owner.from]?.sentence === reading.tokens[at]?.sentence);
    loose.push(...items.map((item) => (isNear ? item : { ...item, loose: true as const })));
    taken.push(...items);
    at = (items.at(-1)?.to ?? at + 1) - 1;
  }
  return loose;
}

/** How many sentences back "it" may reach. */
const REACH = 2;

/** What a place speaks of: a thing further ahead in its sentence, else what the sentences before have values for or name last. */
function topicAt(
  reading: Reading,
  mentions: Mention[],
  attributes: Attribute[],
  at: number,
  isFirst: boolean,
): Mention | undefined {
  const { tokens } = reading;
  const sentence = tokens[at]?.sentence ?? 0;
  const heading = headingBefore(reading, mentions, at);
  if (heading) return heading;
  const isValue = ({ from }: Mention) => attributes.some((one) => one.field && one.from <= from && from < one.to);
  const things = mentions.filter(
    (mention) =>
      mention.from < at &&
      !isValue(mention) &&
      !mention.noun?.flags.some((flag) => flag === 'person' || flag === 'org' || flag === 'place') &&
      (mention.noun !== undefined || mention.plural),
  );
  const inSentence = things.filter((mention) => tokens[mention.from]?.sentence === sentence);
  if (isFirst) return inSentence[0];
  const last = inSentence.at(-1);
  // "Log a visit on the farm: date, weight" speaks of the visit.
  if (last && inSentence.length > 1 && /^[:(]$/.test(tokens[at]?.text ?? '') && isBehindPreposition(reading, last))
    return inSentence.at(-2);
  if (last) return last;
  for (let back = 1; back <= REACH; back++) {
    const before = things.filter((mention) => tokens[mention.from]?.sentence === sentence - back);
    const owner = before.find((mention) => attributes.some((one) => one.owner === mention.key));
    if (owner ?? before[0]) return owner ?? before[0];
  }
  return undefined;
}

/** "3. Actors and crew. Name, e-mail, phone.": an item of a list that names somebody or something, and then its values. */
function headingBefore({ tokens }: Reading, mentions: Mention[], at: number): Mention | undefined {
  const sentence = tokens[at]?.sentence;
  if (sentence === undefined || tokens[at - 1]?.sentence !== sentence - 1) return undefined;
  const heading = tokens.filter((token) => token.sentence === sentence - 1);
  const isHeading = heading[0]?.bullet === true && heading.length <= 6 && heading.every(({ tag }) => tag !== 'verb');
  return isHeading
    ? mentions.find(({ from, noun, plural }) => tokens[from]?.sentence === sentence - 1 && (noun || plural))
    : undefined;
}

const isBehindPreposition = ({ tokens }: Reading, { from }: Mention) =>
  [1, 2].some((back) =>
    /^(on|at|in|for|of|by|with|per|from|bei|auf|für|von|mit)$/.test(tokens[from - back]?.lower ?? ''),
  );
