import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { camelCase, pascalCase } from '../words.ts';
import type { Attribute } from './attributes.ts';
import type { Candidate } from './candidate.ts';
import type { Found, FoundEntity, FoundRelation } from './discovery.ts';
import { addReference, FAMILIES } from './entities.ts';
import { deedsOf, linksOf } from './links.ts';
import { type Reading, spanOf } from './reading.ts';

interface Context {
  entities: FoundEntity[];
  candidates: Candidate[];
  attributes: Attribute[];
  /** The entity that a mention's key became. */
  entityOf(key: string): FoundEntity | undefined;
}

/** Finds how entities hang together, and gives them the fields for it. */
export function relate(reading: Reading, context: Context): FoundRelation[] {
  const relations: FoundRelation[] = [];
  const link = (kind: FoundRelation['kind'], from: FoundEntity, to: FoundEntity, found: Found, name?: string) => {
    const linked = relations.some(
      (one) => one.from === from.name && one.to === to.name && (name === undefined || one.field === name),
    );
    const reverse = relations.some((one) => one.from === to.name && one.to === from.name && from !== to);
    if (linked || reverse) return;
    const field = addReference(
      from,
      {
        name: name ?? (from === to ? 'parent' : camelCase(to.name)),
        type: kind === 'n-m' ? 'references' : 'reference',
        to: to.name,
        unique: kind === '1-1',
      },
      found,
      from === to ? undefined : to.label,
    );
    relations.push({ kind, from: from.name, to: to.name, field, ...found });
  };
  const { entities } = context;
  fromPrompt(reading, context, link);
  for (const entity of entities) {
    const noun = NOUN_BY_NAME.get(entity.noun ?? '');
    for (const field of noun?.fields ?? []) {
      if (field.to === undefined) continue;
      const target = entities.find((other) => other.noun === field.to);
      if (!target) continue;
      const kind = target === entity ? 'self' : field.type === 'references' ? 'n-m' : 'n-1';
      const name = field.name === camelCase(field.to) ? undefined : field.name;
      link(kind, entity, target, { source: { from: 'lexicon', name: noun?.name ?? '' }, confidence: 0.6 }, name);
      const made = entity.fields.find((other) => other.to === target.name);
      if (made && field.required) made.required = true;
    }
  }
  fromRemarks(
    reading,
    context,
    (entity) => relations.some(({ from, to }) => from === entity.name || to === entity.name),
    (from, to, at) => link('n-1', from, to, { source: spanOf(reading, at.from, at.to), confidence: 0.5 }),
  );
  return relations;
}

function fromPrompt(
  reading: Reading,
  context: Context,
  link: (kind: FoundRelation['kind'], from: FoundEntity, to: FoundEntity, found: Found, name?: string) => void,
): void {
  const { tokens } = reading;
  const { attributes, candidates, entityOf } = context;
  const refersTo = (one: FoundEntity, other: FoundEntity) =>
    NOUN_BY_NAME.get(one.noun ?? '')?.fields.find((field) => field.to === other.noun && field.to !== undefined);
  for (const { owner, thing, from, to } of attributes) {
    const [whole, part] = [entityOf(owner), thing === undefined ? undefined : entityOf(thing)];
    if (!whole || !part || whole === part) continue;
    const found: Found = { source: spanOf(reading, from, to), confidence: 0.8 };
    const plural = candidates.some((candidate) => candidate.from === from && candidate.plural);
    // A line that defines a thing keeps a place for what it refers to, under the word that stands there.
    const start = tokens[from]?.start;
    const place = whole.fields.find(
      ({ type, source }) => type === 'string' && source.from === 'prompt' && source.start === start,
    )?.name;
    const known = refersTo(whole, part);
    if (known?.type === 'references' || part.noun === 'Tag') link('n-m', whole, part, found);
    // "Orders with their customers": the lexicon knows which of both holds the reference.
    else if (known || place || (!plural && !refersTo(part, whole))) link('n-1', whole, part, found, place);
    else link('n-1', part, whole, found);
  }
  for (const { entity, field, other } of valuesNamedAfter(context.entities)) {
    const isMany = field.name.endsWith(camelCase(other.plural ?? '')) && other.plural !== other.label;
    const found: Found = { source: field.source, confidence: 0.75 };
    link(isMany ? 'n-m' : 'n-1', entity, other, found, isMany ? undefined : field.name);
  }
  for (const [at, one] of candidates.entries()) {
    const next = candidates
      .slice(at + 1)
      .find((other) => other.from >= one.to && tokens[other.from]?.sentence === tokens[one.from]?.sentence);
    const [entity, other] = [entityOf(one.said), next && entityOf(next.said)];
    if (!entity || !next || !other) continue;
    const text = tokens
      .slice(one.to, next.from)
      .map((token) => token.lower)
      .join(' ');
    const found: Found = { source: spanOf(reading, one.from, next.to), confidence: 0.85 };
    if (entity === other) {
      if (/\b(parent|sub|nested|under another|übergeordnet)/.test(text)) link('self', entity, entity, found);
    } else if (
      /^(can |may )?(have|has|belong to|be in) (many|several|multiple)$/.test(text) &&
      repeated(candidates, at, next, entityOf)
    )
      link('n-m', entity, other, found);
  }
  const said = candidates.filter((candidate) => isSaid(candidate) && entityOf(candidate.said) !== undefined);
  for (const { kind, from, to, confidence } of linksOf(reading, said)) {
    const [one, other] = [entityOf(from.key), entityOf(to.key)];
    if (!one || !other || one === other) continue;
    const found = { source: spanOf(reading, Math.min(from.from, to.from), Math.max(from.to, to.to)), confidence };
    // "Orders of customers": the lexicon knows better than a word like "of" which of both holds the reference.
    if ((confidence < 0.7 || kind === 'n-m') && refersTo(other, one) && !refersTo(one, other))
      link('n-1', other, one, found);
    else link(kind, one, other, found);
  }
  for (const { made, who, what, at } of deedsOf(reading, said)) {
    const entity = entityOf(made) ?? relativeOf(made, context.entities);
    for (const mention of [what, who]) {
      const other = mention && entityOf(mention.key);
      if (!entity || !other || entity === other) continue;
      link('n-1', entity, other, { source: spanOf(reading, at, at + 1), confidence: 0.7 });
    }
  }
}

/** "A match has a home team": values of the prompt that are called after what the app keeps are no texts. */
function valuesNamedAfter(
  entities: FoundEntity[],
): { entity: FoundEntity; field: FoundEntity['fields'][number]; other: FoundEntity }[] {
  return entities.flatMap((entity) =>
    entity.fields.flatMap((field) => {
      if (!/^(string|text)$/.test(field.type) || field.source.from !== 'prompt') return [];
      const other = entities.find(
        (one) =>
          one !== entity &&
          [one.name, one.label, one.plural ?? ''].some((name) => {
            const end = camelCase(name);
            return end.length > 2 && (field.name === end || field.name.endsWith(pascalCase(name)));
          }),
      );
      return other ? [{ entity, field, other }] : [];
    }),
  );
}

/** Remarks are about something: "proofreaders check jobs and leave comments". */
const REMARKS = /^(Comment|Note|Review|Rating|Feedback|Answer|Photo|Document|Vote|Evidence|Approval|Attachment)$/;

/** Gives a remark what its sentence speaks of before it, where nothing else is said of what it is about. */
function fromRemarks(
  { tokens }: Reading,
  { candidates, entities, entityOf }: Context,
  isLinked: (entity: FoundEntity) => boolean,
  link: (from: FoundEntity, to: FoundEntity, at: Candidate) => void,
): void {
  for (const entity of entities) {
    if (!REMARKS.test(entity.noun ?? '') || isLinked(entity)) continue;
    const mention = candidates.find((candidate) => isSaid(candidate) && entityOf(candidate.said) === entity);
    if (!mention) continue;
    const about = candidates.findLast(
      (other) =>
        other.to <= mention.from &&
        tokens[other.from]?.sentence === tokens[mention.from]?.sentence &&
        other.noun?.flags.includes('person') !== true &&
        entityOf(other.said) !== undefined &&
        entityOf(other.said) !== entity,
    );
    const target = about && entityOf(about.said);
    if (target) link(entity, target, mention);
  }
}

/** What a verb makes stands in no words of its own. */
const isSaid = ({ evidence }: Candidate) => evidence.every(({ rule }) => rule !== 'made by a verb');

/** The entity by whose noun one calls what a verb makes: a booking, where the app keeps appointments. */
function relativeOf(noun: string, entities: FoundEntity[]): FoundEntity | undefined {
  const family = FAMILIES.find((names) => names.includes(noun)) ?? [];
  return entities.find((entity) => entity.noun !== undefined && family.includes(entity.noun));
}

/** Whether the prompt says the same the other way round: "students can have many courses and courses many students". */
function repeated(candidates: Candidate[], at: number, next: Candidate, entityOf: Context['entityOf']): boolean {
  const [first, second] = [candidates[at], next];
  const later = candidates.slice(candidates.indexOf(next) + 1);
  return later.some(
    (candidate, index) =>
      candidate.key === second.key &&
      later.slice(index + 1).some((other) => other.key === first?.key) &&
      entityOf(candidate.key) !== undefined,
  );
}
