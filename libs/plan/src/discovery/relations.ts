import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { camelCase } from '../words.ts';
import type { Attribute } from './attributes.ts';
import type { Candidate } from './candidates.ts';
import type { Found, FoundEntity, FoundRelation } from './discovery.ts';
import { addReference } from './entities.ts';
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
  return relations;
}

const CHILD_OF = /^(belong|belongs|assigned|linked|attached|related|gehört|gehören|zugeordnet)$/;

function fromPrompt(
  reading: Reading,
  context: Context,
  link: (kind: FoundRelation['kind'], from: FoundEntity, to: FoundEntity, found: Found, name?: string) => void,
): void {
  const { tokens } = reading;
  const { attributes, candidates, entityOf } = context;
  for (const { owner, thing, from, to } of attributes) {
    const [whole, part] = [entityOf(owner), thing === undefined ? undefined : entityOf(thing)];
    if (!whole || !part || whole === part) continue;
    const found: Found = { source: spanOf(reading, from, to), confidence: 0.8 };
    const refersTo = (one: FoundEntity, other: FoundEntity) =>
      NOUN_BY_NAME.get(one.noun ?? '')?.fields.find((field) => field.to === other.noun && field.to !== undefined);
    const plural = candidates.some((candidate) => candidate.from === from && candidate.plural);
    const known = refersTo(whole, part);
    if (known?.type === 'references' || part.noun === 'Tag') link('n-m', whole, part, found);
    // "Orders with their customers": the lexicon knows which of both holds the reference.
    else if (known || (!plural && !refersTo(part, whole))) link('n-1', whole, part, found);
    else link('n-1', part, whole, found);
  }
  for (const [at, candidate] of candidates.entries()) {
    const entity = entityOf(candidate.key);
    if (!entity) continue;
    const next = candidates
      .slice(at + 1)
      .find((other) => other.from >= candidate.to && tokens[other.from]?.sentence === tokens[candidate.from]?.sentence);
    const other = next && entityOf(next.key);
    if (!next || !other) continue;
    const between = tokens.slice(candidate.to, next.from).map((token) => token.lower);
    const found: Found = { source: spanOf(reading, candidate.from, next.to), confidence: 0.85 };
    const text = between.join(' ');
    if (other === entity) {
      if (/\b(parent|sub|nested|under another|übergeordnet)/.test(text)) link('self', entity, entity, found);
      continue;
    }
    if (between.length <= 5 && between.some((word) => CHILD_OF.test(word))) link('n-1', entity, other, found);
    else if (/^(has|have) (exactly |only )?one$|^hat genau (ein|eine|einen)$/.test(text))
      link('1-1', other, entity, found);
    else if (
      /^(can |may )?(have|has|belong to|be in) (many|several|multiple)$/.test(text) &&
      repeated(candidates, at, next, entityOf)
    )
      link('n-m', entity, other, found);
    else if (
      /^(can |may |must )?(has|have|contain|contains|hat|haben|consists? of) (many|several|multiple|mehrere|viele)$/.test(
        text,
      )
    )
      link('n-1', other, entity, found);
    // "Client meetings", "invoices per client", "photos of plants": the last noun of a compound holds the reference.
    else if (between.length === 0 && candidate.to === next.from)
      link('n-1', other, entity, { ...found, confidence: 0.7 });
    else if (/^(for|per|of|pro|für|of|from) ?(a|an|the|each|every|our|their|ein|eine|einen|jeden|jedes)?$/.test(text))
      link('n-1', entity, other, { ...found, confidence: 0.65 });
    // "Customers book rooms": what the verb makes refers to what is booked.
    else if (
      candidate.evidence.some(({ rule }) => rule === 'made by a verb') &&
      between.length <= 3 &&
      !between.includes('and')
    )
      link('n-1', entity, other, { ...found, confidence: 0.7 });
  }
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
