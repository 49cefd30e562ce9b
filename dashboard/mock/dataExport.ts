interface Exported {
  id: string;
  namespace: string;
  name: string;
  release: string;
  createdAt: string;
  /** How often it was looked at: it is ready at the second time. */
  looks: number;
  /** It is never ready, so that there is time to cancel it. */
  isSlow: boolean;
}

const exported = new Map<string, Exported>();
/** Releases with an archive that was deleted: the next one is slow. */
const deleted = new Set<string>();

function shown({ looks, isSlow, ...known }: Exported) {
  const isReady = looks > 1 && !isSlow;
  const at = Date.parse(known.createdAt);
  return {
    __typename: 'DataExport',
    ...known,
    phase: isReady ? 'Ready' : 'Packing',
    message: isReady ? 'The archive can be downloaded' : 'The data are being packed',
    packedAt: isReady ? known.createdAt : null,
    expiresAt: new Date(at + 24 * 3_600_000).toISOString(),
    size: isReady ? 1_480_000 : null,
    databaseSize: isReady ? 249_856 : null,
    files: isReady ? 12 : null,
    download: isReady ? `/data/${known.namespace}/${known.name}.tar.gz` : null,
  };
}

/** Archives of apps' data, for the stand-in gateway. */
export const dataExports = {
  of(release: string) {
    const found = exported.get(release);
    if (found) found.looks += 1;
    return found ? shown(found) : null;
  },

  ask({ namespace, name }: { namespace: string; name: string }) {
    const made = {
      id: `export-${name}`,
      namespace,
      name: `${name}-0123abcd`,
      release: name,
      createdAt: new Date().toISOString(),
      looks: 0,
      isSlow: deleted.has(name),
    };
    exported.set(name, made);
    return shown(made);
  },

  delete({ name }: { name: string }) {
    for (const [release, one] of exported) {
      if (one.name !== name) continue;
      exported.delete(release);
      deleted.add(release);
      return { __typename: 'Done', done: true };
    }
    return undefined;
  },
};
