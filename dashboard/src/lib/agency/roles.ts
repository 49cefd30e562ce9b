import type { MemberRole, TenantListRow } from '#lib/api/queries/tenants.ts';

export const ROLES: readonly { value: MemberRole; label: string; may: string; you: string }[] = [
  {
    value: 'viewer',
    label: 'Viewer',
    may: 'Sees its apps, and changes nothing: a client’s person.',
    you: 'You see its apps, and change nothing.',
  },
  {
    value: 'member',
    label: 'Member',
    may: 'States apps, changes and deletes them.',
    you: 'You state apps, change and delete them.',
  },
  {
    value: 'owner',
    label: 'Owner',
    may: 'Also invites people, and changes the name and the look.',
    you: 'You also invite people, and change its name and its look.',
  },
];

export const roleLabel = (role: MemberRole) => ROLES.find(({ value }) => value === role)?.label ?? role;

/** Whether somebody states apps here, and does not only see them. */
export const mayState = ({ role, deleting }: Pick<TenantListRow, 'role' | 'deleting'>) =>
  (role === 'owner' || role === 'member') && !deleting;

/** A name for addresses out of what people call it: "Müller & Söhne" becomes muller-sohne. */
export function addressName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

/** Agencies and teams by what people call them, each with its clients beneath it. */
export function inFamilies<T extends TenantListRow>(tenants: readonly T[]): { head: T; clients: T[] }[] {
  const names = new Set(tenants.map(({ name }) => name));
  const byName = tenants.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
  // A client whose agency is not ours to see stands for itself.
  const isHead = ({ agency }: T) => !agency || !names.has(agency);
  return byName
    .filter(isHead)
    .map((head) => ({ head, clients: byName.filter((one) => one.agency === head.name && !isHead(one)) }));
}
