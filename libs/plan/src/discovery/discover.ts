import { applyStates } from './applyStates.ts';
import { type Attribute, attributesOf } from './attributes.ts';
import type { Candidate } from './candidate.ts';
import { scoreMentions } from './candidates.ts';
import { type CapabilityPlace, capabilitiesOf, capabilityPlaces, refusedIn } from './capabilities.ts';
import { clauseAt, notBuiltIn, quoted } from './coverage.ts';
import { takeDefined } from './definedMentions.ts';
import { type Definition, definitionsOf } from './definitions.ts';
import type { Discovery, FoundEntity, FoundPage, NotBuilt } from './discovery.ts';
import { archetypesOf, kindsOf } from './domain.ts';
import { acceptedOf, namedEntities, withName } from './entities.ts';
import { fillFromArchetype } from './fill.ts';
import { type FormPlace, formsIn } from './forms.ts';
import { lookOf } from './look.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { pagesOf } from './pages.ts';
import type { EntityMention } from './permissions.ts';
import { isOf, mergePinned, type Pinned, takeOut } from './pinned.ts';
import { type Reading, read, spanOf } from './reading.ts';
import { relate } from './relations.ts';
import { roleMentions, rolesOf } from './roles.ts';
import { settleSenses } from './senses.ts';
import { addCalendars, addFiles, isServed, SENT } from './served.ts';
import { Phrases } from './text/phrases.ts';
import { labelOf, nameOf } from './values/names.ts';
import { decideRoles, letAllTakeSteps } from './whoMay.ts';

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
  const definitions = definitionsOf(reading, mentions);
  takeDefined(reading, mentions, definitions);
  const { forms, attributes } = withForms(reading, mentions, definitions);
  const pages = pagesOf(reading);
  const who = roleMentions(reading);
  const domains = archetypesOf(reading, new Set(mentions.flatMap(({ noun }) => noun?.name ?? [])));
  const candidates = scoreMentions(reading, mentions, attributes, who, {
    taken: takenBy(reading, asked, pages),
    forms,
    domain: new Set(domains[0]?.archetype.core),
    isPublic: isPublic(reading),
    definitions,
  });
  settleSenses(reading, candidates, domains);
  const named = namedEntities(reading, candidates, attributes, new Set(definitions.map(({ mention }) => mention.key)));
  const entities = mergePinned(named, pinned.entities ?? []);
  const roles = rolesOf(reading, who);
  const nouns = new Set(entities.flatMap((entity) => entity.noun ?? []));
  const archetypes = archetypesOf(reading, nouns);
  const saidKinds = kindsOf(reading, archetypes[0]);
  const kinds = pinned.kinds?.length
    ? pinned.kinds.map((kind, at) => ({
        kind,
        source: { from: 'spec' as const, path: `spec.kinds[${at}]` },
        confidence: 1,
      }))
    : saidKinds;
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
      defined: definitions.length > 0,
    });
  }
  const unwanted = new Set(pinned.omit);
  takeOut(entities, unwanted);
  // Nobody misses what is left out on purpose.
  const omitted = named.filter(({ name }) => unwanted.has(name));
  if (!pinned.entities?.length) addCalendars(entities, asked);
  const meant = new Map(candidates.map((candidate) => [candidate.said, candidate.key]));
  // A stated "Class" is meant by the word, whatever the domain would make of it.
  const entityOf = (said: string): FoundEntity | undefined => entityNamed(meant.get(said) ?? said) ?? entityNamed(said);
  const entityNamed = (key: string): FoundEntity | undefined => entities.find((entity) => isOf(entity, key));
  keepPartsAsText(reading, attributes, entityOf);
  const received = forms.flatMap(({ mention }) => entityOf(mention.key)?.name ?? []);
  const defined = new Set(definitions.flatMap(({ mention }) => entityOf(mention.key) ?? []));
  const relations = relate(reading, { entities, candidates, attributes, entityOf });
  for (const entity of entities)
    if (entity.noun === undefined || defined.has(entity)) entity.fields = withName(entity.fields);
  const places: EntityMention[] = candidates.flatMap((candidate) => {
    const entity = entityOf(candidate.said);
    return entity ? [{ entity: entity.name, from: candidate.from, to: candidate.to }] : [];
  });
  places.push(...namedAgain(reading, entities, places, defined));
  places.sort((a, b) => a.from - b.from);
  if (!pinned.entities?.length) addFiles(reading, entities, asked, places);
  // "Batches: vintage, tank, state (...)": the state is the batch's.
  const values = new Set(
    candidates.filter(({ evidence }) => evidence.some(({ rule }) => rule === 'is a value')).map(({ from }) => from),
  );
  const isItem = (at: number) => definitions.some(({ items }) => items.some(({ from, to }) => from <= at && at < to));
  // Behind its line, what is said of states is said of what the line defines.
  const spokenOf = [
    ...places.filter(({ from }) => !values.has(from) && !isItem(from)),
    ...definitions.flatMap(({ mention, to }) => {
      const entity = entityOf(mention.key);
      return entity ? [{ entity: entity.name, from: to - 1, to }] : [];
    }),
  ].toSorted((a, b) => a.from - b.from);
  applyStates(reading, { entities, roles: who, places: spokenOf });
  const { permissions, roles: allRoles } = decideRoles(reading, {
    entities,
    roles,
    who,
    places,
    archetypes,
    pinned,
    kinds,
  });
  letAllTakeSteps(entities, permissions);
  if (!isPublic(reading)) for (const entity of entities) withoutModeration(entity);
  const look = lookOf(reading);
  const marks = [
    ...candidates
      .filter(({ key, said }) => entityOf(said) ?? (unwanted.has(key) || omitted.some((entity) => isOf(entity, key))))
      .map((candidate) => rangeOf(reading, candidate)),
    ...attributes.map((attribute) => rangeOf(reading, attribute)),
    ...who.map((mention) => rangeOf(reading, mention)),
    ...archetypes.slice(0, 2),
    // What the kind brings serves the clause that asks for it.
    ...asked.flatMap(({ source, capability }) =>
      isServed(capability.name, source.text, kinds, entities) ? [source] : [],
    ),
    ...[...saidKinds, ...look.colours, ...look.tone, ...(look.name ? [look.name] : []), ...pages].flatMap(
      ({ source }) => (source.from === 'prompt' ? [source] : []),
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
              !isServed(capability.name, source.text, kinds, entities) &&
              !attributes.some((attribute) => attribute.field && overlaps(rangeOf(reading, attribute), source)) &&
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
    forms: [...new Set(received)],
    pages,
    capabilities: capabilitiesOf(asked),
    look,
    notBuilt,
    assumptions,
    questions: [],
  };
}

/** Whether most of it is for everybody to see. */
function isPublic(reading: Reading): boolean {
  const [kind] = kindsOf(reading, undefined);
  return kind !== undefined && kind.kind !== 'app' && kind.kind !== 'dashboard';
}

/** Among people who sign in, a comment stands when it is written: nobody approves it first, unless the prompt says so. */
function withoutModeration(entity: FoundEntity): void {
  if (entity.noun !== 'Comment' || entity.states?.source.from !== 'lexicon') return;
  const { field } = entity.states;
  entity.fields = entity.fields.filter(({ name, source }) => name !== field || source.from === 'prompt');
  delete entity.states;
}

/** Forms that ask for values of their own become mentions of what they make, in place of those that lie within their names. */
function withForms(
  reading: Reading,
  mentions: Mention[],
  definitions: Definition[],
): { forms: FormPlace[]; attributes: Attribute[] } {
  const places = formsIn(reading, isPublic(reading));
  const attributes = attributesOf(reading, mentions, places, definitions);
  const forms = places.filter(({ at }) => attributes.some(({ from, field }) => field && from >= at && from < at + 3));
  for (const { mention } of forms) {
    const within = mentions.filter((other) => other.from >= mention.from && other.to <= mention.to);
    for (const other of within) mentions.splice(mentions.indexOf(other), 1);
    mentions.push(mention);
  }
  mentions.sort((a, b) => a.from - b.from);
  return { forms, attributes };
}

/** Phrases whose nouns do not mean what they mean alone. */
const IDIOMS = new Phrases(
  'by invoice, on invoice, per rechnung, auf rechnung, gegen rechnung, piece of, pieces of, in order to, in case of, keep track of, keeps track of, keeping track of, lose track of, lost track of, on track, take care of, sign off, part of, kind of, sort of, type of, number of, one of a kind, help desk, service desk, front desk, food truck, food bank, point of sale, up to date, drag and drop, home page, at home, in house, by phone, by hand, in place, take place, takes place, taking place, in stock, out of stock, in time, on time, date of birth, each other, work in progress',
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

/** Other places that name an entity by the very word, or by the last of its plural, which says nothing where nobody knows the entity: "see results". */
function namedAgain(
  { tokens }: Reading,
  entities: FoundEntity[],
  known: EntityMention[],
  defined: ReadonlySet<FoundEntity>,
): EntityMention[] {
  const words = new Map(
    entities.flatMap((entity): [string, string][] => {
      const { name, noun, source, label, plural } = entity;
      return source.from !== 'prompt'
        ? []
        : noun === undefined || defined.has(entity)
          ? [label, plural].flatMap((word): [string, string][] => {
              // "Found things: ...", and then "a thing is stored".
              const last = word?.toLowerCase().split(' ').at(-1);
              return word && last
                ? [
                    [word.toLowerCase(), name],
                    [last, name],
                  ]
                : [];
            })
          : // "Applications" alone is a word for programs, too.
            [[(plural ?? '').split(' ').at(-1)?.toLowerCase() ?? '', name]];
    }),
  );
  return tokens.flatMap((token, at): EntityMention[] => {
    const entity = token.negated ? undefined : words.get(token.lower);
    const isKnown = known.some(({ from, to }) => from <= at && at < to);
    return entity === undefined || isKnown ? [] : [{ entity, from: at, to: at + 1 }];
  });
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

/** "Recipes with ingredients": what is no thing of its own stays a value of what has it. */
function keepPartsAsText(
  reading: Reading,
  attributes: Attribute[],
  entityOf: (said: string) => FoundEntity | undefined,
): void {
  for (const { owner, thing, field, from, to } of attributes) {
    const entity = entityOf(owner);
    if (entity?.source.from !== 'prompt' || thing === undefined || field || entityOf(thing)) continue;
    const words = reading.tokens.slice(from, to);
    const name = nameOf(words);
    if (name === undefined || entity.fields.some((one) => one.name.toLowerCase() === name.toLowerCase())) continue;
    entity.fields.push({
      name,
      label: labelOf(words),
      type: 'text',
      required: false,
      unique: false,
      source: spanOf(reading, from, to),
      confidence: 0.5,
    });
  }
}

/** For tests: the candidates with their evidence. */
export function explain(prompt: string): { accepted: string[]; candidates: Candidate[] } {
  const reading = read(prompt);
  const mentions = mentionsOf(reading);
  const candidates = scoreMentions(reading, mentions, attributesOf(reading, mentions), roleMentions(reading));
  return { accepted: acceptedOf(candidates).map((group) => group[0]?.key ?? ''), candidates };
}
