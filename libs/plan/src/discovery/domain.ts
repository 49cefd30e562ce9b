import type { AppKind } from '@appfactory/resources/appBuild';
import { ARCHETYPES } from '../archetypes/archetypes.ts';
import type { Archetype } from '../archetypes/parseArchetypes.ts';
import { askedSections } from '../kinds/landing/askedSections.ts';
import { askedForms } from '../kinds/landing/forms/askedForms.ts';
import type { FoundKind } from './discovery.ts';
import { KIND_SIGNS, KIND_WORDS } from './kindWords.ts';
import type { Reading } from './reading.ts';
import { Phrases } from './text/phrases.ts';

export interface ScoredArchetype {
  archetype: Archetype;
  score: number;
  /** Words of the prompt that speak for it. */
  start: number;
  end: number;
}

const SIGNALS = ARCHETYPES.map((archetype) => ({
  archetype,
  // German compounds: "Zahnarztpraxis" ends in "Praxis", "Terminkalender" begins with "Termin".
  phrases: new Phrases(
    [...archetype.english.flatMap((word) => [word, `${word}s`]), ...archetype.german.map((word) => `${word}*`)].join(
      ',',
    ),
  ),
}));

/** Score from which an archetype says something. */
const ENOUGH = 1;

/** Archetypes that the prompt's words speak for, best first. */
export function archetypesOf({ text, tokens }: Reading, nouns: ReadonlySet<string>): ScoredArchetype[] {
  const negated = tokens.filter((token) => token.negated);
  const found = SIGNALS.map(({ archetype, phrases }) => ({ archetype, matches: phrases.in(text) }));
  const ranges = found.flatMap(({ matches }) =>
    matches.map(({ index, text: word }) => ({ index, end: index + word.length })),
  );
  // "Tool library" is no library.
  const isWithin = (index: number, end: number) =>
    ranges.some((other) => other.index <= index && end <= other.end && other.end - other.index > end - index);
  const scored = found.flatMap(({ archetype, matches }): ScoredArchetype[] => {
    const words = new Map<string, { index: number; length: number }>();
    for (const match of matches) {
      if (isWithin(match.index, match.index + match.text.length)) continue;
      const isNegated = negated.some((token) => token.start <= match.index && match.index < token.end);
      const word = match.text.toLowerCase();
      if (!isNegated && !words.has(word)) words.set(word, { index: match.index, length: word.length });
    }
    if (words.size === 0) return [];
    const first = [...words.values()].toSorted((a, b) => a.index - b.index)[0];
    const start = first?.index ?? 0;
    // The first sentence says what it is for; later ones say what it does. Long phrases say more than single words.
    const early = start < 90 ? 0.6 : 0;
    const exact = [...words.keys()].reduce((sum, word) => sum + (word.includes(' ') || word.length > 9 ? 1.3 : 1), 0);
    const kept = archetype.core.filter((noun) => nouns.has(noun)).length;
    return [{ archetype, score: Math.min(exact, 3.5) + early + kept * 0.5, start, end: start + (first?.length ?? 0) }];
  });
  return scored.filter(({ score }) => score >= ENOUGH).toSorted((a, b) => b.score - a.score || a.start - b.start);
}

const KIND_PATTERNS = KIND_WORDS.map((entry) => ({ ...entry, phrases: new Phrases(entry.words) }));
const SIGN_PATTERNS = Object.entries(KIND_SIGNS).map(([kind, words]) => ({
  kind: kind as AppKind,
  phrases: new Phrases(words),
}));
/** What one sign of a kind is worth, how many count, and how many a kind needs that no word names. */
const SIGN = { weight: 0.45, most: 6, least: 3, leastOfShort: 2, short: 24 };
/** What an app needs no words for. */
const ANY_APP = 0.6;

type ScoredKind = FoundKind & {
  score: number;
  /** What its own words are worth, without the signs. */
  said: number;
};

/** Adds what a prompt is told with to what it says: signs of a kind count by how many different ones there are. */
function addSigns(
  scores: Map<AppKind, ScoredKind>,
  { text, tokens }: Pick<Reading, 'text' | 'tokens'>,
  isNegated: (at: number) => boolean,
): void {
  const isShort = tokens.filter(({ kind }) => kind === 'word').length <= SIGN.short;
  const least = isShort ? SIGN.leastOfShort : SIGN.least;
  for (const { kind, phrases } of SIGN_PATTERNS) {
    const places = phrases.in(text).filter(({ index }) => !isNegated(index) && !isCustomer(text, index));
    const [first] = places;
    const count = Math.min(SIGN.most, new Set(places.map((place) => place.text.toLowerCase())).size);
    const known = scores.get(kind);
    if (known) known.score += count * SIGN.weight;
    else if (first && (kind === 'app' || count >= least)) {
      scores.set(kind, {
        kind,
        score: count * SIGN.weight + (kind === 'app' ? ANY_APP : SIGN.weight),
        said: 0,
        confidence: 0,
        source: { from: 'prompt', start: first.index, end: first.index + first.text.length, text: first.text },
      });
    }
  }
}

/** What people call a page that everybody sees, without saying more. */
const SITE =
  /(?<!\p{L})(?:web ?-?sites?|web ?-?pages?|home ?-?page|one[- ]?pager|web(?:seite|auftritt)|internetseite|(?:a|an|the|our|my|one|simple|single|public|small|new|nice)(?:\s\p{L}+)?[\s-]site|(?:eine|unsere|meine|schlichte|schöne|elegante|einfache|moderne)(?:\s\p{L}+)?\sseite|(?:wants?|needs?|make(?:\s(?:me|us))?|build(?:\s(?:me|us))?|create)\s(?:a|one)(?:\s(?:simple|public|nice|small|single))?\spage|(?:one|single|simple|public|event|restaurant|club|company|school|church|team|product|info)[\s-]page)(?!\p{L})/iu;
/** What tells of people who work with it, each with an account of their own. */
const WORKED_WITH =
  /(?<!\p{L})(?:log(?:s|ged)?[\s-]?in|sign(?:s|ed)?[\s-]in|accounts?|passwords?|dashboards?|roles?|permissions?|manages?|keeps? track|tracks?|admin panel|back ?-?office|einloggen|login|verwalten|verwaltung|rollen)(?!\p{L})/iu;

/** A site is a page that everybody sees where the prompt tells of its sections and forms, and of nobody who works with it. */
function addSite(
  scores: Map<AppKind, ScoredKind>,
  text: string,
  language: 'en' | 'de',
  isNegated: (at: number) => boolean,
): void {
  const site = SITE.exec(text.slice(0, 300));
  if (!site || isNegated(site.index) || WORKED_WITH.test(text.replace(BEHIND, ''))) return;
  // A blog or a shop has a site, too.
  if (['blog', 'shop'].some((kind) => (scores.get(kind as AppKind)?.score ?? 0) >= 2)) return;
  const parts = askedSections(text, language).length + askedForms(text, language).length * 2;
  if (parts < 2) return;
  const score = 2 + (site.index < 60 ? 1.2 : site.index < 140 ? 0.5 : 0) + Math.min(parts, 5) * 0.2;
  const known = scores.get('landing');
  if (known && known.said >= 2) return;
  scores.set('landing', {
    kind: 'landing',
    score: score + (known?.score ?? 0),
    said: score,
    confidence: 0,
    source: { from: 'prompt', start: site.index, end: site.index + site[0].length, text: site[0] },
  });
}

/** Whether a word names whom the app is for, or where its data comes from: "stock keeping for my bike shop" is no shop. */
function isCustomer(text: string, at: number): boolean {
  // "Every shop uploads", "per shop", "shop managers": places of whoever asks.
  if (
    /\b(?:every|each|per|by|own|our|their|the|all|pro|jeder|jede|jedes|unsere)\s+$/iu.test(
      text.slice(Math.max(0, at - 10), at),
    ) &&
    /^(?:shops?|stores?)\b(?!\s+(?:page|should|must|sells?|with|has))/i.test(text.slice(at, at + 30))
  )
    return true;
  // "With date, shop, product": one of a list of values.
  if (/,\s*$/.test(text.slice(0, at)) && /^(?:shops?|stores?)\s*,/i.test(text.slice(at, at + 12))) return true;
  if (/^shop\s+(?:managers?|floor|keepers?|staff|assistants?)\b/i.test(text.slice(at, at + 24))) return true;
  return /\b(?:for|of|from|für|aus|run|own|have|are|am|at|haben|betreiben|führen|sind|bin)\s+(?:a|an|my|our|the|ein|eine|einen|mein|meine|meinen|unser|unsere|unseren)\s+(?:[\p{L}-]+\s+){0,2}$/iu.test(
    text.slice(Math.max(0, at - 60), at),
  );
}

/** The kind of app, or two of them: what comes first counts most. */
export function kindsOf({ text, tokens, language }: Reading, best: ScoredArchetype | undefined): FoundKind[] {
  const negated = tokens.filter((token) => token.negated);
  const isNegated = (at: number) => negated.some((token) => token.start <= at && at < token.end);
  const scores = new Map<AppKind, ScoredKind>();
  let asksFigures = false;
  for (const { kind, weight, phrases } of KIND_PATTERNS) {
    const places = phrases.in(text).filter(({ index }) => !isNegated(index));
    const [first] = places.filter((match) => !isCustomer(text, match.index));
    if (!first) continue;
    const early = first.index < 60 ? 1.2 : first.index < 140 ? 0.5 : 0;
    // Every app has a dashboard: the word alone, further on, asks for no figures of its own.
    const bare = kind === 'dashboard' && places.every(({ text: word }) => /^dashboards?$/i.test(word));
    const less = bare && first.index >= 60 ? 1.2 : bare && first.index >= 30 ? 0.8 : 0;
    const score = weight - less + early + Math.min(places.length - 1, 3) * 0.3;
    if (kind === 'dashboard' && !bare) asksFigures = true;
    const other = scores.get(kind);
    if (other && other.score >= score) continue;
    scores.set(kind, {
      kind,
      score,
      said: score,
      confidence: 0,
      source: { from: 'prompt', start: first.index, end: first.index + first.text.length, text: first.text },
    });
  }
  addSigns(scores, { text, tokens }, isNegated);
  if (best) {
    const { archetype } = best;
    const known = scores.get(archetype.kind);
    if (known) {
      known.score += 0.8;
      known.said += 0.8;
    } else
      scores.set(archetype.kind, {
        kind: archetype.kind,
        score: 1.2,
        said: 1.2,
        confidence: 0,
        source: { from: 'archetype', name: archetype.name },
      });
  }
  addSite(scores, text, language === 'de' ? 'de' : 'en', isNegated);
  const [top, ...others] = [...scores.values()].toSorted((a, b) => b.score - a.score);
  // A second kind is there by words of its own alone.
  const [second] = others.toSorted((a, b) => b.said - a.said);
  if (!top)
    return [{ kind: 'app', source: { from: 'default', why: 'the prompt names no other kind' }, confidence: 0.4 }];
  const clear = second ? top.score / (top.score + second.score) : 0.9;
  const kinds: FoundKind[] = [{ kind: top.kind, source: top.source, confidence: round(clear) }];
  // "A CRM ... with charts and CSV import": an app that has figures too.
  const startOf = ({ source }: FoundKind) => (source.from === 'prompt' ? source.start : Number.POSITIVE_INFINITY);
  if (top.kind === 'dashboard' && second?.kind === 'app' && second.said >= 2.2 && startOf(second) < startOf(top)) {
    const { kind, source } = second;
    return [{ kind, source, confidence: round(1 - clear) }, ...kinds];
  }
  // "App" and "system" say nothing about a second kind; "dashboard" is what every app has, charts and imports are not.
  const isSecond =
    second &&
    second.said >= 2.2 &&
    second.kind !== 'app' &&
    !(second.kind === 'dashboard' && top.kind === 'app') &&
    top.kind !== 'app';
  // "And behind sign-in an app": said so plainly, an app is the second kind.
  const behind = BEHIND.exec(text);
  if (behind && (top.kind === 'landing' || top.kind === 'blog')) {
    const source = {
      from: 'prompt' as const,
      start: behind.index,
      end: behind.index + behind[0].length,
      text: behind[0],
    };
    return [...kinds, { kind: 'app', source, confidence: 0.7 }];
  }
  const joined =
    second &&
    top.kind === 'app' &&
    (second.kind === 'dashboard' ? asksFigures && second.said >= 2 : second.said >= 2.5);
  if (second && (isSecond || joined))
    kinds.push({
      kind: second.kind,
      source: second.source,
      confidence: round(second.score / (top.score + second.score)),
    });
  return kinds;
}

/** Words that part what everybody sees from what people work with. */
const BEHIND =
  /(?<!\p{L})(?:behind (?:the |a )?(?:sign-?in|log-?in|password)|after (?:signing|logging) in|(?:staff|members?|admin|internal|client|customer) (?:area|portal|section|app)|back ?-?office|internal (?:app|tool|system)|hinter (?:der|einer) anmeldung|nach (?:der|dem) (?:anmeldung|login)|interne[rnsm]? (?:bereich|app|verwaltung)|mitgliederbereich)(?!\p{L})/iu;

export const round = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
