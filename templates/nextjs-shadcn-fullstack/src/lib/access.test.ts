import { describe, expect, it, vi } from 'vitest';
import { may, mayWith, scopeOf } from '@/lib/access';

vi.mock('@/config/access', () => ({
  rules: { tickets: { member: { read: 'all', create: 'all', update: 'own', 'step:close': 'own' } } },
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

  it('tells own records from those of others', () => {
    expect(mayWith(ann, 'update', 'tickets', { createdById: 'ann' })).toBe(true);
    expect(mayWith(ann, 'update', 'tickets', { createdById: 'ben' })).toBe(false);
    expect(mayWith(ann, 'update', 'tickets', { createdById: null })).toBe(false);
    expect(mayWith(ann, 'step:close', 'tickets', {})).toBe(false);
    expect(mayWith(ann, 'read', 'tickets', { createdById: 'ben' })).toBe(true);
  });
});
