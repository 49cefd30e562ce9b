import { rules } from '@/config/access';
import { app } from '@/config/app';
import { type AdmittedRole, openRoles, type Role, roleDetails, roles } from '@/config/roles';

/** What people do with records: the usual four, and steps from one state to another. */
export type Deed = 'read' | 'create' | 'update' | 'delete' | `step:${string}`;
/** Every record of a kind, or those that the person made. */
export type Scope = 'all' | 'own';
/** By the slug of an entity, then by role. What is not written there is refused. The owner may do everything. */
export type Rules = Record<string, Record<Exclude<AdmittedRole, 'owner'>, Partial<Record<Deed, Scope>>>>;

type Person = { id: string; role: Role };

/** The roles of those who are let in. */
export const admittedRoles: readonly AdmittedRole[] = roles.filter((role) => role !== 'pending');

/**
 * The role that the database holds, as this app knows it. Who has a role that the app no longer has waits, as whoever
 * signs up does, until they get another one.
 */
export function knownRole(stored: string | null | undefined): Role {
  return admittedRoles.find((role) => role === stored) ?? 'pending';
}

/** The answer to whoever tries what the rules do not allow. */
export const notAllowed = 'Your role does not allow this.';

/** With which records of a kind somebody may do something. Null: with none. */
export function scopeOf(person: Pick<Person, 'role'>, deed: Deed, slug: string): Scope | null {
  const role = knownRole(person.role);
  if (role === 'pending') return null;
  if (rules === null || role === 'owner') return 'all';
  return rules[slug]?.[role]?.[deed] ?? null;
}

/** Whether somebody may do something with at least the records that they made themselves. */
export function may(person: Pick<Person, 'role'>, deed: Deed, slug: string): boolean {
  return scopeOf(person, deed, slug) !== null;
}

/** Whether somebody may do something with this record. */
export function mayWith(person: Person, deed: Deed, slug: string, row: { createdById?: string | null }): boolean {
  const scope = scopeOf(person, deed, slug);
  return scope === 'all' || (scope === 'own' && row.createdById === person.id);
}

/** The roles that somebody may give to others. */
export function givenBy({ role: giver }: Pick<Person, 'role'>): AdmittedRole[] {
  return admittedRoles.filter((role) => giver === 'owner' || (roleDetails[role].givenBy?.includes(giver) ?? false));
}

/** The role of somebody who signs up: one that is open to all, else what the app's `signUp` says. */
export function signUpRole(wish?: string): Role {
  const open = openRoles.find((role) => role === wish) ?? (openRoles.length === 1 ? openRoles[0] : undefined);
  return open ?? (app.signUp === 'open' ? 'member' : 'pending');
}
