import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Token } from './text/tokens.ts';
import { VERB_NOUNS } from './wordSets.ts';

/** Two things that a sentence says to hang together; `from` is what belongs to `to`. */
export interface Link {
  kind: 'n-1' | '1-1' | 'n-m';
  from: Mention;
  to: Mention;
  confidence: number;
  /** Whether the words say that both are things of their own. */
  sure: boolean;
}

const DETERMINER =
  '(?: (?:a|an|the|one|its|their|his|her|our|my|each|every|any|exactly|only|single|certain|specific|new|ein|eine|einen|einem|einer|der|die|das|den|dem|jeder|jede|jeden|jedem|genau))*';
const MANY =
  '(?: (?:many|several|multiple|some|all|more|two|three|different|one or more|mehrere|mehreren|viele|vielen|verschiedene))';
const ends = (text: string) => new RegExp(`^(?:${text})$`);

/** What stands between two things where the first surely belongs to the second, whatever stands before. */
const BELONGS = new RegExp(
  `^(?:.* )?(?:belongs?|belonging|assigned|attached|allocated|gehört|gehören|zugeordnet|(?:part|teil) (?:of|von)|(?:takes?|taking) place)(?: (?:to|in|at|on|zu|zum|zur))?(${MANY})?${DETERMINER}(${MANY})?$`,
);
/** The same, less surely. */
const CHILD = [
  '(?:linked|related|connected|tied) (?:to|with)',
  '(?:plays?|works?|applies|counts?|stands?) (?:for|at|in|on|under)',
  '(?:lives?|comes?|refers?|relates?) (?:in|from|to)',
  '(?:is|are|was|were) (?:for|about|from|in|at|on|under)',
  '(?:is|are|was|were|gets?|ist|sind|wird|werden)? ?[\\p{L}]+(?:ed|en|wn|ld|ught|pt|ut|de|t) (?:in|at|on|by|for|from|of|under|during|to|von|in|für|bei)',
].map((pattern) => new RegExp(`^(?:${pattern})(${MANY})?${DETERMINER}(${MANY})?$`, 'u'));

/** Where the second belongs to the first, or the first refers to the second where there is only one of it. */
const PARENT = new RegExp(
  `^(?:can |may |must |should |always |each |kann |können )?(?:has|have|contains?|holds?|includes?|gets?|receives?|produces?|yields?|consists? of|is made of|are made of|is split into|is divided into|groups?|collects?|there (?:is|are)|gibt es|hat|haben|enthält|enthalten|umfasst|besteht aus)( (?:up to|at least))?(${MANY})?${DETERMINER}(${MANY})?$`,
);
const ONE = ends('(?:has|have) (?:exactly |only )?one|hat genau (?:ein|eine|einen)');
const FOR =
  /^(?:for|per|of|pro|für|from|von|about|on|zu)(?: (?:a|an|the|each|every|our|their|one|all|ein|eine|einen|einem|jeden|jedes|der|die|das|dem))?$/;

/** "Assign a job to a driver": what is put to what. */
const PUTS =
  /^(assign|assigns|assigned|attach|attaches|link|links|allocate|allocates|connect|add|adds|put|puts|enrol|enroll|schedule|schedules)$/;
const TO = /^(?:to|with|into|for)(?: (?:a|an|the|one|each|every|several|multiple))?$/;

/** Most tokens that may part two things that hang together. */
const MOST_BETWEEN = 14;

/** What the sentences say of how things hang together. */
export function linksOf({ tokens }: Reading, mentions: Mention[]): Link[] {
  const links: Link[] = [];
  for (const [at, one] of mentions.entries()) {
    const other = mentions[at + 1];
    if (!other || tokens[one.from]?.sentence !== tokens[other.from]?.sentence || one.key === other.key) continue;
    const between = tokens.slice(one.to, other.from);
    if (between.length > MOST_BETWEEN || between.some((token) => token.negated)) continue;
    const text = textOf(between);
    // "Each experiment is part of a project and produces datasets": who was spoken of first goes on.
    const goesOn = /^and /.test(text) && PARENT.test(text.slice(4));
    const first = goesOn ? mentions.find(({ from }) => tokens[from]?.sentence === tokens[one.from]?.sentence) : one;
    const link = linkBetween(tokens, first ?? one, other, goesOn ? text.slice(4) : text);
    if (link) links.push(link);
    // "A tour has stops and drivers": what holds of the first of a list holds of all.
    if (link?.sure && link.to === one)
      links.push(...listed(tokens, mentions, at + 1).map((from) => ({ ...link, from })));
    if (link?.sure && link.from === one) links.push(...listed(tokens, mentions, at + 1).map((to) => ({ ...link, to })));
  }
  return [...links, ...putsOf(tokens, mentions)];
}

const textOf = (tokens: Token[]) => tokens.map((token) => token.lower).join(' ');
const isPerson = ({ noun }: Mention) => noun?.flags.includes('person') === true;

function linkBetween(tokens: Token[], one: Mention, other: Mention, text: string): Link | undefined {
  const possessive = tokens[one.to - 1]?.possessive === true;
  if (text === '') {
    // "Client meetings", "a client's meetings": the last noun of a compound holds the reference.
    return { kind: 'n-1', from: other, to: one, confidence: 0.7, sure: possessive };
  }
  if (ONE.test(text)) return { kind: '1-1', from: other, to: one, confidence: 0.85, sure: true };
  const parent = PARENT.exec(text);
  if (parent) {
    const isMany = other.plural || parent.slice(1).some((many) => many !== undefined);
    return isMany
      ? { kind: 'n-1', from: other, to: one, confidence: 0.85, sure: true }
      : { kind: 'n-1', from: one, to: other, confidence: 0.75, sure: false };
  }
  const dative = /^(?:ist|sind|wird|werden)(?: (?:einem|einer|genau|immer|dem|der))*$/.test(text);
  if (dative && /^(zugeordnet|zugewiesen)$/.test(tokens[other.to]?.lower ?? ''))
    return { kind: 'n-1', from: one, to: other, confidence: 0.85, sure: true };
  for (const pattern of [BELONGS, ...CHILD]) {
    const child = pattern.exec(text);
    if (!child) continue;
    const isMany = (child[1] ?? child[2]) !== undefined;
    return { kind: isMany ? 'n-m' : 'n-1', from: one, to: other, confidence: 0.8, sure: pattern === BELONGS };
  }
  // "Invoices per client", "photos of plants".
  if (FOR.test(text)) return { kind: 'n-1', from: one, to: other, confidence: 0.65, sure: false };
  return undefined;
}

/** Those that go on with a list behind the mention at an index. */
function listed(tokens: Token[], mentions: Mention[], at: number): Mention[] {
  const more: Mention[] = [];
  for (let index = at; index + 1 < mentions.length; index++) {
    const [one, next] = [mentions[index], mentions[index + 1]];
    if (!one || !next || tokens[one.from]?.sentence !== tokens[next.from]?.sentence) break;
    if (
      !/^(?:,|and|or|, and|&|und|oder)(?: (?:a|an|the|its|their|many|several|ein|eine))?$/.test(
        textOf(tokens.slice(one.to, next.from)),
      )
    )
      break;
    more.push(next);
  }
  return more;
}

function putsOf(tokens: Token[], mentions: Mention[]): Link[] {
  return mentions.flatMap((one, at): Link[] => {
    const other = mentions[at + 1];
    const sentence = tokens[one.from]?.sentence;
    if (!other || tokens[other.from]?.sentence !== sentence || one.key === other.key) return [];
    const before = tokens.slice(Math.max(0, one.from - 3), one.from).filter((token) => token.sentence === sentence);
    if (!before.some((token) => PUTS.test(token.lower)) || !TO.test(textOf(tokens.slice(one.to, other.from))))
      return [];
    // "Assign a driver to a tour": the tour has the driver.
    const [from, to] = isPerson(one) && !isPerson(other) ? [other, one] : [one, other];
    return [{ kind: 'n-1', from, to, confidence: 0.85, sure: true }];
  });
}

/** What somebody does to a thing where the doing is kept: "members borrow tools", "who borrowed which tool". */
export interface Deed {
  /** Name of the noun of what is kept. */
  made: string;
  who?: Mention;
  what?: Mention;
  at: number;
}

const REACH = 5;

/** Verbs whose doing is kept, with who does it and to what. */
export function deedsOf({ tokens }: Reading, mentions: Mention[]): Deed[] {
  return tokens.flatMap((token, at): Deed[] => {
    const made = VERB_NOUNS.get(token.lower) ?? VERB_NOUNS.get(token.lower.replace(/s$/, ''));
    if (made === undefined || token.negated || mentions.some(({ from, to }) => from <= at && at < to)) return [];
    const here = mentions.filter(({ from }) => tokens[from]?.sentence === token.sentence);
    const who = here.findLast((one) => one.to <= at && at - one.to < REACH && isPerson(one));
    // German verbs end the clause: what is done to stands before them.
    const isPronoun = /^(it|them|these|those|one|sie|es)$/.test(tokens[at + 1]?.lower ?? '');
    const what =
      (isPronoun ? undefined : here.find((one) => one.from > at && one.from - at <= REACH && !isPerson(one))) ??
      here.findLast((one) => one.to <= at && (isPronoun || at - one.to < REACH) && !isPerson(one));
    return [{ made, ...(who ? { who } : {}), ...(what ? { what } : {}), at }];
  });
}
