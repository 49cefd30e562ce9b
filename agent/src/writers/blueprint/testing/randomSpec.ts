import { rightsOf } from '@appfactory/plan/access';
import { NOUNS } from '@appfactory/plan/lexicon/lexicon';
import { RESERVED_PROPERTIES, RESERVED_TYPES, RESERVED_VARIABLES } from '@appfactory/plan/reserved';
import {
  ACTIONS,
  APP_KINDS,
  type AppBuildSpec,
  appBuildSpecSchema,
  BUILT_IN_ROLES,
  FIELD_TYPES,
  RESERVED_ENTITIES,
  RESERVED_FIELDS,
  SCOPES,
  VIEWS,
} from '@appfactory/resources/appBuild';
import { Random } from '../samples/random.ts';

type Spec = Record<string, unknown>;

/** Names that a person would choose, and, one time in five, one that means something to the code around it. */
const PLAIN_NOUNS = NOUNS.map(({ name }) => name).filter((name) => /^[A-Za-z]{1,30}$/.test(name));
const LOADED_NOUNS = [...RESERVED_TYPES].filter((name) => /^[A-Z][A-Za-z]+$/.test(name));
const PLAIN_FIELDS =
  'name title status amount price total date start end dueDate notes description e-mail website phone owner parent category priority count rate active done code number address place rating photo document kind'
    .split(' ')
    .map((name) => name.replace('-', ''));
const LOADED_FIELDS = [...RESERVED_PROPERTIES, ...RESERVED_VARIABLES].filter((name) =>
  /^[a-z][A-Za-z0-9]*$/.test(name),
);
const CHOICES = [
  'New',
  'In progress',
  'Done',
  'Cancelled',
  'A / B',
  "it's",
  '50 %',
  'new',
  'Über',
  '1',
  '"quoted"',
  '{x}',
];
const STEP_NAMES = ['approve', 'reject', 'finish', 'reopen', 'delete', 'create', 'send', 'constructor', 'archive'];
const LABELS = ['Plain words', 'Größe & Maß', `It's "quoted"`, '<b>bold</b>', '100 % {sure}', '🎉', '\u0024{x}', '*/'];
const PROMPTS = [
  'Track what we lend to whom.',
  'Eine Verwaltung für unsere Werkstatt. Kunden, Aufträge und Rechnungen.',
  'A blog about old motorbikes with comments and tags.',
  'A page for my bakery: opening hours, a contact form, and our prices.',
  'Manage orders. Managers approve them, staff may see only their own.',
];

/** Draws what a spec is made of. */
class Draw extends Random {
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  any<T>(from: readonly T[]): T {
    const drawn = from[this.below(from.length)];
    if (drawn === undefined) throw new Error('there is nothing to draw from');
    return drawn;
  }

  /** Some of them, in any order, each once. */
  some<T>(from: readonly T[], least: number, most: number): T[] {
    const left = [...from];
    const drawn: T[] = [];
    for (let count = this.between(least, Math.min(most, left.length)); count > 0; count--) {
      drawn.push(...left.splice(this.below(left.length), 1));
    }
    return drawn;
  }

  /** Names that differ by more than their case, without those that a spec may not have. */
  names(count: number, plain: readonly string[], loaded: readonly string[], barred: readonly string[]): string[] {
    const taken = new Set(barred.map((name) => name.toLowerCase()));
    const names: string[] = [];
    while (names.length < count) {
      const name = this.any(this.chance(20) ? loaded : plain);
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      names.push(name);
    }
    return names;
  }
}

function field(draw: Draw, name: string, entities: string[]): Spec {
  const type = draw.any(FIELD_TYPES);
  return {
    name,
    type,
    required: draw.chance(40),
    unique: draw.chance(15),
    ...(draw.chance(20) ? { label: draw.any(LABELS) } : {}),
    ...(draw.chance(10) ? { help: draw.any(LABELS) } : {}),
    ...(type === 'enum' ? { values: draw.some(CHOICES, 1, 6) } : {}),
    ...(type === 'reference' || type === 'references' ? { to: draw.any(entities) } : {}),
    ...(type === 'money' && draw.chance(50) ? { currency: draw.any(['EUR', 'USD', 'JPY', 'KWD']) } : {}),
  };
}

/** The life of a row, where a field can hold it. */
function states(draw: Draw, fields: Spec[], roles: string[]): Spec | undefined {
  const chosen = fields.find(({ type }) => type === 'enum');
  if (!chosen || draw.chance(40)) return undefined;
  const values = chosen.values as string[];
  return {
    field: chosen.name,
    ...(draw.chance(60) ? { initial: draw.any(values) } : {}),
    transitions: draw.some(STEP_NAMES, 0, 5).map((name) => ({
      name,
      from: draw.some(values, 1, 3),
      to: draw.any(values),
      ...(draw.chance(20) ? { label: draw.any(LABELS) } : {}),
      ...(draw.chance(40) && roles.length > 0 ? { roles: draw.some(roles, 1, 2) } : {}),
    })),
  };
}

function entity(draw: Draw, name: string, entities: string[], roles: string[]): Spec {
  const count = draw.between(1, 9);
  const fields = draw
    .names(count, PLAIN_FIELDS, LOADED_FIELDS, RESERVED_FIELDS)
    .map((fieldName) => field(draw, fieldName, entities));
  const permissions = draw.chance(50)
    ? draw.some([...roles, ...BUILT_IN_ROLES], 0, 5).map((role) => ({
        role,
        actions: draw.some(ACTIONS, 0, 4),
        scope: draw.any(SCOPES),
      }))
    : undefined;
  const seeing = [...roles, 'member'].filter((role) => rightsOf({ permissions }, role).read);
  const life = states(draw, fields, seeing);
  return {
    name,
    ...(draw.chance(10) ? { label: draw.any(LABELS) } : {}),
    ...(draw.chance(10) ? { plural: draw.any(LABELS) } : {}),
    ...(draw.chance(10) ? { description: draw.any(LABELS) } : {}),
    fields,
    ...(life ? { states: life } : {}),
    ...(permissions ? { permissions } : {}),
    ...(draw.chance(30) ? { views: draw.some(VIEWS, 0, 4) } : {}),
  };
}

/**
 * A spec that the API server takes, the same for the same seed: types, relations (one, many, to itself, in circles), roles,
 * permissions, states, kinds and names as they come.
 * @param roleNames what its roles are called: apps of the same roles can be type-checked together
 */
export function randomSpec(seed: string, roleNames: readonly string[]): AppBuildSpec {
  const draw = new Draw(seed);
  const entities = draw.names(draw.between(1, 7), PLAIN_NOUNS, LOADED_NOUNS, RESERVED_ENTITIES);
  const roles = roleNames.map((name) => ({
    name,
    ...(draw.chance(30) ? { label: draw.any(LABELS) } : {}),
    signUp: draw.any(['open', 'approval', 'none']),
    ...(draw.chance(40) ? { givenBy: ['owner', ...draw.some(roleNames, 0, 2)] } : {}),
  }));
  return appBuildSpecSchema.parse({
    ...(draw.chance(30) ? { title: draw.any(LABELS) } : {}),
    ...(draw.chance(30) ? { prompt: draw.any(PROMPTS) } : {}),
    kinds: draw.chance(40) ? ['app'] : draw.some(APP_KINDS, 1, 2),
    roles,
    entities: entities.map((name) => entity(draw, name, entities, [...roleNames])),
    access: { signUp: draw.any(['approval', 'open']) },
    ...(draw.chance(40) ? { look: { accent: draw.any(['#0f766e', '#ffffff', '#FFD700', '#000000']) } } : {}),
  });
}
