import { ACTIONS, type Action, type PermissionSpec, type Scope } from '@appfactory/resources/appBuild';
import { refers } from './order.ts';
import type { Plan, PlannedEntity, PlannedRole, PlannedStates, PlannedTransition } from './plan.ts';
import { lowerLabel } from './words.ts';

/** What a role may do with the rows of an entity. An action that is not there is refused. */
export type Rights = Partial<Record<Action, Scope>>;

const EVERYTHING: Rights = Object.fromEntries(ACTIONS.map((action) => [action, 'all' as const]));

/** Whether anybody who is let in may do less than the owner. */
export function isGuarded({ roles, entities }: Pick<Plan, 'roles' | 'entities'>): boolean {
  if (roles?.length) return true;
  return entities.some(
    ({ permissions, states }) => permissions || states?.transitions.some((step) => step.roles?.length),
  );
}

/** The roles whose rights are up to the rules: all but the owner, who may do everything. */
export function ruledRoles(roles: PlannedRole[] | undefined): string[] {
  return ['member', ...(roles ?? []).map((role) => role.name)];
}

const wider = (a: Scope | undefined, b: Scope | undefined): Scope | undefined => (a === 'all' ? a : (b ?? a));

/**
 * The rights of a role. Nobody changes or deletes what they do not see, so both bring the right to read as far as they reach;
 * and whoever made a row sees it afterwards.
 */
export function rightsOf({ permissions }: Pick<PlannedEntity, 'permissions'>, role: string): Rights {
  if (role === 'owner') return EVERYTHING;
  if (!permissions) return role === 'visitor' ? {} : EVERYTHING;
  const rights: Rights = {};
  for (const { actions, scope } of permissions.filter((one) => one.role === role)) {
    for (const action of actions) rights[action] = wider(rights[action], scope);
  }
  // A row that is made is nobody else's.
  if (rights.create) rights.create = 'all';
  const read = [rights.read, rights.update, rights.delete, rights.create && ('own' as const)].reduce(wider, undefined);
  return { ...(read ? { read } : {}), ...rights, ...(read ? { read } : {}) };
}

/** The states of an entity whose rows go from one to the next by steps; undefined where there are no steps. */
export function stepsOf({ states }: PlannedEntity): PlannedStates | undefined {
  return states?.transitions.length ? states : undefined;
}

/** The field that only steps change; undefined where the form has it. */
export function lockedField(entity: PlannedEntity): string | undefined {
  const states = stepsOf(entity);
  return states?.free ? undefined : states?.field;
}

/** With which rows a role may take a step: without roles of its own it is a change like any other. */
export function stepScope(entity: PlannedEntity, step: PlannedTransition, role: string): Scope | undefined {
  const rights = rightsOf(entity, role);
  if (role === 'owner' || !step.roles?.length) return rights.update;
  return step.roles.includes(role) ? rights.read : undefined;
}

/** Whether it matters who made a row. */
export function hasMaker(entity: Pick<PlannedEntity, 'permissions'>): boolean {
  const roles = new Set((entity.permissions ?? []).map(({ role }) => role));
  return [...roles].some((role) => Object.values(rightsOf(entity, role)).includes('own'));
}

/**
 * Lets whoever may make rows of an entity read what such a row must refer to, where no permission speaks of it: else nobody
 * of that role could ever make one.
 */
export function letReferencesBeRead(entities: PlannedEntity[], assume: (text: string) => void): void {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  for (const entity of entities) {
    for (const role of new Set((entity.permissions ?? []).map((one) => one.role))) {
      if (role === 'visitor' || !rightsOf(entity, role).create) continue;
      for (const field of entity.fields) {
        const target = refers(field) && field.required ? byName.get(field.to ?? '') : undefined;
        if (!target?.permissions || target.permissions.some((one) => one.role === role)) continue;
        const read: PermissionSpec = { role, actions: ['read'], scope: 'all' };
        target.permissions = [...target.permissions, read];
        assume(`Role ${role} may read ${lowerLabel(target.plural)}: every ${lowerLabel(entity.label)} needs one.`);
      }
    }
  }
}
