import type { Person } from './person.ts';

/** Somebody with an account, as PostgreSQL gives them. */
export type PersonRow = Omit<Person & { kind: 'account' }, 'kind'>;

/** Of the table `account`, all of PersonRow but its session. */
export const PERSON_COLUMNS = `account.id, account.name, account.installation_owner as "isInstallationOwner",
  array(select other.id from account other where other.joined_to = account.id order by other.created_at) as joined`;
