import type { Head } from './fileColumns.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Token } from './text/tokens.ts';
import { textOf } from './values/names.ts';
import { EMPTY_HEADS, MODALS } from './wordSets.ts';

/** Longest name of a thing, in words. */
const MOST_NAME = 3;

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

/** The name before a colon at the beginning of a line: "House:", "Each snag:", "Found things (the shelf):". */
export function headAt(tokens: Token[], start: number): Head | undefined {
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

/** "Send in an application (title, amount, budget)": a word that means something else elsewhere, with its values in brackets. */
export function headInBrackets({ tokens, nouns }: Reading, at: number, mentions: Mention[]): Head | undefined {
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
export function headBefore(tokens: Token[], colon: number, mentions: Mention[]): Head | undefined {
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
