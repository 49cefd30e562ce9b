import type { EntitySpec, FieldSpec, PermissionSpec, RoleSpec } from '@appfactory/resources/appBuild';
import { lowerLabel, sentenceCase } from '../words.ts';
import type { ChangeLine, StatedApp } from './change.ts';
import { labelOf, manyOf } from './names.ts';
import { same } from './statedApp.ts';

const TYPES: Record<FieldSpec['type'], string> = {
  string: 'text',
  text: 'long text',
  number: 'number',
  integer: 'whole number',
  money: 'money',
  boolean: 'yes or no',
  enum: 'choice',
  date: 'date',
  datetime: 'date and time',
  email: 'email',
  url: 'web address',
  reference: 'link',
  references: 'links',
  image: 'picture',
  file: 'file',
  phone: 'phone',
  percent: 'percent',
};

/** What is different between two states of an app, for people, in the order of the app. */
export function compareApps(before: StatedApp, after: StatedApp): ChangeLine[] {
  return [
    ...changed('Title', before.title, after.title),
    ...changed('Accent colour', before.accent, after.accent),
    ...changed('Signing up', WAYS[before.signUp], WAYS[after.signUp]),
    ...byName(before.roles, after.roles).flatMap(([one, other]) => roleLines(one, other)),
    ...byName(before.entities, after.entities).flatMap(([one, other]) => entityLines(one, other)),
  ];
}

const WAYS = { approval: 'an owner lets people in', open: 'whoever signs up is in' };

function changed(what: string, before: string | undefined, after: string | undefined): ChangeLine[] {
  if (before === after) return [];
  if (before === undefined) return [{ change: 'added', what, after }];
  if (after === undefined) return [{ change: 'removed', what, before }];
  return [{ change: 'changed', what, before, after }];
}

/** What has one name in both; what is gone first. */
function byName<T extends { name: string }>(before: T[], after: T[]): [T | undefined, T | undefined][] {
  const then = new Map(after.map((one) => [one.name, one]));
  const earlier = new Map(before.map((one) => [one.name, one]));
  return [
    ...before.filter(({ name }) => !then.has(name)).map((one): [T, undefined] => [one, undefined]),
    ...after.map((one): [T | undefined, T] => [earlier.get(one.name), one]),
  ];
}

const SIGN_UP = { open: 'anybody signs up', approval: 'sign up, then approved', none: 'an owner gives it' };

function roleLines(before: RoleSpec | undefined, after: RoleSpec | undefined): ChangeLine[] {
  const told = (role: RoleSpec | undefined) => role && SIGN_UP[role.signUp ?? 'none'];
  if (!before || !after) {
    const role = before ?? after;
    return role ? changed(`Role ${labelOf(role)}`, told(before), told(after)) : [];
  }
  return [
    ...changed(`Role ${labelOf(before)} › name`, labelOf(before), labelOf(after)),
    ...changed(`Role ${labelOf(after)} › how one gets it`, told(before), told(after)),
  ];
}

function entityLines(before: EntitySpec | undefined, after: EntitySpec | undefined): ChangeLine[] {
  if (!before && after) {
    return [{ change: 'added', what: manyOf(after), after: after.fields.map(describe(true)).join('; ') }];
  }
  if (before && !after)
    return [{ change: 'removed', what: manyOf(before), before: before.fields.map(labelOf).join(', ') }];
  if (!before || !after || same(before, after)) return [];
  const of = manyOf(after);
  return [
    ...changed(`${of} › name`, manyOf(before), manyOf(after)),
    ...changed(`${of} › description`, before.description, after.description),
    ...byName(before.fields, after.fields).flatMap(([one, other]) => fieldLines(of, one, other)),
    ...stepLines(of, before, after),
    ...rightLines(of, before, after),
  ];
}

function fieldLines(of: string, before: FieldSpec | undefined, after: FieldSpec | undefined): ChangeLine[] {
  const field = after ?? before;
  if (!field || (before && after && same(before, after))) return [];
  const isRenamed = before !== undefined && after !== undefined && labelOf(before) !== labelOf(after);
  const told = (one: FieldSpec | undefined) => one && describe(isRenamed)(one);
  return changed(`${of} › ${labelOf(before ?? field)}`, told(before), told(after));
}

const describe =
  (withName: boolean) =>
  (field: FieldSpec): string => {
    const { type, values, to, required, unique, currency } = field;
    const kind =
      type === 'enum'
        ? `choice of ${(values ?? []).join(', ')}`
        : to
          ? `${TYPES[type]} to ${to}`
          : currency
            ? `money in ${currency}`
            : TYPES[type];
    const told = [kind, required ? 'needed' : '', unique ? 'unique' : ''].filter(Boolean).join(', ');
    return withName ? `${labelOf(field)} (${told})` : told;
  };

function stepLines(of: string, before: EntitySpec, after: EntitySpec): ChangeLine[] {
  const [one, other] = [before.states?.transitions ?? [], after.states?.transitions ?? []];
  return byName(one, other).flatMap(([was, is]) => {
    const step = is ?? was;
    if (!step) return [];
    const told = (a: typeof step | undefined) =>
      a && `${a.from.join(', ')} → ${a.to}${a.roles?.length ? `, by ${a.roles.join(', ')}` : ''}`;
    return changed(`${of} › step “${step.label ?? sentenceCase(step.name)}”`, told(was), told(is));
  });
}

const ANYBODY = 'everything';

function rightLines(of: string, before: EntitySpec, after: EntitySpec): ChangeLine[] {
  if (same(before.permissions, after.permissions)) return [];
  const roles = [...new Set([...(before.permissions ?? []), ...(after.permissions ?? [])].map(({ role }) => role))];
  return roles.flatMap((role) =>
    changed(
      `${of} › what ${lowerLabel(sentenceCase(role))} may do`,
      rightsText(before.permissions, role),
      rightsText(after.permissions, role),
    ),
  );
}

function rightsText(permissions: PermissionSpec[] | undefined, role: string): string {
  if (!permissions) return ANYBODY;
  const parts = permissions
    .filter((one) => one.role === role && one.actions.length > 0)
    .map(({ actions, scope }) => {
      const all = actions.length === 4 ? ANYBODY : actions.join(', ');
      return scope === 'own' ? `${all} (own only)` : all;
    });
  return parts.join('; ') || 'nothing';
}
