import { describe, expect, it, vi } from 'vitest';
import type { Role } from '@/config/roles';
import { givenBy, knownRole, may, mayWith, scopeOf, signUpRole } from '@/lib/access';

vi.mock('@/config/access', () => ({
  rules: { tickets: { member: { read: 'all', create: 'all', update: 'own', 'step:close': 'own' } } },
}));

vi.mock('@/config/roles', () => ({
  roles: ['owner', 'member', 'desk', 'guest', 'pending'],
  roleDetails: { owner: {}, member: {}, desk: {}, guest: { givenBy: ['desk'] } },
  openRoles: ['guest'],
}));

const ann = { id: 'ann', role: 'member' } as const;

describe('who may do what', () => {
  it('refuses what no rule allows: another deed, another kind of record, another role', () => {
    expect(may(ann, 'delete', 'tickets')).toBe(false);
    expect(may(ann, 'step:reopen', 'tickets')).toBe(false);
    expect(may(ann, 'read', 'invoices')).toBe(false);
    expect(may({ role: 'pending' }, 'read', 'tickets')).toBe(false);
  });

  it('lets the owner do everything', () => {
    expect(scopeOf({ role: 'owner' }, 'delete', 'invoices')).toBe('all');
  });

  it('lets nobody in by a role that the app no longer has', () => {
    expect(knownRole('clerk')).toBe('pending');
    expect(knownRole(null)).toBe('pending');
    expect(knownRole('desk')).toBe('desk');
    expect(may({ role: 'clerk' as Role }, 'read', 'tickets')).toBe(false);
  });

  it('tells own records from those of others', () => {
    expect(mayWith(ann, 'update', 'tickets', { createdById: 'ann' })).toBe(true);
    expect(mayWith(ann, 'update', 'tickets', { createdById: 'ben' })).toBe(false);
    expect(mayWith(ann, 'update', 'tickets', { createdById: null })).toBe(false);
    expect(mayWith(ann, 'step:close', 'tickets', {})).toBe(false);
    expect(mayWith(ann, 'read', 'tickets', { createdById: 'ben' })).toBe(true);
  });
});

describe('who gives roles', () => {
  it('lets the owner give all of them, and others those that they are named for', () => {
    expect(givenBy({ role: 'owner' })).toEqual(['owner', 'member', 'desk', 'guest']);
    expect(givenBy({ role: 'desk' as Role })).toEqual(['guest']);
    expect(givenBy({ role: 'member' })).toEqual([]);
    expect(givenBy({ role: 'pending' })).toEqual([]);
  });

  it('gives the open role at sign-up, and no other for the asking', () => {
    expect(signUpRole()).toBe('guest');
    expect(signUpRole('owner')).toBe('guest');
  });
});
