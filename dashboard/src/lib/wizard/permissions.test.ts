import { rightsOf as plannedRights } from '@appfactory/plan/access';
import { expect, test } from '@jest/globals';
import type { EntityDraft, RoleDraft } from './entities.ts';
import {
  ACTIONS,
  type Action,
  type Reach,
  reachesOf,
  rightsOf,
  ruledRoles,
  withoutRole,
  withRight,
} from './permissions.ts';

const ROLES: RoleDraft[] = [{ name: 'staff' }, { name: 'customer', label: 'Customer' }];
const OPEN: EntityDraft = { name: 'Order', fields: [{ name: 'number', type: 'string' }] };
const RULED: EntityDraft = {
  ...OPEN,
  permissions: [
    { role: 'staff', actions: ['read', 'create', 'update', 'delete'], scope: 'all' },
    { role: 'customer', actions: ['create', 'update'], scope: 'own' },
    { role: 'visitor', actions: ['read'], scope: 'all' },
  ],
};

/** The planner's answer, in the words of the matrix. */
function planned({ permissions }: EntityDraft, role: string) {
  const rights = plannedRights({ permissions: permissions as never }, role);
  return Object.fromEntries(ACTIONS.map((action) => [action, rights[action] ?? 'none']));
}

test('roles are whoever is signed in, and those that are stated', () => {
  expect(ruledRoles(ROLES)).toEqual([
    { name: 'member', label: 'Member' },
    { name: 'staff', label: 'Staff' },
    { name: 'customer', label: 'Customer' },
  ]);
});

test('every change of a cell is read by the planner as the matrix shows it, and leaves the other roles alone', () => {
  for (const entity of [OPEN, RULED])
    for (const { name: role } of ruledRoles(ROLES))
      for (const action of ACTIONS)
        for (const reach of reachesOf(action)) {
          const changed = withRight(entity, ROLES, { role, action, reach });
          expect(rightsOf(changed, role)[action]).toBe(reach);
          for (const { name } of ruledRoles(ROLES)) {
            expect(planned(changed, name)).toEqual(rightsOf(changed, name));
            if (name !== role) expect(rightsOf(changed, name)).toEqual(rightsOf(entity, name));
          }
        }
});

test.each<[Action, Reach, Record<Action, Reach>]>([
  ['read', 'own', { read: 'own', create: 'all', update: 'own', delete: 'own' }],
  ['read', 'none', { read: 'none', create: 'none', update: 'none', delete: 'none' }],
])('who sees less changes less: %s %s', (action, reach, rights) => {
  expect(rightsOf(withRight(RULED, ROLES, { role: 'staff', action, reach }), 'staff')).toEqual(rights);
});

test('what the matrix does not show is kept', () => {
  const changed = withRight(RULED, ROLES, { role: 'member', action: 'read', reach: 'all' });
  expect(changed.permissions?.at(-1)).toEqual({ role: 'visitor', actions: ['read'], scope: 'all' });
});

test('a role that is gone is gone from rights and steps, and nobody gets what it had', () => {
  const step = (name: string, roles: string[]) => ({ name, from: ['A'], to: 'B', roles });
  const states = { field: 'status', transitions: [step('send', ['staff', 'customer']), step('close', ['staff'])] };
  const before = { ...OPEN, permissions: [{ role: 'staff', actions: ['read' as const] }], states };
  const roles = [...ROLES, { name: 'guest', givenBy: ['staff'] }];
  const after = withoutRole({ entities: [before], roles }, 'staff');
  expect(after.roles).toEqual([ROLES[1], { name: 'guest' }]);
  expect(after.entities[0]?.states?.transitions?.map(({ roles }) => roles)).toEqual([['customer'], ['owner']]);
  expect(after.entities[0]?.permissions).toEqual([{ role: 'member', actions: [], scope: 'all' }]);
});
