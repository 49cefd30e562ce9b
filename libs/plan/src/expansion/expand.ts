import {
  type AppBuildSpec,
  type AppKind,
  BUILT_IN_ROLES,
  type EntitySpec,
  entitySchema,
  type PermissionSpec,
  type Question,
  type RoleSpec,
} from '@appfactory/resources/appBuild';
import { CAPABILITIES } from '../discovery/capabilities.ts';
import { discover } from '../discovery/discover.ts';
import type { Discovery, FoundEntity, FoundPermission, FoundRole } from '../discovery/discovery.ts';
import { shortLabel } from '../messages.ts';
import type { PlannedCapability } from '../plan.ts';
import { pluralOf, sentenceCase } from '../words.ts';
import { questionsOf } from './questions.ts';

/** Everything that a spec and its prompt ask for, before anybody asks what can be built of it. */
export interface Expansion {
  discovery: Discovery | undefined;
  kinds: AppKind[];
  roles: RoleSpec[];
  entities: EntitySpec[];
  capabilities: PlannedCapability[];
  accent?: string;
  title?: string;
  /** Names of entities whose parts somebody asked for, in the spec or the prompt; the others are assumed. */
  asked: { entities: Set<string>; fields: Set<string>; states: Set<string>; roles: boolean; kinds: boolean };
  /** The sentence that an entity serves. */
  serves: Map<string, string>;
  assumptions: string[];
  notBuilt: string[];
  questions: Question[];
  /** The entity whose rows a shop sells. */
  sold?: string;
  /** What the forms of a public page make, in the order of the prompt: entities by name. */
  receives?: string[];
  /** Entities whose state only steps change, whoever stated them. */
  stepped?: ReadonlySet<string>;
}

export const fieldKey = (entity: string, field: string) => `${entity}.${field}`;

/**
 * Expands a spec by what its prompt says. What the spec states beats all.
 * @param stated entities of the spec, and those of the documents in its sources
 */
export function expand(spec: AppBuildSpec, stated: EntitySpec[]): Expansion {
  const prompt = spec.prompt?.trim() ?? '';
  const discovery =
    prompt === ''
      ? undefined
      : discover(prompt, { entities: stated, roles: spec.roles, kinds: spec.kinds, omit: spec.omit });
  const byName = new Map(stated.map((entity) => [entity.name, entity]));
  const found = discovery?.entities ?? [];
  const roles = spec.roles ?? (discovery ? rolesOf(discovery) : []);
  const known = new Set<string>([...BUILT_IN_ROLES, ...roles.map((role) => role.name)]);
  const hasRoles = roles.length > 0;
  const entities = discovery
    ? found.map((entity) => {
        const pinned = byName.get(entity.name);
        const permissions = hasRoles ? permissionsOf(entity, discovery.permissions, known) : undefined;
        if (pinned) return pinned.permissions || !permissions?.length ? pinned : { ...pinned, permissions };
        return entityOf(entity, permissions, known);
      })
    : stated;
  const asked: Expansion['asked'] = {
    entities: new Set([
      ...stated.map(({ name }) => name),
      ...found.filter(({ source }) => source.from === 'prompt').map(({ name }) => name),
    ]),
    fields: new Set([
      ...stated.flatMap((entity) => entity.fields.map((field) => fieldKey(entity.name, field.name))),
      ...found.flatMap((entity) =>
        entity.fields
          .filter(({ source }) => source.from === 'prompt')
          .map((field) => fieldKey(entity.name, field.name)),
      ),
    ]),
    states: new Set([
      ...stated.filter(({ states }) => states).map(({ name }) => name),
      ...found
        .filter(
          ({ states }) =>
            states && (states.source.from === 'prompt' || states.transitions.some(({ roles: by }) => by?.length)),
        )
        .map(({ name }) => name),
    ]),
    roles: spec.roles !== undefined || (discovery?.roles.some(({ source }) => source.from === 'prompt') ?? false),
    kinds: spec.kinds !== undefined || (discovery?.kinds.some(({ source }) => source.from === 'prompt') ?? false),
  };
  return {
    discovery,
    kinds: spec.kinds ?? discovery?.kinds.map(({ kind }) => kind) ?? ['app'],
    roles,
    entities,
    capabilities: discovery ? capabilitiesOf(discovery) : [],
    accent: spec.look.accent ?? discovery?.look.accent?.value,
    title: spec.title?.trim() || discovery?.look.name?.value,
    asked,
    serves: new Map(
      found.flatMap((entity) =>
        entity.sentence ? [[entity.name, shortLabel(clean(entity.sentence), 160)] as const] : [],
      ),
    ),
    assumptions: [...(discovery?.assumptions ?? []), ...(stated.length > 0 ? [] : found.map(assumptionOf))],
    notBuilt: (discovery?.notBuilt ?? []).map(({ text, reason }) => `“${text}”: ${reason}.`),
    questions: discovery && stated.length === 0 ? questionsOf(discovery, spec) : [],
  };
}

/** Text of the prompt as it may be quoted: one line, without what a page could take for markup. */
export const clean = (text: string) => text.replace(/[<>`]/g, ' ').replace(/\s+/g, ' ').trim();

function assumptionOf({ name, fields }: FoundEntity): string {
  return `${name} has ${fields.map((field) => field.name).join(', ')}.`;
}

/**
 * Roles that make a difference: several, or one with less than all rights. Owner, member and visitor are in every app, and
 * "users" are its members.
 */
function rolesOf({ roles, permissions }: Discovery): RoleSpec[] {
  const own = roles.filter((role) => !isBuiltIn(role.name));
  const isLimited = permissions.some(
    (one) => one.scope === 'own' || (one.actions.length < 4 && one.source.from !== 'default'),
  );
  const certain = own.filter(({ source }) => source.from === 'prompt' || source.from === 'archetype');
  if (certain.length === 0 || (certain.length === 1 && !isLimited && !certain[0]?.signsUp)) return [];
  return certain.slice(0, 12).map(
    (role): RoleSpec => ({
      name: role.name,
      label: role.label,
      description: describe(role, permissions),
      signUp: role.signsUp ? 'open' : 'none',
    }),
  );
}

const isBuiltIn = (role: string) =>
  role === 'user' || (BUILT_IN_ROLES as readonly string[]).includes(role) || role === 'pending';

/** "user" is what prompts call whoever is signed in. */
const builtInName = (role: string) => (role === 'user' ? 'member' : role);

function describe(role: FoundRole, permissions: FoundPermission[]): string {
  const mine = permissions.filter((one) => one.role === role.name && one.actions.length > 0);
  const own = mine.filter(({ scope }) => scope === 'own').map(({ entity }) => entity);
  const all = mine.filter(({ scope, actions }) => scope === 'all' && actions.length > 1).map(({ entity }) => entity);
  const parts = [
    all.length > 0 ? `works with ${all.join(', ')}` : '',
    own.length > 0 ? `has own ${own.join(', ')}` : '',
  ];
  return shortLabel(parts.filter(Boolean).join('; ') || 'reads', 200);
}

function permissionsOf(entity: FoundEntity, all: FoundPermission[], known: Set<string>): PermissionSpec[] {
  return all
    .filter((one) => one.entity === entity.name && known.has(builtInName(one.role)))
    .map(({ role, actions, scope }) => ({ role: builtInName(role), actions, scope }))
    .filter((one, at, list) => list.findIndex((other) => other.role === one.role) === at)
    .slice(0, 30);
}

/** A found entity as a spec has it. Whatever the schema would refuse is left out: no prompt may end in an error. */
export function entityOf(
  found: FoundEntity,
  permissions: PermissionSpec[] | undefined,
  known: Set<string>,
): EntitySpec {
  const fields = found.fields.map(({ source, confidence, ...field }) => ({
    ...field,
    ...(field.label ? { label: field.label.slice(0, 80) } : {}),
  }));
  const states = found.states && {
    field: found.states.field,
    initial: found.states.initial,
    transitions: found.states.transitions.map(({ roles, ...transition }) => {
      const by = roles?.map(builtInName).filter((role) => known.has(role));
      return by?.length ? { ...transition, roles: by } : transition;
    }),
  };
  const label = found.label === sentenceCase(found.name) ? undefined : found.label;
  const plural = found.plural === pluralOf(found.label) ? undefined : found.plural;
  const value = {
    name: found.name,
    ...(label === undefined ? {} : { label }),
    ...(plural === undefined ? {} : { plural }),
    fields,
    ...(found.views.length > 1 ? { views: found.views } : {}),
    ...(permissions?.length ? { permissions } : {}),
  };
  const whole = entitySchema.safeParse({ ...value, ...(states ? { states } : {}) });
  if (whole.success) return whole.data;
  return entitySchema.parse({
    name: found.name,
    fields: fields.filter((field) => entitySchema.shape.fields.safeParse([field]).success),
  });
}

function capabilitiesOf({ capabilities }: Discovery): PlannedCapability[] {
  const everywhere = new Set(
    CAPABILITIES.filter(({ capability }) => capability.built).map(({ capability }) => capability.name),
  );
  return capabilities
    .filter(({ name }) => !everywhere.has(name))
    .map(({ name, source }) => ({
      name,
      serves: source.from === 'prompt' ? shortLabel(clean(source.text), 80) : name,
    }));
}
