import type { AppKind } from '@appfactory/resources/appBuild';
import { ARCHETYPES } from '../archetypes/archetypes.ts';
import type { Archetype } from '../archetypes/parseArchetypes.ts';
import type { FoundKind } from './discovery.ts';
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
  const scored = SIGNALS.flatMap(({ archetype, phrases }): ScoredArchetype[] => {
    const words = new Map<string, { index: number; length: number }>();
    for (const match of phrases.in(text)) {
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

/** Words that tell the kind of app, and what each is worth. */
const KIND_WORDS: { kind: AppKind; weight: number; words: string }[] = [
  {
    kind: 'landing',
    weight: 2,
    words:
      'page for my, page for our, page for a, site for my, web page for, page about, landing page, landing pages, landingpage, landing-page, one-pager, onepager, one page website, coming soon page, homepage, website for my, website for our, website for a, business website, company website, webseite für, website für, internetseite, webauftritt, firmenwebsite, promotional site, marketing site, portfolio site, portfolio website, brochure site, microsite, web presence',
  },
  {
    kind: 'shop',
    weight: 2,
    words:
      'online shop, online store, web shop, webshop, e-commerce, ecommerce, onlineshop, online-shop, storefront, shopping cart, warenkorb, checkout, sell online, online verkaufen, sells, selling, shop for, store for, shop, marketplace, marktplatz, hofladen, onlineladen',
  },
  {
    kind: 'blog',
    weight: 2,
    words: 'blog, blogs, weblog, blogging, reiseblog, foodblog, blogartikel, online magazine, news site, newsroom',
  },
  {
    kind: 'dashboard',
    weight: 2,
    words:
      'dashboard, dashboards, kpi, kpis, charts, analytics, visualise, visualize, kennzahlen, auswertung, auswertungen, diagramme, statistiken, csv import, import csv, csv files, reporting',
  },
  {
    kind: 'app',
    weight: 3.4,
    words: 'back office, backoffice, back-office, intern, internal tool, admin panel, verwaltungsprogramm',
  },
  {
    kind: 'app',
    weight: 1.2,
    words:
      'back office, backoffice, crm, management, internal tool, verwaltung, tracker, system, booking, portal, planner, app, application, platform, tool, verwalten, manage, track, intern*, planer',
  },
];
const KIND_PATTERNS = KIND_WORDS.map((entry) => ({ ...entry, phrases: new Phrases(entry.words) }));

/** Whether a word names whom the app is for: "stock keeping for my bike shop" is no shop. */
function isCustomer(text: string, at: number): boolean {
  return /\b(?:for|of|für|run|own|have|are|at|haben|betreiben|führen)\s+(?:a|an|my|our|the|ein|eine|einen|mein|meine|meinen|unser|unsere|unseren)\s+(?:[\p{L}-]+\s+){0,2}$/iu.test(
    text.slice(Math.max(0, at - 60), at),
  );
}

/** The kind of app, or two of them: what comes first counts most. */
export function kindsOf({ text, tokens }: Reading, best: ScoredArchetype | undefined): FoundKind[] {
  const negated = tokens.filter((token) => token.negated);
  const scores = new Map<AppKind, FoundKind & { score: number }>();
  for (const { kind, weight, phrases } of KIND_PATTERNS) {
    const places = phrases
      .in(text)
      .filter((match) => !negated.some((token) => token.start <= match.index && match.index < token.end));
    const [first] = places.filter((match) => !isCustomer(text, match.index));
    if (!first) continue;
    const early = first.index < 60 ? 1.2 : first.index < 140 ? 0.5 : 0;
    const score = weight + early + Math.min(places.length - 1, 3) * 0.3;
    const other = scores.get(kind);
    if (other && other.score >= score) continue;
    scores.set(kind, {
      kind,
      score,
      confidence: 0,
      source: { from: 'prompt', start: first.index, end: first.index + first.text.length, text: first.text },
    });
  }
  if (best) {
    const { archetype } = best;
    const known = scores.get(archetype.kind);
    if (known) known.score += 0.8;
    else
      scores.set(archetype.kind, {
        kind: archetype.kind,
        score: 1.2,
        confidence: 0,
        source: { from: 'archetype', name: archetype.name },
      });
  }
  const ranked = [...scores.values()].toSorted((a, b) => b.score - a.score);
  const [top, second] = ranked;
  if (!top)
    return [{ kind: 'app', source: { from: 'default', why: 'the prompt names no other kind' }, confidence: 0.4 }];
  const clear = second ? top.score / (top.score + second.score) : 0.9;
  const kinds: FoundKind[] = [{ kind: top.kind, source: top.source, confidence: round(clear) }];
  // "App" and "system" say nothing about a second kind; "dashboard" is what every app has.
  const isSecond =
    second &&
    second.score >= 2.2 &&
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
  const joined = second && second.score >= 2.5 && top.kind === 'app' && second.kind !== 'dashboard';
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
