import type { AppBuildSpec, Question } from '@appfactory/resources/appBuild';
import { ARCHETYPES } from '../archetypes/archetypes.ts';
import type { Discovery } from '../discovery/discovery.ts';
import { labelsOf } from '../discovery/labels.ts';
import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import { lowerLabel } from '../words.ts';

/** One round has no more than these. */
const MOST = 5;

interface Asked extends Question {
  /** How many elements of the plan another answer changes. */
  impact: number;
}

/** What would change the plan most, the greatest change first. The default is what the plan was made with. */
export function questionsOf(discovery: Discovery, spec: AppBuildSpec): Question[] {
  return [
    domain(discovery),
    kind(discovery, spec),
    who(discovery, spec),
    more(discovery),
    payment(discovery),
    doubtful(discovery),
  ]
    .filter((question) => question !== undefined)
    .toSorted((a, b) => b.impact - a.impact)
    .slice(0, MOST)
    .map(({ impact, ...question }) => question);
}

const kept = (discovery: Discovery) =>
  discovery.entities.map((entity) => lowerLabel(entity.plural ?? entity.label)).join(', ');
const pluralsOf = (names: string[]) =>
  names.flatMap((name) => {
    const noun = NOUN_BY_NAME.get(name);
    return noun ? [lowerLabel(labelsOf(noun, 'en').plural)] : [];
  });

/** Two domains that the prompt speaks of alike, where it names no things itself. */
function domain({ archetypes, entities }: Discovery): Asked | undefined {
  const [first, second] = archetypes;
  const assumed = entities.filter(({ source }) => source.from === 'archetype').length;
  if (!first || !second || assumed < 2 || second.score < first.score * 0.8) return undefined;
  const [one, other] = [first, second].map(({ name }) => ARCHETYPES.find((archetype) => archetype.name === name));
  if (!one || !other) return undefined;
  return {
    id: 'domain',
    text: 'What does the app mainly keep?',
    options: [one, other].map(({ core }) => {
      const sentence = `Keep ${pluralsOf(core).join(', ')}.`;
      return {
        label: pluralsOf(core).join(', '),
        change: `Name them in the prompt: “${sentence}”`,
        effect: { prompt: sentence },
      };
    }),
    default: 0,
    impact: one.core.length + other.core.length,
  };
}

function kind({ kinds }: Discovery, spec: AppBuildSpec): Asked | undefined {
  const [first] = kinds;
  if (spec.kinds || !first || first.confidence > 0.62) return undefined;
  const other = kinds[1]?.kind ?? (first.kind === 'app' ? 'shop' : 'app');
  if (first.source.from === 'default') return undefined;
  return {
    id: 'kind',
    text: 'What kind of app is it first of all?',
    options: [first.kind, other].map((one) => ({
      label: one,
      change: `spec.kinds: [${one}]`,
      effect: { kinds: [one] },
    })),
    default: 0,
    impact: 6,
  };
}

function who({ roles, entities }: Discovery, spec: AppBuildSpec): Asked | undefined {
  if (spec.roles) return undefined;
  const guest = roles.find((role) => role.signsUp);
  const isAssumed = roles.some(({ source }) => source.from === 'archetype');
  if (guest && (isAssumed || guest.source.from === 'prompt')) {
    return {
      id: 'sign-up',
      text: `May anybody sign up as ${lowerLabel(guest.label)}?`,
      options: [
        {
          label: 'Yes, and sees only what is meant for them',
          change: `spec.roles: ${guest.name} with signUp: open`,
          effect: { role: { name: guest.name, signUp: 'open' } },
        },
        {
          label: 'No, an owner lets everybody in',
          change: `spec.roles: ${guest.name} with signUp: approval`,
          effect: { role: { name: guest.name, signUp: 'approval' } },
        },
      ],
      default: 0,
      impact: 4,
    };
  }
  if (roles.length > 0 || entities.length < 2) return undefined;
  return {
    id: 'who',
    text: 'Who uses the app?',
    options: [
      { label: 'You and people you let in; everybody sees everything', change: 'Nothing: it is so' },
      {
        label: 'Several kinds of people with rights of their own',
        change: 'Say in the prompt who may do what: “Members can see their own orders.”',
      },
    ],
    default: 0,
    impact: 3,
  };
}

function more(discovery: Discovery): Asked | undefined {
  const [best] = discovery.archetypes;
  const archetype = ARCHETYPES.find(({ name }) => name === best?.name);
  const missing = (archetype?.extra ?? [])
    .filter((name) => !discovery.entities.some((entity) => entity.noun === name))
    .slice(0, 3);
  if (missing.length === 0 || discovery.entities.length > 6) return undefined;
  const names = pluralsOf(missing).join(', ');
  return {
    id: 'more',
    text: `Should it keep ${names} too?`,
    options: [
      { label: `No, only ${kept(discovery)}`.slice(0, 120), change: 'Nothing: it is so' },
      { label: 'Yes', change: `Add to the prompt: “Keep ${names}.”`, effect: { prompt: `Keep ${names}.` } },
    ],
    default: 0,
    impact: missing.length + 1,
  };
}

function payment({ kinds, capabilities, entities }: Discovery): Asked | undefined {
  if (
    kinds[0]?.kind !== 'shop' ||
    capabilities.some(({ name }) => name === 'pay') ||
    !entities.some(({ noun }) => noun === 'Order' || noun === 'PreOrder')
  )
    return undefined;
  return {
    id: 'payment',
    text: 'How do customers pay?',
    options: [
      { label: 'When they pick it up, or on delivery', change: 'Nothing: it is so' },
      {
        label: 'Online',
        change: 'Add to the prompt: “Customers pay online.” It needs a key of a payment service.',
        effect: { prompt: 'Customers pay online.' },
      },
    ],
    default: 0,
    impact: 3,
  };
}

/** The entity that is least sure. */
function doubtful({ entities }: Discovery): Asked | undefined {
  const least = entities
    .filter(({ source, confidence }) => source.from === 'prompt' && confidence < 0.6)
    .toSorted((a, b) => a.confidence - b.confidence)[0];
  if (!least || entities.length < 2) return undefined;
  const name = lowerLabel(least.plural ?? least.label);
  return {
    id: 'doubtful',
    text: `Does the app keep a list of ${name}?`.slice(0, 200),
    options: [
      { label: 'Yes', change: 'Nothing: it is so' },
      { label: 'No', change: `spec.omit: [${least.name}]`, effect: { omit: [least.name] } },
    ],
    default: 0,
    impact: 1 + least.fields.length / 10,
  };
}
