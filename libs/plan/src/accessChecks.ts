import { type Rights, rightsOf, ruledRoles, stepScope, stepsOf } from './access.ts';
import { type EntityChecks, searchable } from './entityChecks.ts';
import { DELETE_LABEL, EDIT_LABEL, NOTHING_HERE, newLabel, SAVE_LABEL, searchLabel, shortLabel } from './messages.ts';
import type { Actor, Check, PlannedEntity, PlannedRole, Step } from './plan.ts';
import { refusedViews } from './views.ts';

const actorOf = (role: string): Actor => `role:${role}`;
const see = (text: string): Step => ({ do: 'see', text, in: 'main' });
const missing = (role: 'button' | 'link', name: string): Step => ({ do: 'missing', role, name });
const refused = (path: string): Step[] => [{ do: 'open', path }, see(NOTHING_HERE)];

/** Roles of the same rights are one to the app: the first of them stands for all. */
function distinctRoles(entity: PlannedEntity, roles: PlannedRole[] | undefined): string[] {
  const steps = stepsOf(entity)?.transitions ?? [];
  const seen = new Set<string>();
  return ruledRoles(roles).filter((role) => {
    const key = JSON.stringify([
      Object.entries(rightsOf(entity, role)).toSorted(),
      steps.map((step) => stepScope(entity, step, role) ?? null),
    ]);
    return !seen.has(key) && seen.add(key);
  });
}

/** What each role may do with the rows of an entity, and that the rest is refused. */
export function accessChecks(entity: PlannedEntity, roles: PlannedRole[] | undefined, checks: EntityChecks): Check[] {
  const labelOf = (name: string) => roles?.find((role) => role.name === name)?.label ?? 'Member';
  return distinctRoles(entity, roles).flatMap((role): Check[] => {
    const rights = rightsOf(entity, role);
    const name = (what: string) => `${shortLabel(entity.label)}: ${shortLabel(labelOf(role))} ${what}`;
    if (!rights.read) {
      return [
        {
          name: name('is refused'),
          as: actorOf(role),
          steps: [...refused(`/${entity.slug}`), ...refused(`/${entity.slug}/new`), ...refusedViews(entity)],
        },
      ];
    }
    const others = { name: name('sees what others made as far as allowed, and no more'), as: 'owner' as const };
    const own = ownRow(entity, role, checks);
    return [
      { ...others, steps: [...rowOfOthers(entity, role, rights, checks)] },
      ...(own ? [{ name: name('makes one'), as: 'owner' as const, steps: own }] : []),
    ];
  });
}

/** What a role sees of a row that the owner made. */
function rowOfOthers(entity: PlannedEntity, role: string, rights: Rights, checks: EntityChecks): Step[] {
  const row = checks.row(entity, `for ${role}`);
  const list: Step[] = [
    ...row.steps,
    { do: 'remember' },
    { do: 'become', actor: actorOf(role) },
    { do: 'open', path: `/${entity.slug}` },
  ];
  // What comes with this input is there as soon as it is.
  const search: Step = { do: 'fill', label: searchLabel(entity), value: row.label };
  const create = rights.create ? [] : [missing('link', newLabel(entity)), ...refused(`/${entity.slug}/new`)];
  // That a button is missing does not prove that its page refuses: whoever knows the address opens it.
  const addresses = [
    ...(rights.read === 'all' ? [] : refused('{row}')),
    ...(rights.update === 'all' ? [] : refused('{row}/edit')),
  ];
  if (rights.read === 'own') {
    return [...list, search, ...(searchable(entity) ? [see('Nothing found')] : []), ...create, ...addresses];
  }
  if (!searchable(entity)) return [...list, search, ...create, ...addresses];
  const states = stepsOf(entity);
  const steps = (states?.transitions ?? []).filter((step) => step.from.includes(states?.initial ?? ''));
  const labels = (allowed: boolean) =>
    steps.filter((step) => (stepScope(entity, step, role) === 'all') === allowed).map((step) => step.label);
  const closed = labels(false).filter((label) => !labels(true).includes(label));
  const first = steps.find((step) => step.label === labels(true)[0]);
  return [
    ...list,
    { do: 'see', text: row.label, in: 'table' },
    ...(rights.create ? [] : [missing('link', newLabel(entity))]),
    { do: 'click', role: 'link', name: row.label },
    { do: 'see', text: row.label, in: 'heading' },
    ...(rights.update === 'all' ? [] : [missing('link', EDIT_LABEL)]),
    ...(rights.delete === 'all' ? [] : [missing('button', DELETE_LABEL)]),
    ...closed.map((label) => missing('button', label)),
    ...(first ? [{ do: 'click' as const, role: 'button' as const, name: first.label }, see(first.to)] : []),
    ...(rights.update === 'all'
      ? [{ do: 'click' as const, role: 'link' as const, name: EDIT_LABEL }, see(SAVE_LABEL)]
      : []),
    ...(rights.create ? [] : refused(`/${entity.slug}/new`)),
    ...addresses,
  ];
}

/**
 * A row that somebody of the role makes, with what it must refer to made by the owner. Undefined where the role may not, or
 * where what it refers to must be the person's own.
 */
function ownRow(entity: PlannedEntity, role: string, checks: EntityChecks): Step[] | undefined {
  const rights = rightsOf(entity, role);
  if (!rights.create) return undefined;
  const before: Step[] = [];
  const given = new Map<string, string>();
  for (const field of entity.fields) {
    const target = field.required || field.name === entity.labelField ? checks.target(field) : undefined;
    if (!target) continue;
    if (rightsOf(target, role).read !== 'all') return undefined;
    const parent = checks.row(target, `for own ${entity.name}`);
    before.push(...parent.steps);
    given.set(field.name, parent.label);
  }
  const row = checks.row(entity, `of ${role}`, { given });
  return [
    ...before,
    { do: 'become', actor: actorOf(role) },
    ...row.steps,
    see(row.label),
    ...(rights.update ? [] : [missing('link', EDIT_LABEL)]),
    ...(rights.delete ? [] : [missing('button', DELETE_LABEL)]),
    { do: 'open', path: `/${entity.slug}` },
    ...checks.find(entity, row.label),
  ];
}
