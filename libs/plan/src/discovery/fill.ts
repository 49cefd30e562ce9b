import type { AppKind } from '@appfactory/resources/appBuild';
import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { camelCase } from '../words.ts';
import type { Candidate } from './candidate.ts';
import type { CapabilityPlace } from './capabilities.ts';
import type { FoundEntity, FoundKind, FoundRole } from './discovery.ts';
import { round, type ScoredArchetype } from './domain.ts';
import { assumedEntity, FAMILIES } from './entities.ts';
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
  /** What the prompt asks for beside rows. */
  asked: CapabilityPlace[];
  /** Whether lines say what the things have: who writes these has named the things. */
  defined: boolean;
}

/** Adds what apps of the domain usually keep, where the prompt says too little; a list of items where it says nothing. */
export function fillFromArchetype(filling: Filling): void {
  const { reading, entities, archetypes, assumptions } = filling;
  if (filling.kinds[0]?.kind === 'landing') addForms(filling);
  if (filling.kinds[0]?.kind === 'shop') soldAsProducts(filling);
  const named = entities.length;
  const [first] = archetypes;
  const best =
    first &&
    (named === 0 ||
      (first.archetype.kind === filling.kinds[0]?.kind &&
        filling.kinds[0].kind !== 'landing' &&
        isShort(filling) &&
        saysMore(filling, first) &&
        !filling.defined &&
        !listsItself(filling)))
      ? first
      : undefined;
  if (best && named < ENOUGH_NAMED) {
    const negated = negatedNouns(reading);
    const tells = tellsDeeds(filling);
    const mentioned = new Set(filling.candidates.flatMap(({ key, score }) => (score > 0.2 ? [key] : [])));
    const added: FoundEntity[] = [];
    for (const name of best.archetype.core) {
      const noun = NOUN_BY_NAME.get(name);
      if (!noun || entities.some((entity) => entity.noun === name || entity.name === name)) continue;
      const family = FAMILIES.find((names) => names.includes(name)) ?? [];
      if (entities.some((entity) => family.includes(entity.noun ?? ''))) continue;
      const isValue = entities.some((entity) =>
        entity.fields.some((field) => field.source.from === 'prompt' && field.name === camelCase(name)),
      );
      if (isValue) continue;
      if (named > 0 && tells && !mentioned.has(name)) continue;
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
  addEssential(filling);
  if (entities.length > 0) return;
  // "A dashboard for our energy consumption": rows of a file that say when, and how much.
  const figure = filling.kinds[0]?.kind === 'dashboard' ? NOUN_BY_NAME.get('Metric') : undefined;
  if (figure) {
    const why = 'a dashboard shows figures, and the prompt names none of their rows';
    const names =
      reading.language === 'en' ? { name: 'Measurement', label: 'Measurement', plural: 'Measurements' } : {};
    entities.push({ ...assumedEntity(figure, reading.language, { from: 'default', why }, 0.3), ...names });
    assumptions.push(
      'The prompt does not say what the rows of the figures are: each is a measurement with a day and a value.',
    );
    return;
  }
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

/** Goods that a shop has as products: "a shop for candles" keeps products. */
const GOODS = new Set([
  'Candle',
  'Fabric',
  'ClothingItem',
  'Shoe',
  'Jewellery',
  'Flower',
  'Toy',
  'Furniture',
  'GiftBasket',
  'Wine',
  'Coffee',
  'Beer',
  'Artwork',
  'Cake',
  'Drink',
  'Plant',
  'VegetableBox',
  'Bicycle',
  'Part',
  'Book',
  'Album',
  'Seed',
]);

/** What the orders of a shop have already, where nothing is told of it. */
const SENT_WITH_ORDERS = new Set(['Shipment', 'Delivery', 'Pickup', 'Parcel']);

function soldAsProducts({ reading, entities }: Filling): void {
  const needless = entities.filter(
    ({ noun, fields }) => SENT_WITH_ORDERS.has(noun ?? '') && fields.every(({ source }) => source.from !== 'prompt'),
  );
  for (const entity of needless) entities.splice(entities.indexOf(entity), 1);
  const goods = entities.filter((entity) => GOODS.has(entity.noun ?? ''));
  const [first] = goods;
  const noun = NOUN_BY_NAME.get('Product');
  if (!first || !noun) return;
  const at = entities.indexOf(first);
  const product =
    entities.find((entity) => entity.noun === 'Product') ??
    assumedEntity(noun, reading.language, first.source, first.confidence);
  const stated = goods.flatMap((entity) => entity.fields.filter(({ source }) => source.from === 'prompt'));
  for (const field of stated)
    if (!product.fields.some((other) => other.name === field.name)) product.fields.push(field);
  const others = entities.filter((entity) => !goods.includes(entity) && entity !== product);
  entities.splice(0, entities.length, ...others.slice(0, at), product, ...others.slice(at));
}

/** What an app of a kind cannot be without. */
const ESSENTIAL: Partial<Record<AppKind, string[][]>> = {
  blog: [['Post', 'News']],
  shop: [
    ['Product', 'Classified', 'Dish', 'Cake', 'Artwork', 'Book'],
    ['Order', 'PreOrder', 'Offer', 'Inquiry', 'Classified'],
  ],
};

function addEssential({ reading, entities, kinds, refused }: Filling): void {
  if (refused) return;
  const said = kinds.filter(({ source }) => source.from !== 'default');
  for (const { kind, names } of said.flatMap((kind) =>
    (ESSENTIAL[kind.kind] ?? []).map((names) => ({ kind, names })),
  )) {
    const noun = NOUN_BY_NAME.get(names[0] ?? '');
    if (!noun || entities.some((entity) => names.includes(entity.noun ?? ''))) continue;
    entities.push(
      assumedEntity(
        noun,
        reading.language,
        kind.source.from === 'prompt' ? kind.source : { from: 'default', why: `a ${kind.kind} keeps them` },
        0.6,
      ),
    );
  }
}

/** What the forms of a public page keep: what visitors write, and who wants to hear more. */
const FORMS = [
  { capability: 'contactForm', noun: 'Inquiry' },
  { capability: 'newsletter', noun: 'Subscriber' },
];

function addForms({ reading, entities, asked }: Filling): void {
  for (const { capability, noun: name } of FORMS) {
    const place = asked.find((one) => one.capability.name === capability);
    const noun = NOUN_BY_NAME.get(name);
    if (!place || !noun || entities.some((entity) => entity.noun === name)) continue;
    entities.push(assumedEntity(noun, reading.language, place.source, 0.7));
  }
}

/** So many words say what the app keeps, and what they leave out is not wanted. */
const SHORT = 24;

function isShort({ reading }: Filling): boolean {
  return reading.tokens.filter((token) => token.kind === 'word').length <= SHORT;
}

/** "Speakers submit talks, reviewers score them": who tells what several people do says what there is. */
const tellsDeeds = ({ roles }: Filling): boolean => roles.filter(({ source }) => source.from === 'prompt').length > 1;

/** Who opens with a list says what there is. */
function listsItself({ candidates, entities }: Filling): boolean {
  const listed = candidates.filter((candidate) =>
    candidate.evidence.some(({ rule }) => rule.includes('opens with') || rule.includes('only lists')),
  );
  return new Set(listed.filter(({ key }) => entities.some(({ noun }) => noun === key)).map(({ key }) => key)).size >= 2;
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
  const unwanted = nouns.filter((phrase) => tokens[phrase.from]?.negated).map((phrase) => phrase.value.name);
  const noForm = tokens.some((token) => token.negated && /^(forms?|formulare?|kontaktformular)$/.test(token.lower));
  return new Set([...unwanted, ...(noForm ? ['Inquiry', 'ContactRequest'] : [])]);
}
