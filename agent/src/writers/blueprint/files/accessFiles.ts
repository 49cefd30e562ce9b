import { type Rights, rightsOf, ruledRoles, stepScope } from '@appfactory/plan/access';
import type { PlannedEntity } from '@appfactory/plan/plan';
import { lowerLabel } from '@appfactory/plan/words';
import type { Action } from '@appfactory/resources/appBuild';
import { type Imports, lines, list, str } from '../emit.ts';
import { type App, capital, type Entity } from '../model.ts';

/** What the code asks the rules about; `step` is the step whose name the code has as `name`. */
const deedCode = (deed: Action | 'step'): string => (deed === 'step' ? `\`step:\${name}\`` : `'${deed}'`);

/** Code that asks whether `user` may do something with the row. */
export function rightCode(entity: Entity, deed: Action | 'step', row: string, imports: Imports): string {
  imports.add('@/lib/access', entity.maker ? 'mayWith' : 'may');
  const asked = `user, ${deedCode(deed)}, '${entity.slug}'`;
  return entity.maker ? `mayWith(${asked}, ${row})` : `may(${asked})`;
}

/** What rowsFor needs to know beside the user. */
export const rowsOf = (entity: Entity, deed: Action): string =>
  `${deedCode(deed)}, '${entity.slug}'${entity.maker ? `, ${entity.tableVariable}.createdById` : ''}`;

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : str(name));

/** The rights of a role with an entity, as the rules write them. */
function rightsCode(entity: PlannedEntity, role: string): string {
  const deeds = [
    ...Object.entries(rightsOf(entity, role)),
    ...(entity.states?.transitions ?? []).map((step) => [`step:${step.name}`, stepScope(entity, step, role)] as const),
  ].filter(([, scope]) => scope !== undefined);
  return `{ ${deeds.map(([deed, scope]) => `${key(deed)}: '${scope}'`).join(', ')} }`;
}

/** src/config/access.ts: who may do what, in one place. */
export function accessConfig(app: App): string {
  if (!app.guarded) {
    return lines(
      `import type { Rules } from '@/lib/access';`,
      '',
      '/**',
      ' * Who may do what with which records. Null: this app has no rules. Whoever is let in may do everything, and the pages and',
      ' * actions of its records ask for no more than a signed-in person.',
      ' */',
      'export const rules: Rules | null = null;',
      '',
    );
  }
  const entities = app.entities.map((entity) => {
    const planned = app.state.entities[entity.position];
    const roles = ruledRoles(app.state.roles).map(
      (role) => `${key(role)}: ${planned ? rightsCode(planned, role) : '{}'},`,
    );
    return lines(`${key(entity.slug)}: {`, ...roles, '},');
  });
  return lines(
    `import type { Rules } from '@/lib/access';`,
    '',
    '/**',
    ' * Who may do what with which records: all of a kind, or the own ones, which the person made. Pages, actions, lists, search',
    ' * and pickers ask here. What is not written down is refused; the owner may do everything.',
    ' */',
    'export const rules: Rules | null = {',
    ...entities,
    '};',
    '',
  );
}

const isFull = (rights: Rights) => ['read', 'update', 'delete'].every((action) => rights[action as 'read'] === 'all');

/** One sentence about what a role may do. */
function describeRole(app: App, role: string): string {
  const names = (wanted: (rights: Rights) => boolean) =>
    app.state.entities
      .filter((entity) => wanted(rightsOf(entity, role)))
      .map((entity) => lowerLabel(entity.plural))
      .join(', ');
  const works = names((rights) => rights.read === 'all' && (isFull(rights) || rights.update === 'all'));
  const parts = [
    works && `works with ${works}`,
    ...[names((rights) => rights.read === 'all' && rights.update !== 'all' && !isFull(rights))].map(
      (some) => some && `reads ${some}`,
    ),
    ...[names((rights) => rights.read === 'own')].map((some) => some && `sees own ${some} only`),
  ].filter(Boolean);
  return parts.length === 0 ? 'Sees no records.' : `${capital(parts.join('; '))}.`;
}

/** src/config/roles.ts: the kinds of people. */
export function rolesConfig(app: App): string {
  const own = app.state.roles ?? [];
  const names = ['owner', 'member', ...own.map((role) => role.name)];
  const open = own.filter((role) => role.signUp === 'open').map((role) => role.name);
  const details = own.map((role) => {
    const description = role.description === role.label ? describeRole(app, role.name) : role.description;
    const givers = role.givenBy?.filter((giver) => giver !== 'owner' && names.includes(giver)) ?? [];
    const given = givers.length > 0 ? `, givenBy: ${list(givers)}` : '';
    return `${key(role.name)}: { label: ${str(role.label)}, description: ${str(description)}${given} },`;
  });
  const member = app.guarded ? describeRole(app, 'member') : 'Works with all records.';
  return lines(
    '/** The kinds of people who use this app. Whoever signed up and is not let in yet is `pending`. */',
    `export const roles = ${list([...names, 'pending'])} as const;`,
    'export type Role = (typeof roles)[number];',
    "export type AdmittedRole = Exclude<Role, 'pending'>;",
    '',
    'type RoleDetails = { label: string; description: string; givenBy?: readonly Role[] };',
    '',
    '/** What people read about a role, and which roles may give it to others beside the owner. */',
    'export const roleDetails: Record<AdmittedRole, RoleDetails> = {',
    "owner: { label: 'Owner', description: 'Manages people and services, and works with all records.' },",
    `member: { label: 'Member', description: ${str(member)} },`,
    ...details,
    '};',
    '',
    '/** Roles that people take themselves when they sign up. */',
    `export const openRoles: readonly AdmittedRole[] = ${list(open)};`,
    '',
  );
}
