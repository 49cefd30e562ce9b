import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { typeOfName } from '../lexicon/parseFields.ts';
import { singularOf } from '../words.ts';
import { announcedPeople } from './announced.ts';
import { headAt, headBefore, headInBrackets } from './definitionHeads.ts';
import { columnOf, type Head, headOfFile, importedBefore, rowOf } from './fileColumns.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { fieldWords } from './text/nouns.ts';
import { endOfSentence, type Token } from './text/tokens.ts';
import { choicesAfter } from './values/choices.ts';
import { type Attribute, fieldOf, yesNoAt } from './values/fields.ts';
import { attributeOf, itemsFrom } from './values/items.ts';
import { labelOf, nameOf, textOf } from './values/names.ts';
import { KEEPING_VERBS, MODALS } from './wordSets.ts';

/** A line that says what a thing has, and so what it has not: "House: address, plot number, handover date." */
export interface Definition {
  /** What is defined. */
  mention: Mention;
  /** Its values, in their order. */
  items: Attribute[];
  /** Tokens of the whole line, one past its last. */
  from: number;
  to: number;
  /** Its values are the columns of a file. */
  isFile?: true;
}

/** Longest value, in words. */
const MOST_VALUE = 5;

/** The lines of a prompt that say what a thing has. */
export function definitionsOf(reading: Reading, mentions: Mention[]): Definition[] {
  const found = linesOf(reading, mentions);
  return found.map((definition) => ({
    ...definition,
    items: definition.items.map(
      (item) =>
        definedAs(reading, item, definition, found) ?? (isApart(item, found, mentions) ? item : asText(reading, item)),
    ),
  }));
}

function linesOf(reading: Reading, mentions: Mention[]): Definition[] {
  const { tokens } = reading;
  const people = announcedPeople(tokens);
  const byFrom = new Map(mentions.map((mention) => [mention.from, mention]));
  const isPerson = (head: Head) => people.some(({ from, to }) => from < head.to && head.from < to);
  return tokens.flatMap((token, at): Definition[] => {
    if (token.negated) return [];
    const isFirst = tokens[at - 1]?.sentence !== token.sentence;
    const head =
      (isFirst ? headAt(tokens, at) : headBefore(tokens, at, mentions)) ??
      headInBrackets(reading, at, mentions) ??
      headOfFile(tokens, at);
    if (!head || isPerson(head)) return [];
    const mention = head.file
      ? (importedBefore(tokens, head, mentions) ?? rowOf(reading, head))
      : mentionOf(reading, head, mentions);
    const to = head.end ?? endOfSentence(tokens, at);
    const ranges = split(tokens, head.colon + 1, to);
    if (!mention || ranges.length < 2) return [];
    // "And whether it is planned, running or over" goes on over commas.
    const isSpoken = tokens.slice(head.colon, to).some(({ lower }) => /^(whether|ob)$/.test(lower));
    const items = isSpoken
      ? itemsFrom(reading, mention, head.colon + 1, byFrom)
      : ranges.map((range) => {
          const item = itemAt(reading, mention, range, byFrom);
          return item && head.file ? columnOf(reading, item) : item;
        });
    const read = items.filter((item) => item !== undefined);
    const isWhole = items[0] !== undefined && read.length >= items.length - (items.length > 4 ? 1 : 0);
    const from = isFirst && !head.file ? at : head.from;
    return isWhole && tellsValues(reading, mention, read, byFrom)
      ? [{ mention, items: read, from, to, ...(head.file ? { isFile: true } : {}) }]
      : [];
  });
}

/** An item that is called like another thing of these lines is one of that: "Absence: child, from, to". */
function definedAs(
  { tokens }: Reading,
  { owner, from, to }: Attribute,
  { mention: own }: Definition,
  definitions: Definition[],
): Attribute | undefined {
  const words = tokens.slice(from, to).map(({ lower }) => lower);
  const said = words.join(' ');
  const others = definitions.filter(({ mention }) => mention.key !== own.key);
  const isCalled = ({ mention: { from: first, to: end, singular } }: Definition) =>
    singular === said || textOf(tokens.slice(first, end)) === said;
  // "Gear items: ...", and a rental has an item.
  const endsIn = others.filter(({ mention }) => mention.singular.endsWith(` ${said}`));
  const target = others.find(isCalled) ?? (endsIn.length === 1 ? endsIn[0] : undefined);
  return target && { owner, thing: target.mention.key, from, to };
}

/** Whether an item is a thing of its own: one that another line defines, or that is spoken of elsewhere. */
function isApart({ thing, field }: Attribute, definitions: Definition[], mentions: Mention[]): boolean {
  if (thing === undefined || field) return true;
  const isInside = (at: number) => definitions.some(({ from, to }) => from <= at && at < to);
  return (
    definitions.some(({ mention }) => mention.key === thing) ||
    mentions.some(({ key, from }) => key === thing && !isInside(from))
  );
}

/** "Child: first name, allergies": what is told of nowhere else is written down. */
function asText(reading: Reading, { owner, from, to }: Attribute): Attribute {
  const words = reading.tokens.slice(from, to).filter(({ kind }) => kind === 'word');
  const name = nameOf(words);
  return {
    owner,
    from,
    to,
    ...(name ? { field: fieldOf(reading, { name, label: labelOf(words), type: 'text' }, { to }, from, 0.7) } : {}),
  };
}

/** What the words before the colon name: a noun that is known, with or without a word before it, or one of their own. */
function mentionOf(
  { tokens, language, nouns }: Reading,
  { from, to }: { from: number; to: number },
  mentions: Mention[],
): Mention | undefined {
  const last = tokens[to - 1];
  if (!last) return undefined;
  const whole = mentions.find((mention) => mention.from === from && mention.to === to);
  if (whole) return whole;
  // "The librarian catalogues pieces: title, composer": what somebody does, and to what.
  if (
    tokens
      .slice(from + 1, to - 1)
      .some(({ lower }) => KEEPING_VERBS.has(lower) || KEEPING_VERBS.has(lower.replace(/s$/, '')))
  )
    return mentions.find((mention) => mention.to === to && mention.to - mention.from < to - from);
  const phrase = nouns.find((one) => one.from === from && one.to === to);
  const words = tokens.slice(from, to).map(({ lower }) => lower);
  const singular = language === 'en' ? [...words.slice(0, -1), singularOf(last.lower)].join(' ') : words.join(' ');
  const noun = phrase ? NOUN_BY_NAME.get(phrase.value.name) : undefined;
  return {
    key: noun?.name ?? `?${singular}`,
    ...(noun ? { noun } : {}),
    from,
    to,
    singular,
    plural: language === 'en' ? singular !== words.join(' ') : false,
  };
}

/** The items of a list, without the commas between them and what joins the last. */
function split(tokens: Token[], start: number, end: number): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at <= end; at++) {
    const { text = '', lower = '' } = tokens[at] ?? {};
    if (text === '(') depth++;
    if (text === ')') depth--;
    const isJoint = /^(and|und|&|plus|sowie)$/.test(lower) && at > from;
    if (at < end && !(depth === 0 && (/^[,;]$/.test(text) || isJoint))) continue;
    let to = at;
    while (to > from && /^[.!]$/.test(tokens[to - 1]?.text ?? '')) to--;
    const words = /^(and|und|&|plus|sowie|a|an|the|its|their|our|optional|optionally|ein|eine|einen|der|die|das)$/;
    while (from < to - 1 && words.test(tokens[from]?.lower ?? '')) from++;
    if (to > from) ranges.push({ from, to });
    from = at + 1;
  }
  return ranges;
}

/** Words by which an item tells more than the name of a value. */
const TELLS = /^(with|has|have|is|are|who|that|which|mit|hat|haben|ist|sind|sich|zur|zum|whether|ob)$/;

/** Words behind which more is told of a value. */
const MORE = /^(where|if|when|unless|because|wo|wenn|falls|sofern|weil)$/;

/** A day by what it begins or ends. */
const DAYS = /^(from|to|until|till|since|von|bis|ab|seit)$/;

/** A value, or another thing that it has. Undefined for what is neither: too long, or something that somebody does. */
function itemAt(
  reading: Reading,
  owner: Mention,
  { from, to }: { from: number; to: number },
  mentions: ReadonlyMap<number, Mention>,
): Attribute | undefined {
  const { tokens } = reading;
  const opened = tokens.findIndex(({ text }, at) => at > from && at < to && text === '(');
  // "A PDF where we may have one": what is told more of a value is no part of its name.
  const more = tokens.findIndex(({ lower }, at) => at > from && at < to && MORE.test(lower));
  const end = Math.min(opened < 0 ? to : opened, more < 0 ? to : more);
  const words = tokens.slice(from, end);
  if (
    words.length === 0 ||
    words.length > MOST_VALUE ||
    words.some((token) => token.kind === 'sign' && !/^[-/]$/.test(token.text))
  )
    return undefined;
  if (words.some(({ lower }) => MODALS.has(lower)) || tokens[from]?.negated) return undefined;
  // "Vehicles with plate" lists things, and what each has; "what it is" is a value.
  const isAsked = /^(what|where|when|who|how|whether|was|wo|wann|wer|wie|ob)$/.test(words[0]?.lower ?? '');
  if (!isAsked && words.some(({ lower }) => TELLS.test(lower))) return undefined;
  const isDay =
    (words.length === 1 && DAYS.test(words[0]?.lower ?? '')) ||
    // "Next check", "last service": the day of one.
    (words.length === 2 && /^(next|last|nächste[rs]?|letzte[rs]?)$/.test(words[0]?.lower ?? ''));
  const yes = words.findIndex(({ lower }) => /^(yes|ja)$/.test(lower));
  const yesNo = yes > 0 ? yesNoAt(reading, from, from + yes + 1) : undefined;
  if (yesNo) return { owner: owner.key, ...yesNo, to };
  const known = isDay ? undefined : attributeOf(reading, owner, { from, to: end }, { to: end }, mentions);
  if (known && (known.field || known.thing) && known.from === from && known.to >= end) return { ...known, to };
  const name = nameOf(words);
  if (name === undefined) return undefined;
  const bracket = choicesAfter(reading, end);
  const type = isDay ? 'date' : typeOfName(name).type;
  const field = fieldOf(reading, { name, label: labelOf(words), type }, { ...bracket, to }, from, 0.8);
  return { owner: owner.key, field, from, to };
}

/** Whether a list names values, and not the things that an app keeps, people or choices. */
function tellsValues(
  { tokens, language }: Reading,
  { from, to, noun }: Mention,
  items: Attribute[],
  mentions: ReadonlyMap<number, Mention>,
): boolean {
  const things = items.filter((item) => !item.field && mentions.get(item.from)?.plural).length;
  const sure = items.filter(
    ({ field, from: at, to: end }) =>
      field &&
      (field.values !== undefined ||
        field.type !== 'string' ||
        Array.from({ length: end - at }, (_, step) => fieldWords.at(tokens, at + step, language)).some(Boolean)),
  ).length;
  // "A hospital: patients, rooms": what a place has is what the app keeps.
  if (noun?.flags.some((flag) => flag === 'org' || flag === 'place') && things > 0) return false;
  // "Condition: new, used, broken" lists what a value may be.
  const isValue = noun === undefined && fieldWords.at(tokens, from, language)?.to === to;
  return things * 2 < items.length && sure >= (noun && !isValue ? 1 : 2);
}
