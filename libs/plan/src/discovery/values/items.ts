import { FIELD_BY_ENGLISH, FIELD_BY_GERMAN, NOUN_BY_ENGLISH } from '../../lexicon/lexicon.ts';
import { typeOfName } from '../../lexicon/parseFields.ts';
import { singularOf } from '../../words.ts';
import type { Mention } from '../mentions.ts';
import type { Reading } from '../reading.ts';
import { fieldWords } from '../text/nouns.ts';
import type { Token } from '../text/tokens.ts';
import { KEEPING_VERBS, MODALS, VERB_NOUNS } from '../wordSets.ts';
import { type Bracket, choicesAfter, PARTS, pluralChoices } from './choices.ts';
import { type Attribute, countAt, fieldAt, fieldOf, type Known, knownValue, singleThing, yesNoAt } from './fields.ts';
import { labelOf, nameOf, textOf } from './names.ts';
import { questionAt } from './questions.ts';

const STARTS_ITEM =
  /^(a|an|the|its|their|his|her|our|my|some|optional|optionally|different|multiple|several|many|various|one|more|exactly|also|as|well|new|up|to|at|least|most|two|three|four|five|ten|of|ein|eine|einen|einem|einer|der|die|das|den|dem|deren|dessen|ihre|ihren|ihrer|seine|optional|und|auch|mehrere|bis|zu)$/;
/** "A unique code", "a required e-mail address". */
const UNIQUE = /^(unique|eindeutige?[nrs]?)$/;
const REQUIRED = /^(required|mandatory|compulsory)$/;
const STOPS =
  /^(that|which|who|whose|so|where|when|while|whether|can|should|must|may|if|but|because|for|from|to|in|on|at|by|then|dass|damit|wenn|ob|die|der|wo|weil|aber|für|zur|zum|kann|können|soll|sollen|using|via|im|am|ins|vom|beim|aus|auf|bei|nach|unter|über|mit|per|each|every|jeder|jede|instead|without|ohne|is|are|ist|sind)$/;
const SERVES =
  /^(search|filter|filters|filtering|sorting|login|sign-in|calendar|dashboard|charts?|export|import|warnings?|alerts?|notifications?|reminders?|comments?|suche|anmeldung|kalender|export|import)$/;
/** What rows come to together is no value of one. */
const FIGURES = /^(average|avg|mean|median|sum|share|percentage|durchschnitt|durchschnittliche[nrs]?|summe|anteil)$/;
const PRONOUN = /^(i|we|they|he|she|it|you|ich|wir|man|er|es)$/;
const MOST_ITEMS = 24;

/** The items of a list that belongs to an owner, from its first token on, until something else begins. */
export function itemsFrom(
  reading: Reading,
  owner: Mention,
  start: number,
  mentions: ReadonlyMap<number, Mention>,
): Attribute[] {
  const { tokens } = reading;
  const sentence = tokens[start]?.sentence;
  const attributes: Attribute[] = [];
  const opened = tokens[start - 1]?.text === '(';
  let at = start;
  let skipped = 0;
  let isLast = false;
  while (attributes.length < MOST_ITEMS && skipped <= MOST_SKIPPED) {
    const marks: Bracket = { to: at };
    const first = at;
    while (tokens[at]?.sentence === sentence && isBeforeItem(tokens, at, first)) {
      if (UNIQUE.test(tokens[at]?.lower ?? '')) marks.unique = true;
      if (REQUIRED.test(tokens[at]?.lower ?? '')) marks.required = true;
      at++;
    }
    // "Lessons with an instructor, each lesson has a date": what follows is told of the lesson.
    const isOthers = /^(each|every|jede[rs]?)$/.test(tokens[at]?.lower ?? '') && tokens[at - 1]?.text === ',';
    if (tokens[at]?.sentence !== sentence || tokens[at]?.negated || isOthers) break;
    const attribute =
      questionAt(reading, owner.key, at) ??
      pluralAt(reading, owner, at) ??
      wordsAt(reading, owner, at, marks, mentions);
    // "Orders: one customer can have many": what does something begins a sentence of its own.
    const isItem = attribute !== undefined && !isModal(tokens[attribute.to], sentence);
    // "A weekday and a limit, parents register children": so does what people do.
    if (attribute?.thing !== undefined && !attribute.field && isDeed(tokens[attribute.to], sentence)) break;
    // "With a name and a price, a cart, and orders": behind the last of a list only what is known is one more.
    const joined = tokens.slice(first, at).map(({ lower }) => lower);
    if (isLast && joined[0] === ',' && (attribute?.field?.confidence ?? 0) < 0.8) break;
    isLast ||= joined.some(isAnd);
    if (isItem) attributes.push(attribute);
    else skipped++;
    at = endOfItem(tokens, isItem ? attribute.to : at);
    const next = tokens[at];
    if (!next || next.sentence !== sentence || !PARTS.test(next.lower) || (opened && next.text === ')')) break;
  }
  return withUnknownThings(attributes, mentions);
}

/** "With subjects, exams, study sessions": among things, the plural that nobody knows is one as well. */
function withUnknownThings(items: Attribute[], mentions: ReadonlyMap<number, Mention>): Attribute[] {
  const things = items.filter(({ thing, field }) => thing !== undefined && !field).length;
  const values = items.filter(({ thing, field }) => thing === undefined && (field?.confidence ?? 0) > 0.8).length;
  if (things < 2 || things <= values) return items;
  return items.map((item) => {
    const mention = mentions.get(item.from);
    const isUnknown = item.thing === undefined && item.field?.type === 'string' && item.field.confidence < 0.8;
    if (!isUnknown || !mention?.plural || mention.noun || mention.to !== item.to) return item;
    return { owner: item.owner, thing: mention.key, from: item.from, to: item.to };
  });
}

const isAnd = (word: string) => /^(and|und|&)$/.test(word);

const isModal = (token: Token | undefined, sentence: number | undefined) =>
  token !== undefined && token.sentence === sentence && MODALS.has(token.lower);

const isDeed = (token: Token | undefined, sentence: number | undefined) =>
  token !== undefined &&
  token.sentence === sentence &&
  token.tag === 'verb' &&
  (KEEPING_VERBS.has(token.lower) || VERB_NOUNS.has(token.lower));

/** So many items that say nothing known do not end a list. */
const MOST_SKIPPED = 2;

/** Behind what brackets say of a value, whatever it is. */
function behindBracket(tokens: Token[], at: number): number {
  if (tokens[at]?.text !== '(') return at;
  const sentence = tokens[at]?.sentence;
  let end = at + 1;
  while (tokens[end]?.sentence === sentence && tokens[end]?.text !== ')') end++;
  return tokens[end]?.text === ')' && tokens[end]?.sentence === sentence ? end + 1 : at;
}

/** "A score from 1 to 10, ...", "the cost in euro, ...": where the words end that tell more about a value. */
function endOfItem(tokens: Token[], at: number): number {
  const sentence = tokens[at]?.sentence;
  const start = behindBracket(tokens, at);
  let end = start;
  while (end - start < MOST_MORE && tokens[end]?.sentence === sentence && !PARTS.test(tokens[end]?.lower ?? '')) {
    const token = tokens[end];
    const bracket = behindBracket(tokens, end);
    const isRange = token?.text === '-' && tokens[end - 1]?.kind === 'number' && tokens[end + 1]?.kind === 'number';
    const isMore =
      (token?.kind !== 'sign' || isRange || bracket > end) &&
      !MODALS.has(token?.lower ?? '') &&
      !/^(that|which|who|and|but|so)$/.test(token?.lower ?? '');
    if (!isMore) return start;
    end = Math.max(end + 1, bracket);
  }
  return end;
}

/** So many tokens may tell more about a value. */
const MOST_MORE = 8;

/** Articles and their like; "from" and "to" as they stand are values, "up to five" is none. */
function isBeforeItem(tokens: Token[], at: number, first: number): boolean {
  const { lower = '', kind } = tokens[at] ?? {};
  if (kind === 'number') return true;
  // "A list of pieces".
  if (/^(list|set|collection)$/.test(lower) && tokens[at + 1]?.lower === 'of') return true;
  if (/^(to|of|at|zu)$/.test(lower) && at === first) return false;
  if (/^(to|zu|least|most)$/.test(lower) && !/^(up|at|bis)$/.test(tokens[at - 1]?.lower ?? '')) return false;
  return PARTS.test(lower) || STARTS_ITEM.test(lower) || UNIQUE.test(lower) || REQUIRED.test(lower);
}

/** "Categories portrait, landscape and street": a choice between these. */
function pluralAt(reading: Reading, owner: Mention, at: number): Attribute | undefined {
  const choices = pluralChoices(reading, at);
  const token = reading.tokens[at];
  if (!choices || !token) return undefined;
  const known = fieldWords.at(reading.tokens, at, reading.language);
  const name = known?.value.name ?? nameOf([{ ...token, lower: singularOf(token.lower) }]);
  if (name === undefined) return undefined;
  const label = reading.language === 'de' ? known?.value.german[0] : undefined;
  const field = fieldOf(reading, { name, label, type: 'enum' }, choices, at, 0.9);
  return { owner: owner.key, from: at, to: choices.to, field };
}

function wordsAt(
  reading: Reading,
  owner: Mention,
  at: number,
  marks: Bracket,
  mentions: ReadonlyMap<number, Mention>,
): Attribute | undefined {
  const item = itemAt(reading, at);
  return item && attributeOf(reading, owner, item, marks, mentions);
}

/** The words of one item, up to the next comma, "and", bracket or word that begins something else. */
function itemAt({ tokens, language }: Reading, from: number): { from: number; to: number } | undefined {
  const sentence = tokens[from]?.sentence;
  // "From date, to date", "from, to": a preposition that is a value.
  let to = /^(from|to|von|bis)$/.test(tokens[from]?.lower ?? '') ? from + 1 : from;
  while (to - from < 6) {
    const token = tokens[to];
    if (!token || token.sentence !== sentence || PARTS.test(token.lower) || STOPS.test(token.lower)) break;
    // "The price I paid": what somebody does tells more about the value.
    if (token.kind === 'sign' || (to > from && PRONOUN.test(token.lower))) break;
    // "Kunden mit Haushaltsgröße verwalten": the verb ends the clause.
    if (language === 'de' && to > from && token.tag === 'verb' && KEEPING_VERBS.has(token.lower)) break;
    to++;
  }
  // "Steps to reproduce": a value whose name holds a word that begins something else.
  const known = to > from ? fieldWords.at(tokens, from, language) : undefined;
  to = Math.max(to, known?.to ?? to);
  return to > from && to - from <= 5 ? { from, to } : undefined;
}

/** One item of a list: a value, or another thing. Undefined for what is neither. */
export function attributeOf(
  reading: Reading,
  owner: Mention,
  { from, to }: { from: number; to: number },
  marks: Bracket,
  mentions: ReadonlyMap<number, Mention>,
): Attribute | undefined {
  const { tokens } = reading;
  const words = tokens.slice(from, to);
  const first = words[0];
  if (!first || words.some((token) => MODALS.has(token.lower))) return undefined;
  if (FIGURES.test(first.lower)) return undefined;
  if (words.length === 1 && SERVES.test(first.lower)) return { owner: owner.key, from, to };
  const yesNo = yesNoAt(reading, from, to);
  if (yesNo) return { owner: owner.key, ...yesNo };
  const count = countAt(reading, from, to);
  if (count) return { owner: owner.key, ...count };
  const known = fieldAt(reading, from, to);
  const mention = mentions.get(from);
  // "We note the bike, the problem and the price" of a bike.
  if (mention?.key === owner.key && mention.to === to) return undefined;
  // "Trade (plumbing, electrics)" lists what may stand there, whatever else the word may mean.
  const choices = mention && !mention.plural && mention.to === to ? choicesAfter(reading, to) : undefined;
  const choice = choices?.values && !known ? nameOf(words) : undefined;
  if (choice && choices)
    return {
      owner: owner.key,
      from,
      to: choices.to,
      field: fieldOf(
        reading,
        { name: choice, label: labelOf(words), type: 'enum' },
        { ...marks, ...choices },
        from,
        0.9,
      ),
    };
  if (isThing(reading, mention, known) && mention && mention.key !== owner.key)
    return { owner: owner.key, thing: mention.key, from, to: mention.to };
  // A verb begins a new clause: "clients with projects and send invoices".
  if (first.tag === 'verb' && KEEPING_VERBS.has(first.lower) && (!known || known.from > from)) return undefined;
  if (known) {
    // "Status free/occupied": the choices begin within the words of the item.
    const isSpoken = known.from === from && known.to < to && choicesAfter(reading, known.to).values !== undefined;
    return { owner: owner.key, ...knownValue(reading, from, isSpoken ? known.to : to, known, marks) };
  }
  // "A maintenance interval" is a value of that name, and no maintenance.
  const isModifier = mention !== undefined && mention.to < to && tokens[to - 1]?.tag === 'noun';
  if (mention?.noun && !isModifier)
    return { owner: owner.key, thing: mention.key, from, to: mention.to, ...singleThing(reading, mention) };
  const bracket = choicesAfter(reading, to);
  // "Name, e-mail, question": what the tagger takes for a verb.
  const isNoun = words.length === 1 && NOUN_BY_ENGLISH.has(first.lower);
  const isNamed = isNoun || words.some((token) => token.tag === 'noun' || token.tag === 'other');
  // "Insured (yes or no)".
  if (words.length > 3 || !(isNamed || bracket.type === 'boolean' || bracket.values)) return undefined;
  if (words.some((token) => token.kind !== 'word')) return undefined;
  const name = nameOf(words);
  if (name === undefined) return undefined;
  const { type } = typeOfName(name);
  return {
    owner: owner.key,
    from,
    to: bracket.to,
    field: fieldOf(reading, { name, label: labelOf(words), type }, { ...marks, ...bracket }, from, 0.6),
  };
}

/** A word that is a value as it stands ("photos", "tags") is one; the plural of anything else is a thing. */
function isThing({ tokens }: Reading, mention: Mention | undefined, known: Known | undefined): boolean {
  const written = textOf(tokens.slice(mention?.from ?? 0, mention?.to ?? 0));
  const isValueWord =
    FIELD_BY_ENGLISH.has(written) ||
    FIELD_BY_GERMAN.get(written)?.german.some((word) => word.toLowerCase() === written) === true;
  return (
    mention?.noun !== undefined &&
    mention.plural &&
    (!known || !isValueWord || known.to - known.from < mention.to - mention.from)
  );
}
