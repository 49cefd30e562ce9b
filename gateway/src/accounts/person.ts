/** Whoever asks: somebody with an account here, or the holder of a Kubernetes token. */
export type Person =
  | {
      kind: 'account';
      id: string;
      name: string;
      sessionId: string;
      /** Of the whole installation, not of a tenant. */
      isInstallationOwner: boolean;
      /** Ids of the accounts of other tenants’ members that they have joined to theirs. */
      joined: string[];
    }
  | { kind: 'kubernetes'; username: string; groups: string[]; token: string };

/** How the audit log and people call them. */
export function nameOf(person: Person): string {
  return person.kind === 'account' ? person.name : person.username;
}

/** Ids of the accounts that they act for: their own first. */
export function accountIdsOf({ id, joined }: Person & { kind: 'account' }): string[] {
  return [id, ...joined];
}
