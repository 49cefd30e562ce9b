import { FIELD_BY_ENGLISH } from '../../lexicon/lexicon.ts';
import type { Mention } from '../mentions.ts';
import type { Reading } from '../reading.ts';
import type { Token } from '../text/tokens.ts';

/** Where a list of values begins. */
export interface ListStart {
  at: number;
  /** What has the values stands beside them. */
  near?: true;
  /** What its sentence names first has them: "a donation belongs to a donor and has an amount". */
  first?: true;
  /** Words that begin much else as well: only two values that are known make it a list. */
  weak: boolean;
}

const HAS =
  /^(with|has|have|having|includes|include|including|contains|contain|containing|stores|mit|hat|haben|enthält|enthalten|inklusive|samt|needs|need|gets|get|requires|require|bekommt|bekommen|braucht|brauchen|umfasst|umfassen|comprises)$/;
/** Sure signs of having: "a visit has a date", while "a blog about hiking with tags" is about no hiking that has tags. */
const OWNS = /^(has|have|hat|haben|needs|need|gets|contains|includes|consists|consist|besteht|bestehen)$/;
/** "Of each book we store the title": these verbs stand between the owner and its values. */
const STORES =
  /^(store|stores|record|records|save|saves|keep|keeps|track|tracks|capture|captures|enter|enters|type|types|fill|write|writes|log|logs|note|notes|need|needs|want|see|know|list|remember|give|gives|register|speichern|erfassen|notieren|brauchen|festhalten|hinterlegen|speichere|erfasse|notiere|möchte|möchten|wollen|wissen|trägt|tragen|schreiben|angeben|merken)$/;
/** What is written down is a value, what somebody wants to see need not be one: "I want revenue per month". */
const WANTS = /^(need|needs|want|see|know|list|give|gives|wollen|möchte|möchten|wissen|brauchen)$/;
/** What may stand behind such a verb before the values do. */
const BETWEEN =
  /^(down|in|up|on|out|the|following|also|always|to|:|we|i|you|they|wir|ich|man|uns|sie|ein|auf|folgendes|auch|immer|zu)$/;
/** "A car is described by its plate". */
const DESCRIBED =
  /^(described|defined|stored|listed|recorded|kept|saved|entered|registered|identified|tracked|shown|noted|beschrieben|gespeichert|erfasst|geführt)$/;
/** "A todo list with due dates": the values are those of a todo. "A wedding planner with tasks" lists things of the app. */
const LISTS =
  /^(list|collection|record|records|entry|entries|log|catalog|catalogue|book|register|form|work|job|jobs|liste|sammlung|verzeichnis)$/;
/** Whether a word says no more than that there are many: "collection", "log". */
export const isList = (token: Token | undefined): boolean => LISTS.test(token?.lower ?? '');
const APP =
  /^(shop|store|blog|website|app|dashboard|page|portal|tool|platform|club|day|week|\p{L}*(?:handel|laden|onlineshop|geschäft|verein|blog|tagebuch|seite))$/u;
const EACH = /^(each|every|per|jede|jeder|jedes|jeden|jedem)$/;
const DASH = /^[-–—]$/;

/** "Garden shop: plants with height", "Weinhandel online: Weine": what a prompt opens with is the app. */
export const isAppName = (tokens: Token[], { from, to }: Mention): boolean =>
  tokens[from]?.sentence === 0 &&
  tokens[to]?.text === ':' &&
  tokens.slice(from, to).some(({ lower }) => APP.test(lower));

/** Index of the first token of the list that belongs to a mention; undefined where it has none. */
export function listAfter({ tokens }: Reading, mention: Mention): ListStart | undefined {
  const sentence = tokens[mention.from]?.sentence;
  const owns = EACH.test(tokens[mention.from - 1]?.lower ?? '');
  const isKnown = mention.noun !== undefined || mention.plural || owns;
  let at = mention.to;
  const near = (index: number) => (tokens[index]?.sentence === sentence ? tokens[index] : undefined);
  const here = () => near(at);
  // "a todo list with", "each book record has", "products, each with", "clients, including their"
  while (
    LISTS.test(here()?.lower ?? '') ||
    /^(also|all|each|should|must|may|can|,|should|soll|sollen|jeweils|always|only)$/.test(here()?.lower ?? '')
  ) {
    at++;
    if (at > mention.to + 3) return undefined;
  }
  at = behindPurpose(near, at);
  // "Samples arrive with a code".
  if (/^(arrives?|comes?|starts?)$/.test(here()?.lower ?? '') && near(at + 1)?.lower === 'with') at++;
  const token = here();
  if (!token) return undefined;
  // "Status of a loan: out, returned" lists states, and not what a loan has.
  const before = [1, 2, 3].map((steps) => tokens[mention.from - steps]?.lower ?? '');
  if (before.some((word) => /^(status|statuses|states?|stages?|phasen?|zustand)$/.test(word))) return undefined;
  if (HAS.test(token.lower) || /^(consists?|besteht|bestehen)$/.test(token.lower)) {
    // "A blog about hiking with tags": what is no known thing, and one only, owns nothing by a mere "with".
    if (!isKnown && !OWNS.test(token.lower)) return undefined;
    if (tokens[mention.to]?.text === ',' && token.lower === 'with' && !owns && tokens[at - 1]?.lower !== 'each')
      return undefined;
    const skips = /^(of|aus)$/.test(tokens[at + 1]?.lower ?? '') && !HAS.test(token.lower);
    return { at: at + (skips ? 2 : 1), weak: !isKnown };
  }
  if (/^(is|are|werden|wird|ist|sind)$/.test(token.lower) && DESCRIBED.test(near(at + 1)?.lower ?? '')) {
    return /^(by|with|through|durch|mit)$/.test(near(at + 2)?.lower ?? '') ? { at: at + 3, weak: !isKnown } : undefined;
  }
  // "for each book we store title and author"
  if (owns) {
    const verb = [at, at + 1, at + 2, at + 3, at + 4, at + 5].find((index) => STORES.test(near(index)?.lower ?? ''));
    if (verb !== undefined) return { at: behindVerbs(near, verb), weak: false };
  }
  // "For each vegetable the name, the farm and the amount"
  if (owns && /^(the|a|an|der|die|das|den|eine?)$/.test(token.lower)) return { at, weak: true };
  // "Room, trade (plumbing, electrics)": what stands in a list of values itself has choices, and no values.
  const isItem = tokens[mention.from - 1]?.text === ',' && !mention.plural;
  if (token.text === '(' && at === mention.to) return { at: at + 1, weak: !isKnown || isItem };
  // "Books: title, author", but not "Farm shop: products".
  const isFirst = mention.from === 0 || tokens[mention.from - 1]?.sentence !== sentence;
  // "Teas: each kind with a name" says what a kind has.
  const isOthers = EACH.test(near(at + 1)?.lower ?? '');
  const isApp = isAppName(tokens, mention);
  const isHeading = (token.text === ':' || DASH.test(token.text)) && at === mention.to && !isOthers && !isApp;
  // "Report a problem: room, device", but not "work on a plot: date, hours".
  const isOne =
    /^(a|an|ein|eine|einen)$/.test(tokens[mention.from - 1]?.lower ?? '') &&
    !/^(on|to|of|for|in|at|with|from|by|an|auf|für|von|zu|in|mit|bei)$/.test(tokens[mention.from - 2]?.lower ?? '');
  if (isHeading && (mention.plural || isFirst || owns || isOne))
    return { at: at + 1, weak: token.text !== ':' || !mention.plural };
  if (tokens[mention.to - 1]?.possessive) return isKnown ? { at: mention.to, weak: false } : undefined;
  return undefined;
}

/** "A recipe collection for my family with ingredients": whom it is for has none of what follows. */
function behindPurpose(near: (at: number) => Token | undefined, at: number): number {
  if (!/^(for|of|für)$/.test(near(at)?.lower ?? '') || !/^(my|our|me|us|meine|unsere)$/.test(near(at + 1)?.lower ?? ''))
    return at;
  const behind = [at + 2, at + 3, at + 4].find((index) => /^(with|mit)$/.test(near(index)?.lower ?? ''));
  return behind ?? at;
}

/** "We want to know the name", "we write down the weight": behind all verbs that say that something is kept. */
function behindVerbs(near: (at: number) => Token | undefined, verb: number): number {
  let at = verb + 1;
  while (STORES.test(near(at)?.lower ?? '') || BETWEEN.test(near(at)?.lower ?? '')) at++;
  return at;
}

/** Words that stand for what was spoken of last, with what says that it has something: "it has", "each with". */
const IT = /^(it|they|each|these|those|sie|es|jeder|jede|jedes)$/;

/** Where "it has a name and a price" begins its list; undefined where a token begins none. */
export function listOfWhatWasNamed({ tokens }: Reading, at: number): ListStart | undefined {
  const token = tokens[at];
  const goesOn = /^(and|und)$/.test(token?.lower ?? '') && OWNS.test(tokens[at + 1]?.lower ?? '');
  if (goesOn && tokens[at + 1]?.sentence === token?.sentence)
    return { at: at + 2, weak: true, near: true, first: true };
  if (!token || !IT.test(token.lower)) return undefined;
  const sentence = token.sentence;
  const near = (index: number) => (tokens[index]?.sentence === sentence ? tokens[index] : undefined);
  const isFirst = near(at - 1) === undefined || /^(,|and|where|und|wo)$/.test(near(at - 1)?.lower ?? '');
  if (!isFirst) return undefined;
  let index = at + 1;
  while (/^(one|of|them|also|should|must|auch|soll|sollte)$/.test(near(index)?.lower ?? '')) index++;
  const verb = near(index)?.lower ?? '';
  if (OWNS.test(verb) || (verb === 'with' && token.lower === 'each')) return { at: index + 1, weak: true, near: true };
  return undefined;
}

/** Where a colon or a bracket begins a list, "to log a visit: date, weight"; undefined where a token begins none. */
export function listAfterSign({ tokens }: Reading, at: number): ListStart | undefined {
  const token = tokens[at];
  if (!token || !/^[:(]$/.test(token.text) || tokens[at + 1]?.sentence !== token.sentence) return undefined;
  return { at: at + 1, weak: true };
}

/** A sentence that is nothing but a list of values: "Name, address, phone." */
export function listAtStart({ tokens }: Reading, at: number): ListStart | undefined {
  const token = tokens[at];
  if (!token || tokens[at - 1]?.sentence === token.sentence) return undefined;
  const end = tokens.findIndex((other, index) => index > at && other.sentence !== token.sentence);
  const words = tokens.slice(at, end < 0 ? undefined : end);
  // "Name, phone": the tagger takes words for values for verbs where they begin a sentence.
  const isSpoken = words.some(
    ({ tag, lower }) =>
      OWNS.test(lower) || (tag === 'verb' && !/(ed|ing|en)$/.test(lower) && !FIELD_BY_ENGLISH.has(lower)),
  );
  return words.some(({ text }) => text === ',') && !isSpoken ? { at, weak: true } : undefined;
}

/** "We note the date, the place and who came": where a verb of keeping begins a list with no owner beside it. */
export function listAfterVerb({ tokens }: Reading, at: number): ListStart | undefined {
  const token = tokens[at];
  if (!token || !STORES.test(token.lower) || WANTS.test(token.lower) || token.tag === 'noun') return undefined;
  const near = (index: number) => (tokens[index]?.sentence === token.sentence ? tokens[index] : undefined);
  return { at: behindVerbs(near, at), weak: true };
}
