import { FIELD_BY_ENGLISH, FIELD_BY_GERMAN } from '../lexicon/lexicon.ts';
import { typeOfName } from '../lexicon/parseFields.ts';
import { camelCase, sentenceCase, singularOf } from '../words.ts';
import type { FoundField } from './discovery.ts';
import type { Mention } from './mentions.ts';
import { type Reading, spanOf } from './reading.ts';
import { fieldWords } from './text/nouns.ts';
import type { Token } from './text/tokens.ts';
import { KEEPING_VERBS, MODALS } from './wordSets.ts';

/** A value that the prompt gives to a thing, or a thing that it gives to another: "clients with their projects". */
export interface Attribute {
  owner: string;
  field?: FoundField;
  /** Key of the mention that is a thing of its own. */
  thing?: string;
  from: number;
  to: number;
}

const HAS =
  /^(with|has|have|having|includes|include|including|contains|contain|containing|stores|mit|hat|haben|enthält|enthalten|inklusive|samt|needs|gets)$/;
/** "Of each book we store the title": these verbs stand between the owner and its values. */
const STORES =
  /^(store|stores|record|records|save|saves|keep|keeps|track|tracks|capture|captures|enter|log|note|need|want|see|know|list|speichern|erfassen|notieren|brauchen|festhalten|hinterlegen|speichere|erfasse|möchte|wollen)$/;
const STARTS_ITEM =
  /^(a|an|the|its|their|his|her|our|my|some|optional|optionally|unique|different|multiple|one|more|also|as|well|new|ein|eine|einen|einem|einer|der|die|das|den|dem|deren|dessen|ihre|ihren|ihrer|seine|optional|und|auch)$/;
const PARTS = /^(,|\/|and|or|&|und|oder|sowie|plus|\+)$/;
const STOPS =
  /^(that|which|who|whose|so|where|when|while|can|should|must|may|if|but|because|for|from|to|in|on|at|by|then|dass|damit|wenn|die|der|wo|weil|aber|für|zur|zum|kann|können|soll|sollen|using|via|per|each|every|jeder|jede|instead|without|ohne)$/;
const SERVES =
  /^(search|filter|filters|filtering|sorting|login|sign-in|calendar|dashboard|charts?|export|import|warnings?|alerts?|notifications?|reminders?|comments?|suche|anmeldung|kalender|export|import)$/;
/** "A todo list with due dates": the values are those of a todo. "A wedding planner with tasks" lists things of the app. */
const LISTS =
  /^(list|collection|record|records|entry|entries|log|catalog|catalogue|book|register|form|liste|sammlung|verzeichnis)$/;
const MOST_ITEMS = 24;

/** Values and parts that the prompt gives to its things. `tokens` of what became a field are no things any more. */
export function attributesOf(reading: Reading, mentions: Mention[]): Attribute[] {
  const byFrom = new Map(mentions.map((mention) => [mention.from, mention]));
  return mentions.flatMap((mention) => {
    const each = /^(each|every|per|jede|jeder|jedes|jeden)$/.test(reading.tokens[mention.from - 1]?.lower ?? '');
    // "A blog about hiking with tags": what is no known thing, and one only, owns nothing.
    if (!mention.noun && !mention.plural && !each) return [];
    const start = listAfter(reading, mention);
    return start === undefined ? [] : itemsFrom(reading, mention, start, byFrom);
  });
}

/** Index of the first token of the list that belongs to a mention; undefined where it has none. */
function listAfter({ tokens }: Reading, mention: Mention): number | undefined {
  const sentence = tokens[mention.from]?.sentence;
  let at = mention.to;
  const here = () => (tokens[at]?.sentence === sentence ? tokens[at] : undefined);
  // "a todo list with", "each book record has", "products, each with", "clients, including their"
  while (
    LISTS.test(here()?.lower ?? '') ||
    /^(also|all|each|should|must|may|can|,|should|soll|sollen|jeweils)$/.test(here()?.lower ?? '')
  ) {
    at++;
    if (at > mention.to + 3) return undefined;
  }
  const token = here();
  if (!token) return undefined;
  // "Status of a loan: out, returned" lists states, and not what a loan has.
  const before = [1, 2, 3].map((steps) => tokens[mention.from - steps]?.lower ?? '');
  if (before.some((word) => /^(status|statuses|states?|stages?|phasen?|zustand)$/.test(word))) return undefined;
  const owns = /^(each|every|jede|jeder|jedes|jeden|jedem|per)$/.test(tokens[mention.from - 1]?.lower ?? '');
  if (HAS.test(token.lower) || token.lower === 'consist' || token.lower === 'consists' || token.lower === 'bestehend') {
    if (
      at > mention.to &&
      tokens[mention.to]?.text === ',' &&
      token.lower === 'with' &&
      !owns &&
      tokens[at - 1]?.lower !== 'each'
    ) {
      return undefined;
    }
    return (
      at + (/^(of|aus|an|a)$/.test(tokens[at + 1]?.lower ?? '') && /^consist|^bestehend/.test(token.lower) ? 2 : 1)
    );
  }
  if (token.text === '(' && at === mention.to) return at + 1;
  // "Books: title, author", but not "Farm shop: products".
  if (token.text === ':' && at === mention.to && mention.plural) return at + 1;
  if (tokens[mention.to - 1]?.possessive) return mention.to;
  // "for each book we store title and author"
  if (owns) {
    for (let index = at; index < at + 6 && tokens[index]?.sentence === sentence; index++) {
      if (STORES.test(tokens[index]?.lower ?? '')) return index + 1;
    }
  }
  return undefined;
}

function itemsFrom(
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
  while (attributes.length < MOST_ITEMS) {
    while (
      tokens[at]?.sentence === sentence &&
      (PARTS.test(tokens[at]?.lower ?? '') || STARTS_ITEM.test(tokens[at]?.lower ?? ''))
    )
      at++;
    const item = itemAt(reading, at, sentence);
    if (!item || tokens[at]?.negated) break;
    const attribute = attributeOf(reading, owner, item, mentions);
    if (!attribute) break;
    attributes.push(attribute);
    at = attribute.to;
    const next = tokens[at];
    if (!next || next.sentence !== sentence || !PARTS.test(next.lower) || (opened && next.text === ')')) break;
  }
  return attributes;
}

/** The words of one item, up to the next comma, "and", bracket or word that begins something else. */
function itemAt(
  { tokens }: Reading,
  from: number,
  sentence: number | undefined,
): { from: number; to: number } | undefined {
  let to = from;
  while (to - from < 6) {
    const token = tokens[to];
    if (!token || token.sentence !== sentence || PARTS.test(token.lower) || STOPS.test(token.lower)) break;
    if (token.kind === 'sign') break;
    to++;
  }
  return to > from && to - from <= 5 ? { from, to } : undefined;
}

function attributeOf(
  reading: Reading,
  owner: Mention,
  { from, to }: { from: number; to: number },
  mentions: ReadonlyMap<number, Mention>,
): Attribute | undefined {
  const { tokens, language } = reading;
  const words = tokens.slice(from, to);
  const first = words[0];
  if (!first || words.some((token) => MODALS.has(token.lower))) return undefined;
  if (words.length === 1 && SERVES.test(first.lower)) return { owner: owner.key, from, to };
  const known = fieldAt(reading, from, to);
  const mention = mentions.get(from);
  // A word that is a value as it stands ("photos", "tags") is one; the plural of anything else is a thing.
  const written = textOf(tokens.slice(from, mention?.to ?? from));
  const isValueWord =
    FIELD_BY_ENGLISH.has(written) ||
    FIELD_BY_GERMAN.get(written)?.german.some((word) => word.toLowerCase() === written) === true;
  const isThing =
    mention?.noun !== undefined &&
    mention.plural &&
    (!known || !isValueWord || known.to - known.from < mention.to - mention.from);
  if (isThing && mention.key !== owner.key) return { owner: owner.key, thing: mention.key, from, to: mention.to };
  if (known) {
    const { values, to: end } = choicesAfter(reading, known.to);
    const name =
      known.from > from && known.from - from <= 2 && language === 'en'
        ? camelCase(textOf(words.slice(0, known.to - from)))
        : known.value.name;
    return {
      owner: owner.key,
      from,
      to: end,
      field: {
        name,
        label: fieldLabel(reading, name, words.slice(0, known.to - from), known.value.german[0]),
        type: values ? 'enum' : known.value.type,
        required: false,
        unique: false,
        ...(values || known.value.values ? { values: values ?? known.value.values } : {}),
        source: spanOf(reading, from, end),
        confidence: 0.9,
      },
    };
  }
  // A verb begins a new clause: "clients with projects and send invoices".
  if (KEEPING_VERBS.has(first.lower) && first.tag === 'verb') return undefined;
  if (mention?.noun)
    return { owner: owner.key, thing: mention.key, from, to: mention.to, ...singleThing(reading, mention) };
  if (words.length > 3 || !words.some((token) => token.tag === 'noun' || token.tag === 'other')) return undefined;
  if (words.some((token) => token.kind !== 'word')) return undefined;
  const name = nameOf(words);
  if (name === undefined) return undefined;
  const { values, to: end } = choicesAfter(reading, to);
  const { type } = typeOfName(name);
  return {
    owner: owner.key,
    from,
    to: end,
    field: {
      name,
      label: labelOf(words),
      type: values ? 'enum' : type,
      required: false,
      unique: false,
      ...(values ? { values } : {}),
      source: spanOf(reading, from, end),
      confidence: 0.6,
    },
  };
}

/** One of another thing: a reference where the app keeps that thing, else a text. */
function singleThing(reading: Reading, mention: Mention): { field: FoundField } {
  const { noun } = mention;
  const name = camelCase(noun?.name ?? mention.singular);
  return {
    field: {
      name,
      label: labelOf(reading.tokens.slice(mention.from, mention.to)),
      type: 'string',
      required: false,
      unique: false,
      source: spanOf(reading, mention.from, mention.to),
      confidence: 0.6,
    },
  };
}

/** The field word that an item is or ends in. */
function fieldAt(reading: Reading, from: number, to: number) {
  for (let at = from; at < to; at++) {
    const found = fieldWords.at(reading.tokens, at, reading.language);
    if (found && (found.to === to || (found.from === from && found.to <= to))) return found;
  }
  return undefined;
}

/** Choices behind a field: "status (open, done)", "priority: low, medium or high", "status open/done". */
export function choicesAfter(reading: Reading, at: number): { values?: string[]; to: number } {
  const { tokens } = reading;
  const open = tokens[at];
  const sentence = tokens[at - 1]?.sentence;
  if (open?.sentence !== sentence || (open?.text !== '(' && open?.text !== ':')) return { to: at };
  const values: string[] = [];
  let words: Token[] = [];
  let index = at + 1;
  const close = () => {
    if (words.length > 0 && words.length <= 3) values.push(labelOf(words));
    words = [];
  };
  for (; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token || token.sentence !== sentence || token.text === ')') break;
    if (PARTS.test(token.lower) || token.text === '|') close();
    else if (token.kind === 'sign' && token.text !== '-') break;
    else words.push(token);
  }
  close();
  const isClosed = open.text === ':' || tokens[index]?.text === ')';
  const distinct = [...new Set(values)];
  if (!isClosed || distinct.length < 2 || distinct.length > 20) return { to: at };
  // "(optional, unique)" tells about the field, and names no choices.
  if (distinct.every((value) => /^(optional|unique|required|text|number|date|image|bild|zahl|pflicht)$/i.test(value))) {
    return { to: tokens[index]?.text === ')' ? index + 1 : index };
  }
  return { values: distinct, to: tokens[index]?.text === ')' ? index + 1 : index };
}

/** What people read for a known value, in the words of the prompt; undefined where the name says the same. */
function fieldLabel(
  { language }: Reading,
  name: string,
  words: Token[],
  german: string | undefined,
): string | undefined {
  if (language === 'de') {
    const word = labelOf(words);
    return german && latinOf(german.toLowerCase()).slice(0, 4) === latinOf(word.toLowerCase()).slice(0, 4)
      ? german
      : word;
  }
  const label = labelOf(words).replace(/[a-z]+$/, (last) => singularOf(last));
  return label === sentenceCase(name) ? undefined : label;
}

const textOf = (words: Token[]) => words.map((token) => token.lower).join(' ');

export function labelOf(words: Token[]): string {
  const text = words
    .map((token) => token.text)
    .join(' ')
    .slice(0, 60);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An identifier in Latin letters; undefined where the words give none. */
export function nameOf(words: Token[]): string | undefined {
  const latin = latinOf(textOf(words));
  const name = camelCase(latin).slice(0, 40);
  return /^[a-z][A-Za-z0-9]*$/.test(name) ? name : undefined;
}

/** Letters that German has and identifiers have not, written out. */
export function latinOf(text: string): string {
  return text
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/Ä/g, 'Ae')
    .replace(/Ö/g, 'Oe')
    .replace(/Ü/g, 'Ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
