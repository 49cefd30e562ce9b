import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { AdmittedRole } from '@/config/roles';

vi.mock('next/navigation', () => ({ unstable_rethrow: vi.fn(), useRouter: () => ({}) }));
vi.mock('@/features/people/actions', () => ({ removePerson: vi.fn(), setRole: vi.fn() }));
vi.mock('@/config/roles', () => ({
  roles: ['owner', 'member', 'desk', 'pending'],
  roleDetails: { owner: { label: 'Owner' }, member: { label: 'Member' }, desk: { label: 'Front desk' } },
}));
const { PersonRow } = await import('@/features/people/person-row');

const eve = { id: 'eve', name: 'Eve', email: 'eve@example.com', image: null, createdAt: new Date(0) };
const waiting = (...given: string[]) =>
  renderToStaticMarkup(
    <PersonRow person={{ ...eve, role: 'pending' }} self={false} given={given as AdmittedRole[]} canRemove={false} />,
  );

it('lets whoever may give several roles say which', () => {
  expect(waiting('member', 'desk')).toContain('Approve Eve as');
  expect(waiting('owner', 'member', 'desk')).toContain('Approve Eve as');
});

it('names the role that its button gives', () => {
  expect(waiting('owner', 'member')).toContain('Approve as Member');
  expect(waiting('desk')).toContain('Approve as Front desk');
});
