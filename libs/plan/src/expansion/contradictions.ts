import { type AppBuildSpec, BUILT_IN_ROLES, type EntitySpec, type RoleSpec } from '@appfactory/resources/appBuild';
import { rightsOf } from '../access.ts';
import { PlanError } from '../planError.ts';

/**
 * Refuses a spec that contradicts itself.
 * @throws PlanError with the place
 */
export function refuseContradictions({ entities = [], roles = [] }: Pick<AppBuildSpec, 'entities' | 'roles'>): void {
  refuseRoles(roles);
  const known = new Set(entities.map((entity) => entity.name));
  const roleNames = new Set<string>([...BUILT_IN_ROLES, ...roles.map((role) => role.name)]);
  const seen = new Map<string, string>();
  for (const [index, entity] of entities.entries()) {
    const path = `spec.entities[${index}]`;
    const twin = seen.get(entity.name.toLowerCase());
    if (twin !== undefined) {
      throw new PlanError(`${path}.name`, `entity "${entity.name}" is there already as "${twin}": rename one of them`);
    }
    seen.set(entity.name.toLowerCase(), entity.name);
    refuseFields(entity, path, known);
    refuseStates(entity, path, roleNames);
    refusePermissions(entity, path, roleNames);
  }
}

/** Refuses rights of unknown roles, and rights that are taken away and given in one breath. */
function refusePermissions({ name, permissions = [] }: EntitySpec, path: string, roles: Set<string>): void {
  for (const [at, { role, actions }] of permissions.entries()) {
    if (!roles.has(role)) {
      throw new PlanError(
        `${path}.permissions[${at}].role`,
        `"${name}" is for role "${role}", which is not in roles: correct it, or add the role`,
      );
    }
    const given = actions.length === 0 && permissions.some((other) => other.role === role && other.actions.length > 0);
    if (given) {
      throw new PlanError(
        `${path}.permissions[${at}].actions`,
        `role "${role}" may do nothing with "${name}" here, and something in another permission: keep one of them`,
      );
    }
  }
}

function refuseFields(entity: EntitySpec, path: string, known: Set<string>): void {
  const types = new Map<string, string>();
  for (const [at, field] of entity.fields.entries()) {
    const where = `${path}.fields[${at}]`;
    const other = types.get(field.name.toLowerCase());
    if (other !== undefined) {
      const types = other === field.type ? 'twice' : `as ${other} and as ${field.type}`;
      throw new PlanError(`${where}.name`, `field "${field.name}" of "${entity.name}" is there ${types}: keep one`);
    }
    types.set(field.name.toLowerCase(), field.type);
    if (field.type === 'enum' && !field.values?.length) {
      throw new PlanError(
        `${where}.values`,
        `field "${field.name}" of "${entity.name}" is an enum without values: list its choices`,
      );
    }
    if (field.type === 'enum' && field.values?.some((value) => value.trim() === '')) {
      throw new PlanError(
        `${where}.values`,
        `field "${field.name}" of "${entity.name}" has a blank choice: give it a text or remove it`,
      );
    }
    const refers = field.type === 'reference' || field.type === 'references';
    if (refers && (field.to === undefined || !known.has(field.to))) {
      throw new PlanError(
        `${where}.to`,
        `field "${field.name}" of "${entity.name}" refers to "${field.to ?? ''}", which is not in entities: correct its to, or add the entity`,
      );
    }
  }
}

function refuseStates(entity: EntitySpec, path: string, roles: Set<string>): void {
  const { states } = entity;
  if (!states) return;
  const field = entity.fields.find(({ name }) => name === states.field);
  if (field?.type !== 'enum') {
    throw new PlanError(
      `${path}.states.field`,
      `states of "${entity.name}" are in field "${states.field}", which is no enum field of it: correct it, or add the field`,
    );
  }
  const values = new Set(field.values);
  const listed = [...values].map((value) => `"${value}"`).join(', ');
  if (states.initial !== undefined && !values.has(states.initial)) {
    throw new PlanError(
      `${path}.states.initial`,
      `"${states.initial}" is no state of "${entity.name}": its states are ${listed}`,
    );
  }
  for (const [at, transition] of states.transitions.entries()) {
    const where = `${path}.states.transitions[${at}]`;
    const unknown = [...transition.from, transition.to].find((state) => !values.has(state));
    if (unknown !== undefined) {
      throw new PlanError(
        `${where}.${transition.to === unknown ? 'to' : 'from'}`,
        `transition "${transition.name}" of "${entity.name}" names the state "${unknown}", which it does not have: its states are ${listed}`,
      );
    }
    if (states.transitions.findIndex(({ name }) => name === transition.name) < at) {
      throw new PlanError(
        `${where}.name`,
        `transition "${transition.name}" of "${entity.name}" is there twice: keep one`,
      );
    }
    const role = transition.roles?.find((name) => !roles.has(name));
    if (role !== undefined) {
      throw new PlanError(
        `${where}.roles`,
        `transition "${transition.name}" of "${entity.name}" is for role "${role}", which is not in roles: correct it, or add the role`,
      );
    }
    const blind = transition.roles?.find((name) => !rightsOf(entity, name).read);
    if (blind !== undefined) {
      const why = blind === 'visitor' ? 'who has no account' : `whose permissions do not let it read "${entity.name}"`;
      throw new PlanError(
        `${where}.roles`,
        `transition "${transition.name}" of "${entity.name}" is for role "${blind}", ${why}: nobody of it could ever take it. Let it read, or take it out`,
      );
    }
  }
}

/** Refuses roles that nobody can ever get: not by signing up, and not from anybody who can get theirs. */
function refuseRoles(roles: RoleSpec[]): void {
  const names = new Set<string>([...BUILT_IN_ROLES, ...roles.map((role) => role.name)]);
  const had = new Set<string>(BUILT_IN_ROLES);
  const isHad = ({ signUp = 'none', givenBy = ['owner'] }: RoleSpec) =>
    signUp !== 'none' || givenBy.some((name) => had.has(name) && name !== 'visitor');
  for (const [at, role] of roles.entries()) {
    const twin = roles.findIndex((other) => other.name === role.name);
    if (twin < at) throw new PlanError(`spec.roles[${at}].name`, `role "${role.name}" is there twice: remove one`);
    const unknown = role.givenBy?.find((name) => !names.has(name));
    if (unknown !== undefined) {
      throw new PlanError(
        `spec.roles[${at}].givenBy`,
        `role "${role.name}" is given by "${unknown}", which is not in roles: correct it, or add the role`,
      );
    }
  }
  for (let more = true; more; ) {
    const next = roles.filter((role) => !had.has(role.name) && isHad(role));
    for (const role of next) had.add(role.name);
    more = next.length > 0;
  }
  const lost = roles.findIndex((role) => !had.has(role.name));
  if (lost < 0) return;
  throw new PlanError(
    `spec.roles[${lost}]`,
    `nobody can get role "${roles[lost]?.name ?? ''}": those who give it cannot get theirs. Add owner to its givenBy, or let people sign up for it`,
  );
}
