interface Variable {
  name: string;
  secret: boolean;
  value: string | null;
  setAt: string;
  setBy: string;
}
interface Change {
  name: string;
  set: { name: string; value: string; secret: boolean }[];
  remove: string[];
}

const variables = new Map<string, Variable[]>();

function variablesOf(release: string): Variable[] {
  const found = variables.get(release) ?? [
    {
      name: 'MAIL_FROM',
      secret: false,
      value: 'hello@pottery.example',
      setAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      setBy: 'owner',
    },
    {
      name: 'RESEND_API_KEY',
      secret: true,
      value: null,
      setAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      setBy: 'owner',
    },
  ];
  variables.set(release, found);
  return found;
}

/** Environment variables of releases, for the stand-in gateway. A reserved name is refused, as the gateway does. */
export const environments = {
  of: (release: string) => ({ variables: variablesOf(release), refused: [] }),

  change({ name: release, set, remove }: Change) {
    const wrong = set.findIndex(({ name }) => /^(PORT|APP_|DATABASE_|NODE_)/.test(name));
    if (wrong >= 0) {
      const message = `The platform sets ${set[wrong]?.name} itself: nobody else may. Reserved are PORT, APP_*, DATABASE_*, NODE_*.`;
      return { __typename: 'Failure', code: 'INVALID', message, field: `set[${wrong}].name` };
    }
    const at = new Date().toISOString();
    const changed = new Set([...remove, ...set.map(({ name }) => name)]);
    const added = set.map(({ name, value, secret }) => ({
      name,
      secret,
      value: secret ? null : value,
      setAt: at,
      setBy: 'owner',
    }));
    const kept = variablesOf(release).filter(({ name }) => !changed.has(name));
    variables.set(
      release,
      [...kept, ...added].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
    return { __typename: 'ChangedEnvironment', namespace: 'default', name: release, at };
  },
};
