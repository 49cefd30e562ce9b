import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { typeOfName } from '../lexicon/parseFields.ts';
import { singularOf } from '../words.ts';
import { announcedPeople } from './announced.ts';
import { columnOf, type Head, headOfFile, importedBefore, rowOf } from './fileColumns.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { fieldWords } from './text/nouns.ts';
import { endOfSentence, type Token } from './text/tokens.ts';
import { choicesAfter } from './values/choices.ts';
import { type Attribute, fieldOf, yesNoAt } from './values/fields.ts';
import { attributeOf, itemsFrom } from './values/items.ts';
import { labelOf, nameOf, textOf } from './values/names.ts';
import { EMPTY_HEADS, KEEPING_VERBS, MODALS } from './wordSets.ts';

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

/** Longest name of a thing, and of a value, in words. */
const MOST_NAME = 3;
const MOST_VALUE = 5;

/** What stands before a colon and is no thing that the app keeps. */
const NO_THING = new Set(
  `a an the at in on for if of to by with not no and or so then what who how when where why i we it this that my our you
  also only everyone everybody am im der die das ein eine wir ich es was wer wie wann wo warum nicht kein keine und oder nur auch
  page pages section sections feature features function functions functionality colour colours color colors look style design tone
  font fonts brand branding logo title language languages note notes ps rule rules requirement requirements must musts have haves
  later optional important wish wishes need needs want goal goals problem background context today now currently question questions
  faq example examples deadline budget timeline menu navigation footer header hero home contact hours price prices report reports
  filter filters search chart charts statistic statistics dashboard import export permission permissions access security entity
  entities table tables state states status statuses stage stages step steps workflow process role roles user users login logins
  people form forms view views list lists screen screens capability capabilities integration integrations app application website
  site project name names data summary overview idea mood pay payment payments delivery shipping category categories
  seite seiten bereich bereiche funktion funktionen farbe farben stil ton sprache sprachen regel regeln wunsch wünsche wichtig
  später optional ziel ziele problem hintergrund heute jetzt aktuell frage fragen beispiel beispiele menü start kontakt
  öffnungszeiten preis preise bericht berichte filter suche diagramm diagramme zugriff zustand zustände schritt schritte ablauf
  rolle rollen nutzer benutzer formular formulare ansicht ansichten liste listen anwendung webseite website projekt daten
  zahlung zahlungen versand kategorie kategorien`.split(/\s+/),
);

/** What a list behind a colon tells of, and is no thing that is kept, whatever nouns there are for it. */
const SCREENS =
  /^(pages?|sections?|features?|colou?rs?|navigation|menu|(opening )?hours|contact|seiten?|bereiche?|funktionen|farben?|öffnungszeiten|kontakt)$/;

/** "Pages: home, news", "Opening hours: Monday, Tuesday": a heading over what the app shows. */
export function isScreens({ tokens }: Reading, { from, to }: Mention): boolean {
  const isFirst = tokens[from - 1]?.sentence !== tokens[from]?.sentence;
  return isFirst && tokens[to]?.text === ':' && SCREENS.test(textOf(tokens.slice(from, to)));
}

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
    const isWhole = read.length >= items.length - (items.length > 4 ? 1 : 0);
    const from = isFirst && !head.file ? at : head.from;
    return isWhole && tellsValues(reading, mention, read, byFrom)
      ? [{ mention, items: read, from, to, ...(head.file ? { isFile: true } : {}) }]
      : [];
  });
}

/** "Send in an application (title, amount, budget)": a word that means something else elsewhere, with its values in brackets. */
function headInBrackets({ tokens, nouns }: Reading, at: number, mentions: Mention[]): Head | undefined {
  if (tokens[at]?.text !== '(') return undefined;
  const phrase = nouns.find(({ to }) => to === at);
  const isOne = /^(a|an|each|every|ein|eine|einen|jede[rsn]?)$/.test(tokens[(phrase?.from ?? 0) - 1]?.lower ?? '');
  if (!phrase || !isOne || mentions.some(({ from }) => from === phrase.from)) return undefined;
  const closed = tokens.findIndex(
    ({ text, sentence }, index) => index > at && text === ')' && sentence === tokens[at]?.sentence,
  );
  return closed < 0 ? undefined : { from: phrase.from, to: phrase.to, colon: at, end: closed };
}

/** "A tester writes a report: game, version": one of what stands before a colon further on. */
function headBefore(tokens: Token[], colon: number, mentions: Mention[]): Head | undefined {
  if (tokens[colon]?.text !== ':') return undefined;
  const mention = mentions.find(({ to }) => to === colon);
  const before = tokens[(mention?.from ?? 0) - 1];
  const sentence = tokens.filter((token) => token.sentence === tokens[colon]?.sentence);
  // What a form asks for is read as such.
  const isForm = sentence.some(({ lower }) => /^(forms?|formulare?|.*formular)$/.test(lower));
  // "Performances belong to a production: date": not what is named last.
  const isBeside = /^(to|of|for|in|at|on|with|from|by|per|zu|von|für|in|an|mit|bei)$/.test(
    tokens[(mention?.from ?? 0) - 2]?.lower ?? '',
  );
  return mention &&
    !isForm &&
    !isBeside &&
    /^(a|an|each|every|new|one|ein|eine|einen|jede[rsn]?)$/.test(before?.lower ?? '')
    ? { from: mention.from, to: mention.to, colon }
    : undefined;
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

/** The name before a colon at the beginning of a line: "House:", "Each snag:", "Found things (the shelf):". */
function headAt(tokens: Token[], start: number): Head | undefined {
  const sentence = tokens[start]?.sentence;
  const from = start + (/^(a|an|the|each|every|per|ein|eine|jede[rs]?|pro)$/.test(tokens[start]?.lower ?? '') ? 1 : 0);
  let to = from;
  while (tokens[to]?.sentence === sentence && tokens[to]?.kind === 'word') to++;
  const words = tokens.slice(from, to);
  let colon = to;
  if (tokens[to]?.text === '(') {
    const closed = tokens.findIndex((token, at) => at > to && token.sentence === sentence && token.text === ')');
    if (closed < 0) return undefined;
    colon = closed + 1;
  }
  // "Podcast planner: episodes with title": what a prompt opens with is the app.
  const isApp =
    sentence === 0 && words.some(({ lower }) => EMPTY_HEADS.has(lower) || /^(shop|store|blog|club|box)$/.test(lower));
  const isName =
    !isApp &&
    words.length > 0 &&
    words.length <= MOST_NAME &&
    words.every(({ lower }) => !MODALS.has(lower)) &&
    words.every(({ lower }) => !NO_THING.has(lower));
  return isName && tokens[colon]?.text === ':' && tokens[colon]?.sentence === sentence
    ? { from, to, colon }
    : undefined;
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
  const end = opened < 0 ? to : opened;
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
