import { join } from 'node:path';

/** What stands where on an app's volume. */
export interface Layout {
  data: string;
  /** The live database. */
  database: string;
  /** What people have uploaded. */
  uploads: string;
  /** One folder per artifact, named by its digest. */
  artifacts: string;
  /** Copies of the database from before each change of version. */
  snapshots: string;
  /** The runner's own notes. */
  notes: string;
  state: string;
  /** Says that the prepared database is being put into the place of the live one. */
  swap: string;
  /** Names the version that has answered on the live database, and may have taken rows. */
  served: string;
  /** The database that the next version has migrated and that is not live yet. */
  next: string;
  /** Locked by whoever may write the live database. */
  lock: string;
  /** Locked by whoever puts another file into the place of the live database, or copies it from outside the app. */
  swapLock: string;
}

export function layoutOf(data: string): Layout {
  const notes = join(data, '.release');
  return {
    data,
    database: join(data, 'app.db'),
    uploads: join(data, 'uploads'),
    artifacts: join(data, 'artifacts'),
    snapshots: join(data, 'snapshots'),
    notes,
    state: join(notes, 'state.json'),
    swap: join(notes, 'swap.json'),
    served: join(notes, 'served.json'),
    next: join(notes, 'next.db'),
    lock: join(notes, 'lock.db'),
    swapLock: join(notes, 'swap-lock.db'),
  };
}

/** The hexadecimal part of a digest; throws on anything else, since it becomes a path. */
export function hexOf(digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (!hex) throw new Error(`"${digest}" is not a digest: sha256: and 64 hexadecimal digits`);
  return hex;
}

export function artifactFolder(layout: Layout, hex: string): string {
  return join(layout.artifacts, hex);
}
