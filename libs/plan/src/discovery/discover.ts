import type { AppKind, EntitySpec, RoleSpec } from '@appfactory/resources/appBuild';
import { BUILT_KINDS, KIND_CAPABILITIES } from '../built.ts';
import { NOUN_BY_ENGLISH, NOUN_BY_GERMAN, NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { singularPhrase } from '../lexicon/parseNouns.ts';
import { sentenceCase, words } from '../words.ts';
import { applyStates } from './applyStates.ts';
import { attributesOf } from './attributes.ts';
import { type Candidate, scoreMentions } from './candidates.ts';
import { type CapabilityPlace, capabilitiesOf, capabilityPlaces, refusedIn } from './capabilities.ts';
import { clauseAt, notBuiltIn, quoted } from './coverage.ts';
import type { Discovery, FoundEntity, FoundKind, FoundPage, NotBuilt } from './discovery.ts';
import { archetypesOf, kindsOf } from './domain.ts';
import { acceptedOf, namedEntities } from './entities.ts';
import { fillFromArchetype } from './fill.ts';
import { lookOf } from './look.ts';
import { mentionsOf } from './mentions.ts';
import { pagesOf } from './pages.ts';
import type { EntityMention } from './permissions.ts';
import { type Reading, read } from './reading.ts';
import { relate } from './relations.ts';
import { roleMentions, rolesOf } from './roles.ts';
import { settleSenses } from './senses.ts';
import { Phrases } from './text/phrases.ts';
import { decideRoles } from './whoMay.ts';

/** Parts of the spec that are stated, and that no words of the prompt change. */
export interface Pinned {
  entities?: EntitySpec[];
  roles?: RoleSpec[];
  kinds?: AppKind[];
}

/** A stated entity further on needs no words, but what the prompt says of it counts. */
const SURE_BESIDE_PINNED = 0.6;

/**
 * Reads a prompt of any quality. Pure, and never fails: what it does not understand stands in `notBuilt`, and what it took
 * for granted in `assumptions`. Offsets in sources are those of the prompt as given.
 */
export function discover(prompt: string, pinned: Pinned = {}): Discovery {
  const reading = read(prompt);
  const asked = capabilityPlaces(reading);
  // "Kontaktformular" is no unknown thing: it asks for a form.
  const mentions = mentionsOf(reading).filter(
    (mention) => mention.noun || !asked.some(({ source }) => overlaps(rangeOf(reading, mention), source)),
  );
  const attributes = attributesOf(reading, mentions);
  const pages = pagesOf(reading);
  const candidates = scoreMentions(reading, mentions, attributes, takenBy(reading, asked, pages));
  settleSenses(candidates, archetypesOf(reading, new Set(mentions.flatMap(({ noun }) => noun?.name ?? []))));
  const entities = mergePinned(namedEntities(reading, candidates, attributes), pinned.entities ?? []);
  const who = roleMentions(reading);
  const roles = rolesOf(reading, who);
  const nouns = new Set(entities.flatMap((entity) => entity.noun ?? []));
  const archetypes = archetypesOf(reading, nouns);
  const kinds = pinned.kinds?.length
    ? pinned.kinds.map((kind, at) => ({
        kind,
        source: { from: 'spec' as const, path: `spec.kinds[${at}]` },
        confidence: 1,
      }))
    : kindsOf(reading, archetypes[0]);
  const assumptions: string[] = corrections(candidates);
  const refused = refusedIn(reading);
  if (!pinned.entities?.length) {
    fillFromArchetype({
      reading,
      entities,
      archetypes,
      roles,
      candidates,
      kinds,
      assumptions,
      refused: refused !== undefined,
      asked,
    });
  }
  const meant = new Map(candidates.map((candidate) => [candidate.said, candidate.key]));
  const entityOf = (said: string): FoundEntity | undefined => entityNamed(meant.get(said) ?? said);
  const entityNamed = (key: string): FoundEntity | undefined =>
    entities.find((entity) => entity.noun === key || `?${entity.name.toLowerCase()}` === key.replaceAll(' ', ''));
  const relations = relate(reading, { entities, candidates, attributes, entityOf });
  const places: EntityMention[] = candidates.flatMap((candidate) => {
    const entity = entityOf(candidate.key);
    return entity ? [{ entity: entity.name, from: candidate.from, to: candidate.to }] : [];
  });
  applyStates(reading, { entities, roles: who, places });
  const { permissions, roles: allRoles } = decideRoles(reading, {
    entities,
    roles,
    who,
    places,
    archetypes,
    pinned,
    kinds,
  });
  const look = lookOf(reading);
  const marks = [
    ...candidates.filter((candidate) => entityOf(candidate.key)).map((candidate) => rangeOf(reading, candidate)),
    ...attributes.map((attribute) => rangeOf(reading, attribute)),
    ...who.map((mention) => rangeOf(reading, mention)),
    ...archetypes.slice(0, 2),
    ...[...kinds, ...look.colours, ...look.tone, ...(look.name ? [look.name] : []), ...pages].flatMap(({ source }) =>
      source.from === 'prompt' ? [source] : [],
    ),
  ];
  // Only rows serve a word like "comments" or "photos": a role or a colour beside it does not.
  const kept = candidates.filter(
    (candidate) => entityOf(candidate.key) && candidate.evidence.every(({ rule }) => rule !== 'made by a verb'),
  );
  const notBuilt: NotBuilt[] = [];
  if (refused) {
    notBuilt.push({
      start: refused.start,
      end: refused.end,
      text: clauseAt(reading, refused.start)?.text ?? quoted(prompt.slice(refused.start, refused.end)),
      reason: `${refused.what} is not something that this platform builds. Built instead: an app that keeps ${entities.map((entity) => entity.plural ?? entity.label).join(', ')}`,
    });
  }
  notBuilt.push(
    ...unread(reading, prompt),
    ...(reading.language === 'other' || reading.language === 'code'
      ? []
      : notBuiltIn(
          reading,
          asked.filter(
            ({ source, capability }) =>
              !isServed(capability.name, source.text, kinds) &&
              !attributes.some(
                (attribute) =>
                  attribute.field &&
                  overlaps(rangeOf(reading, attribute), source) &&
                  !/^(image|file)$/.test(attribute.field.type),
              ) &&
              (SENT.has(capability.name) || !kept.some((candidate) => overlaps(rangeOf(reading, candidate), source))),
          ),
          marks,
        )),
  );
  return {
    language: reading.language,
    kinds,
    archetypes: archetypes
      .slice(0, 3)
      .map(({ archetype, score }) => ({ name: archetype.name, score: Math.round(score * 100) / 100 })),
    roles: allRoles,
    entities,
    relations,
    permissions,
    pages,
    capabilities: capabilitiesOf(asked),
    look,
    notBuilt,
    assumptions,
    questions: [],
  };
}

/** Whether a kind of the app brings what is asked for; whatever a page's form receives is sent to the owner by e-mail. */
function isServed(capability: string, words: string, kinds: FoundKind[]): boolean {
  return kinds.some(
    ({ kind }) =>
      BUILT_KINDS[kind] &&
      (KIND_CAPABILITIES[kind]?.includes(capability) ||
        (kind === 'landing' &&
          capability === 'notify' &&
          /e-?mail|per mail/i.test(words) &&
          !/confirm|bestätig|them/i.test(words))),
  );
}

/** What an app does by itself: rows of the name do not do it. */
const SENT = new Set(['newsletter', 'notify']);

/** Phrases whose nouns do not mean what they mean alone. */
const IDIOMS = new Phrases(
  'in order to, in case of, help desk, service desk, front desk, food truck, food bank, point of sale, up to date, drag and drop, home page, at home, in house, by phone, by hand, in place, take place, in stock, out of stock, in time, on time, date of birth, each other, work in progress',
);

const idiomsIn = (text: string): Range[] =>
  IDIOMS.in(text).map((match) => ({ start: match.index, end: match.index + match.text.length }));

/** Words that name a capability or a section of a page: no part of them is a thing. */
function takenBy({ text }: Reading, asked: CapabilityPlace[], pages: FoundPage[]): Range[] {
  const phrases = asked.map(({ source }) => source).filter(({ text }) => /[\s-]/.test(text));
  return [
    ...idiomsIn(text),
    ...phrases,
    ...pages.flatMap(({ source }) => (source.from === 'prompt' && /\s/.test(source.text) ? [source] : [])),
  ];
}

interface Range {
  start: number;
  end: number;
}

function rangeOf({ tokens }: Reading, { from, to }: { from: number; to: number }): Range {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

const overlaps = (a: Range, b: Range) => a.start < b.end && b.start < a.end;

/** What was not read of a prompt, as far as there is any: too long, in another language, a program. */
function unread({ language }: Reading, prompt: string): NotBuilt[] {
  const whole = { start: 0, end: prompt.length, text: quoted(prompt.slice(0, 400)) };
  const notes: NotBuilt[] = [];
  if (language === 'other') {
    notes.push({
      ...whole,
      reason:
        'this is neither English nor German, the two languages that are read; say it in one of them, or state entities',
    });
  }
  if (language === 'code') {
    notes.push({
      ...whole,
      reason:
        'this looks like a program or like data, and not like a description; describe the app, or attach a schema in sources',
    });
  }
  if (prompt.length > 20_000)
    notes.push({ ...whole, start: 20_000, reason: 'only the first 20,000 characters are read' });
  return notes;
}

function corrections(candidates: Candidate[]): string[] {
  const seen = new Set<string>();
  return candidates.flatMap(({ corrected }) => {
    if (corrected === undefined || seen.has(corrected)) return [];
    seen.add(corrected);
    return [`A misspelt word was read as “${corrected}”.`];
  });
}

/** Stated entities first, then those of the prompt that are not among them. */
function mergePinned(named: FoundEntity[], pinned: EntitySpec[]): FoundEntity[] {
  if (pinned.length === 0) return named;
  const stated = pinned.map((entity, at): FoundEntity => {
    const source = { from: 'spec' as const, path: `spec.entities[${at}]` };
    const { states, permissions, views, fields, ...names } = entity;
    return {
      name: names.name,
      label: names.label ?? sentenceCase(names.name),
      plural: names.plural,
      noun: nounNamed(names.name) ?? nounNamed(names.label ?? ''),
      fields: fields.map((field) => ({ ...field, source, confidence: 1 })),
      ...(states ? { states: { ...states, source, confidence: 1 } } : {}),
      views: views ?? [],
      source,
      confidence: 1,
    };
  });
  const isStated = (entity: FoundEntity) =>
    stated.some(
      (one) =>
        one.name.toLowerCase() === entity.name.toLowerCase() || (one.noun !== undefined && one.noun === entity.noun),
    );
  return [
    ...stated,
    ...named.filter(
      (entity) => !isStated(entity) && entity.confidence >= SURE_BESIDE_PINNED && entity.noun !== undefined,
    ),
  ];
}

function nounNamed(name: string): string | undefined {
  const phrase = words(name).join(' ').toLowerCase();
  return (
    NOUN_BY_NAME.get(name) ??
    NOUN_BY_ENGLISH.get(phrase) ??
    NOUN_BY_ENGLISH.get(singularPhrase(phrase)) ??
    NOUN_BY_GERMAN.get(name.toLowerCase())
  )?.name;
}

/** For tests: the candidates with their evidence. */
export function explain(prompt: string): { accepted: string[]; candidates: Candidate[] } {
  const reading = read(prompt);
  const mentions = mentionsOf(reading);
  const candidates = scoreMentions(reading, mentions, attributesOf(reading, mentions));
  return { accepted: acceptedOf(candidates).map((group) => group[0]?.key ?? ''), candidates };
}
