import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Candidate } from './candidates.ts';
import type { FoundEntity, FoundKind, FoundRole } from './discovery.ts';
import { round, type ScoredArchetype } from './domain.ts';
import { assumedEntity } from './entities.ts';
import type { Reading } from './reading.ts';

/** With so many entities of its own a prompt says what it wants: an archetype adds none. */
const ENOUGH_NAMED = 3;
const MOST_WITH_ARCHETYPE = 4;
/** People of whom an app with sign-in needs no rows beside their accounts. */
const ACCOUNTS = new Set(['Customer', 'Guest', 'Visitor', 'Member', 'Employee']);

interface Filling {
  reading: Reading;
  /** Added to. */
  entities: FoundEntity[];
  archetypes: ScoredArchetype[];
  roles: FoundRole[];
  candidates: Candidate[];
  kinds: FoundKind[];
  /** Added to. */
  assumptions: string[];
  refused: boolean;
}

/** Adds what apps of the domain usually keep, where the prompt says too little; a list of items where it says nothing. */
export function fillFromArchetype(filling: Filling): void {
  const { reading, entities, archetypes, assumptions } = filling;
  const named = entities.length;
  const best = archetypes.find((scored) => named === 0 || saysMore(filling, scored));
  if (best && named < ENOUGH_NAMED) {
    const negated = negatedNouns(reading);
    const added: FoundEntity[] = [];
    for (const name of best.archetype.core) {
      const noun = NOUN_BY_NAME.get(name);
      if (!noun || entities.some((entity) => entity.noun === name || entity.name === name)) continue;
      if (negated.has(name) || (named > 0 && entities.length + added.length >= MOST_WITH_ARCHETYPE)) continue;
      const isAccount =
        ACCOUNTS.has(name) && filling.roles.some((role) => role.noun === name || role.name === name.toLowerCase());
      if (isAccount && named > 0) continue;
      const confidence = round((named === 0 ? 0.55 : 0.42) + Math.min(0.25, best.score / 20));
      added.push(assumedEntity(noun, reading.language, { from: 'archetype', name: best.archetype.name }, confidence));
    }
    entities.push(...added);
    if (added.length > 0) {
      const what = added.map((entity) => entity.plural ?? entity.label).join(', ');
      assumptions.push(
        named === 0
          ? `The prompt names nothing to keep; apps of this kind (${best.archetype.name}) usually keep ${what}.`
          : `${what}: not named in the prompt; apps of this kind (${best.archetype.name}) usually keep them.`,
      );
    }
  }
  if (entities.length > 0) return;
  const item = NOUN_BY_NAME.get('Todo') && NOUN_BY_NAME.get('Item');
  if (!item) return;
  entities.push({
    ...assumedEntity(
      item,
      reading.language,
      { from: 'default', why: 'nothing in the prompt was understood as a thing to keep' },
      0.1,
    ),
    fields: [
      {
        name: 'name',
        type: 'string',
        required: true,
        unique: false,
        source: { from: 'default', why: 'rows need a name' },
        confidence: 0.1,
      },
      {
        name: 'status',
        type: 'enum',
        required: false,
        unique: false,
        values: ['Open', 'Done'],
        source: { from: 'default', why: 'lists are worked off' },
        confidence: 0.1,
      },
      {
        name: 'dueDate',
        type: 'date',
        required: false,
        unique: false,
        source: { from: 'default', why: 'lists are worked off' },
        confidence: 0.1,
      },
      {
        name: 'notes',
        type: 'text',
        required: false,
        unique: false,
        source: { from: 'default', why: 'rows need room' },
        confidence: 0.1,
      },
    ],
    views: ['table'],
  });
  assumptions.push(
    'Nothing in the prompt was understood as a thing to keep: the app is a list of items. State entities to say what it keeps.',
  );
}

/** Whether an archetype rests on more than the name of an entity: "a list of books" is no lending library. */
function saysMore({ reading, candidates, entities }: Filling, { start, end, archetype }: ScoredArchetype): boolean {
  if (archetype.core.length <= 1) return true;
  const named = candidates.filter((candidate) => entities.some((entity) => entity.noun === candidate.key));
  return !named.some((candidate) => {
    const [from, to] = [reading.tokens[candidate.from]?.start ?? 0, reading.tokens[candidate.to - 1]?.end ?? 0];
    return from < end && start < to;
  });
}

/** Things that the prompt says it does not want. */
function negatedNouns({ nouns, tokens }: Reading): Set<string> {
  return new Set(nouns.filter((phrase) => tokens[phrase.from]?.negated).map((phrase) => phrase.value.name));
}
