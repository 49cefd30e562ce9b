/** The kinds of people who use this app. Whoever signed up and is not let in yet is `pending`. */
export const roles = ['owner', 'member', 'pending'] as const;
export type Role = (typeof roles)[number];
export type AdmittedRole = Exclude<Role, 'pending'>;

type RoleDetails = { label: string; description: string; givenBy?: readonly Role[] };

/** What people read about a role, and which roles may give it to others beside the owner. */
export const roleDetails: Record<AdmittedRole, RoleDetails> = {
  owner: { label: 'Owner', description: 'Manages people and services, and works with all records.' },
  member: { label: 'Member', description: 'Works with all records.' },
};

/** Roles that people take themselves when they sign up. */
export const openRoles: readonly AdmittedRole[] = [];
