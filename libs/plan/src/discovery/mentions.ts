import type { Noun } from '../lexicon/nounTypes.ts';
import { singularOf } from '../words.ts';
import { germanPair } from './labels.ts';
import type { Reading } from './reading.ts';
import { fieldWords } from './text/nouns.ts';
import type { Token } from './text/tokens.ts';
import { EMPTY_HEADS, EVERYBODY, KEEPING_VERBS, MODALS, NOT_KEPT } from './wordSets.ts';

/** A place in the prompt that names something which the app may keep rows of. */
export interface Mention {
  /** Mentions of one key are one thing. */
  key: string;
  noun?: Noun;
  from: number;
  to: number;
  singular: string;
  plural: boolean;
  corrected?: string;
}

const BEFORE_A_NOUN =
  /^(a|an|the|their|its|our|my|his|her|your|each|every|all|new|of|any|own|no|these|those|per|multiple|different|several|many|more|upcoming|available|past|ein|eine|einen|der|die|das|den|neue|neuen|alle|jede|jeden|jedes)$/;

/** Whether a word that may be a verb is one here: "customers book a table", but not "a book" and not "manage orders". */
function isVerbHere(tokens: Token[], at: number, plural: boolean): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  const behind = tokens[at + 1]?.sentence === token?.sentence ? (tokens[at + 1]?.lower ?? '') : '';
  // "Sees machines, books them", "sets it to fixed".
  if (plural && /^(it|them|him|her|us|himself|themselves)$/.test(behind)) return true;
  // "Sets to shipped", "marks orders as paid": what leads to a state.
  if (/^(sets|marks|moves|puts)$/.test(token?.lower ?? '') && leadsTo(tokens, at)) return true;
  // "House: address, plot number": a heading, whatever the tagger takes it for.
  if (behind === ':' && before?.sentence !== token?.sentence) return false;
  if (token?.tag !== 'verb') return false;
  if (!before || before.sentence !== token.sentence) return !plural;
  if (BEFORE_A_NOUN.test(before.lower) || before.possessive || before.tag === 'adjective') return false;
  if (before.kind === 'sign' && (plural || /^[,)]$/.test(tokens[at + 1]?.text ?? ''))) return false;
  if (MODALS.has(before.lower) || before.lower === 'to') return true;
  // "manage orders": what a verb governs is its object. After "and" it may be either: the ending decides.
  if (KEEPING_VERBS.has(before.lower) && before.tag === 'verb') return false;
  return !(plural && /^(and|or|with|of|for|&)$/.test(before.lower));
}

/** Whether "to" or "as" stands a few words behind, in the same clause. */
function leadsTo(tokens: Token[], at: number): boolean {
  for (let next = at + 1; next <= at + 4 && tokens[next]?.sentence === tokens[at]?.sentence; next++) {
    if (/^(to|as)$/.test(tokens[next]?.lower ?? '')) return true;
    if (tokens[next]?.kind !== 'word') return false;
  }
  return false;
}

/** "Track clients", "Book rooms": what a sentence tells the app to do, which the tagger takes for a noun now and then. */
function isOrder(tokens: Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return (
    token !== undefined &&
    tokens[at - 1]?.sentence !== token.sentence &&
    /^(track|book|record|store|list|plan|schedule|order|request|report|log|document|review|issue|rent|post)$/.test(
      token.lower,
    ) &&
    next?.sentence === token.sentence &&
    next.kind === 'word' &&
    (next.tag === 'adjective' ||
      /^(my|our|the|all|every|each|their|who|which)$/.test(next.lower) ||
      /s$/.test(next.lower))
  );
}

/** "Who borrowed which book": a thing that is told apart. Not "a portal in which customers order". */
export function isAskedFor(tokens: Token[], at: number): boolean {
  const [link, which, noun] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  return (
    which !== undefined &&
    /^(which|welche[mnrs]?)$/.test(which.lower) &&
    which.sentence === noun?.sentence &&
    !/^(in|on|at|for|with|to|from|by|of|through|where|mit|für|auf|bei|von|durch|,)$/.test(link?.lower ?? '')
  );
}

/** Things that go from hand to hand are rows, whatever else the word may mean: "lend tools", "track tools and loans". */
function isHandedOver(tokens: Token[], at: number, plural: boolean): boolean {
  const before = tokens[at - 1]?.lower ?? '';
  const isFirst = tokens[at - 1]?.sentence !== tokens[at]?.sentence;
  const lent = /^(lend|lends|lending|borrow|borrows|borrowed|borrowing|rent|rents|renting|leihen|verleihen|verleiht)$/;
  return (
    isAskedFor(tokens, at) ||
    lent.test(before) ||
    // "Fields with area and soil type", "a library: tools with a deposit".
    (plural && (isFirst || before === ':') && /^(with|have)$/.test(tokens[at + 1]?.lower ?? '')) ||
    (plural && /^(track|tracks|tracking|manage|manages|shared|common|,|gemeinsame)$/.test(before))
  );
}

/** Mentions in their order, of known nouns and of words that look like nouns. What is negated is left out. */
export function mentionsOf(reading: Reading): Mention[] {
  const { tokens, language } = reading;
  const taken = new Set<number>();
  const mentions: Mention[] = [];
  // Who minds capitals writes nouns with one: "Gäste fragen an" asks no questions.
  const hasCapitals =
    tokens.filter((token, at) => tokens[at - 1]?.sentence === token.sentence && /^\p{Lu}/u.test(token.text)).length > 1;
  for (const phrase of reading.nouns) {
    for (let at = phrase.from; at < phrase.to; at++) taken.add(at);
    const token = tokens[phrase.from];
    if (!token || token.negated) continue;
    const single = phrase.to - phrase.from === 1;
    const isVague = NOT_KEPT.has(token.lower) || NOT_KEPT.has(phrase.singular);
    if (single && isVague && !isHandedOver(tokens, phrase.from, phrase.plural)) continue;
    if (single && language === 'en' && (isVerbHere(tokens, phrase.from, phrase.plural) || isOrder(tokens, phrase.from)))
      continue;
    // German nouns have a capital; what has none is a verb or an adjective, unless nobody minded capitals.
    if (language === 'de' && (token.tag === 'verb' || (hasCapitals && /^\p{Ll}/u.test(token.text)))) continue;
    const isGerman = language === 'de' && !phrase.value.english.includes(phrase.singular);
    const pair = isGerman ? germanPair(phrase.value, phrase.corrected ?? token.text) : undefined;
    mentions.push({
      key: phrase.value.name,
      noun: phrase.value,
      from: phrase.from,
      to: phrase.to,
      singular: pair ? pair.one.toLowerCase() : phrase.singular,
      plural: pair ? pair.one === pair.many || pair.one.toLowerCase() !== token.lower : phrase.plural,
      corrected: phrase.corrected,
    });
  }
  if (language === 'en' || language === 'de') mentions.push(...unknownMentions(reading, taken));
  return mentions.toSorted((a, b) => a.from - b.from);
}

/** "Funders: name, phone" at the beginning of a line, which the tagger reads on over the end of. */
const isHeading = (tokens: Token[], at: number) =>
  tokens[at - 1]?.sentence !== tokens[at]?.sentence &&
  /^[:–-]$/.test(tokens[at + 1]?.text ?? '') &&
  tokens[at + 3]?.sentence === tokens[at]?.sentence &&
  /^\p{Lu}/u.test(tokens[at]?.text ?? '');

/** "Each entry has the date and the place": a word that says nothing else is a thing where it has values. */
const isRecord = (tokens: Token[], at: number) =>
  /^(entry|record|result|eintrag|ergebnis)$/.test(tokens[at]?.lower ?? '') &&
  /^(each|every|an|a|one|jeder|ein)$/.test(tokens[at - 1]?.lower ?? '') &&
  /^(has|have|contains|consists|needs|hat)$/.test(tokens[at + 1]?.lower ?? '');

/** "They record results with a value and a unit": what is written down with values of its own. */
const isRecorded = (tokens: Token[], at: number) =>
  /^(results|values)$/.test(tokens[at]?.lower ?? '') &&
  /^(record|records|enter|enters|log|logs|note|notes)$/.test(tokens[at - 1]?.lower ?? '') &&
  tokens[at + 1]?.lower === 'with';

/** A verb in the third person, which the tagger takes for a plural. */
function isDeed(tokens: Token[], at: number): boolean {
  const { lower = '', sentence } = tokens[at] ?? {};
  const before = tokens[at - 1];
  return (
    /s$/.test(lower) && KEEPING_VERBS.has(lower.slice(0, -1)) && before?.sentence === sentence && before?.tag === 'noun'
  );
}

function unknownMentions(reading: Reading, taken: Set<number>): Mention[] {
  const { tokens, language } = reading;
  const isCandidate = (at: number) => {
    const token = tokens[at];
    if (token?.kind !== 'word' || taken.has(at) || token.negated || (token.tag !== 'noun' && !isHeading(tokens, at)))
      return false;
    if (isRecorded(tokens, at) || isRecord(tokens, at)) return true;
    if (token.lower.length < 3 || NOT_KEPT.has(token.lower) || NOT_KEPT.has(singularOf(token.lower))) return false;
    if (EMPTY_HEADS.has(token.lower) || EVERYBODY.has(token.lower) || fieldWords.at(tokens, at, language) !== undefined)
      return false;
    // A name in the middle of an English sentence: a brand, a place, a person.
    const isFirst = tokens[at - 1]?.sentence !== token.sentence || token.bullet;
    return language === 'de' ? !isFirst : isFirst || !/^\p{Lu}/u.test(token.text);
  };
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!isCandidate(at)) continue;
    let to = at + 1;
    while (language === 'en' && isCandidate(to) && tokens[to]?.sentence === tokens[at]?.sentence) to++;
    let from = Math.max(at, to - 2);
    // "The librarian catalogues pieces": what somebody does is no part of the name.
    if (from < to - 1 && isDeed(tokens, from)) from++;
    const words = tokens.slice(from, to).map((token) => token.lower);
    const last = words.at(-1) ?? '';
    const isModifier = taken.has(to) && tokens[to]?.sentence === tokens[at]?.sentence;
    if (!isModifier && words.join(' ').length <= 40) {
      const singular = language === 'en' ? [...words.slice(0, -1), singularOf(last)].join(' ') : last;
      mentions.push({
        key: `?${singular}`,
        from,
        to,
        singular,
        plural: language === 'en' ? singular !== words.join(' ') : /(en|er|e|s)$/.test(last),
      });
    }
    at = to - 1;
  }
  return mentions;
}
