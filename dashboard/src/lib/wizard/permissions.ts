import { type EntityDraft, labelOf, type RoleDraft } from './entities.ts';

export const ACTIONS = ['read', 'create', 'update', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];
/** With which rows: all, those that the person made, or none. */
export type Reach = 'all' | 'own' | 'none';
export type Rights = Record<Action, Reach>;

type Permission = NonNullable<EntityDraft['permissions']>[number];

/** Whoever is signed in and has no other role; the owner of an app may do everything. */
const MEMBER = { name: 'member', label: 'Member' };
const ORDER: readonly Reach[] = ['none', 'own', 'all'];
const NOTHING: Rights = { read: 'none', create: 'none', update: 'none', delete: 'none' };
const EVERYTHING: Rights = { read: 'all', create: 'all', update: 'all', delete: 'all' };

const atLeast = (a: Reach, b: Reach) => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);
const atMost = (a: Reach, b: Reach) => (ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b);

/** Roles whose rights are up to the statement, as people read them. */
export function ruledRoles(roles: readonly RoleDraft[]): { name: string; label: string }[] {
  return [MEMBER, ...roles.map((role) => ({ name: role.name, label: labelOf(role) }))];
}

/** What a role may do with the rows of an entity, as the planner reads its permissions (libs/plan/src/access.ts). */
export function rightsOf({ permissions }: Pick<EntityDraft, 'permissions'>, role: string): Rights {
  if (!permissions) return EVERYTHING;
  const rights = { ...NOTHING };
  for (const { actions, scope } of permissions.filter((one) => one.role === role))
    for (const action of actions) rights[action] = atLeast(rights[action], scope ?? 'all');
  // A row that is made is nobody else's, and whoever made it sees it; nobody changes or deletes what they do not see.
  if (rights.create !== 'none') rights.create = 'all';
  const made: Reach = rights.create === 'none' ? 'none' : 'own';
  return { ...rights, read: [rights.read, rights.update, rights.delete, made].reduce(atLeast) };
}

/** The reaches that an action may have: what is made is nobody else's. */
export function reachesOf(action: Action): readonly Reach[] {
  return action === 'create' ? ['none', 'all'] : ORDER;
}

/**
 * The entity where a role may do something with these rows. Who may change or delete sees them, so seeing less takes that
 * away, too. All rights are stated then: those of an entity without permissions were everything.
 */
export function withRight(
  entity: EntityDraft,
  roles: readonly RoleDraft[],
  { role, action, reach }: { role: string; action: Action; reach: Reach },
): EntityDraft {
  const rights = { ...rightsOf(entity, role), [action]: reach };
  if (action === 'read') {
    rights.update = atMost(rights.update, reach);
    rights.delete = atMost(rights.delete, reach);
    if (reach === 'none') rights.create = 'none';
  } else {
    rights.read = atLeast(rights.read, action === 'create' && reach === 'all' ? 'own' : reach);
  }
  const ruled = ruledRoles(roles).map(({ name }) => name);
  const others = (entity.permissions ?? []).filter((one) => !ruled.includes(one.role));
  const stated = ruled.flatMap((name) => permissionsOf(name, name === role ? rights : rightsOf(entity, name)));
  return { ...entity, permissions: [...stated, ...others] };
}

/** A role that may do nothing is stated, too: rights of nobody would be rights of everybody. */
function permissionsOf(role: string, rights: Rights): Permission[] {
  const some = (['all', 'own'] as const).flatMap((scope): Permission[] => {
    const actions = ACTIONS.filter((action) => rights[action] === scope);
    return actions.length > 0 ? [{ role, actions, scope }] : [];
  });
  return some.length > 0 ? some : [{ role, actions: [], scope: 'all' }];
}

/** What is stated without a role: nobody gets its rights, and the steps that were its own are the owner's. */
export function withoutRole(
  now: { entities: readonly EntityDraft[]; roles: readonly RoleDraft[] },
  role: string,
): { entities: EntityDraft[]; roles: RoleDraft[] } {
  const isOther = (name: string) => name !== role;
  const entities = now.entities.map(({ permissions, states, ...entity }): EntityDraft => {
    const kept = permissions?.filter((one) => isOther(one.role));
    const transitions = states?.transitions?.map((step) => {
      const left = step.roles?.filter(isOther);
      return step.roles?.length ? { ...step, roles: left?.length ? left : ['owner'] } : step;
    });
    return {
      ...entity,
      ...(kept ? { permissions: kept.length > 0 ? kept : permissionsOf(MEMBER.name, NOTHING) } : {}),
      ...(states ? { states: { ...states, ...(transitions ? { transitions } : {}) } } : {}),
    };
  });
  const roles = now.roles
    .filter(({ name }) => isOther(name))
    .map(({ givenBy, ...one }): RoleDraft => {
      const by = givenBy?.filter(isOther);
      return { ...one, ...(by?.length ? { givenBy: by } : {}) };
    });
  return { entities, roles };
}
