/** Whoever asks: somebody with an account here, or the holder of a Kubernetes token. */
export type Person =
  | {
      kind: 'account';
      id: string;
      name: string;
      sessionId: string;
      /** Of the whole installation, not of a tenant. */
      isInstallationOwner: boolean;
    }
  | { kind: 'kubernetes'; username: string; groups: string[]; token: string };

/** How the audit log and people call them. */
export function nameOf(person: Person): string {
  return person.kind === 'account' ? person.name : person.username;
}
