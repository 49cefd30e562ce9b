import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import type { PlannedFigures } from '@appfactory/plan/kinds/dashboard/figures';
import type { PlannedLanding } from '@appfactory/plan/kinds/landing/landing';
import type { PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import type { Plan, PlannedEntity, PlannedRole } from '@appfactory/plan/plan';

/** Where the blueprint notes in the repository what it has made there. */
export const STATE_FILE = '.appfactory/blueprint.json';

/** A table whose entity is gone; its rows are kept. */
export interface KeptTable {
  slug: string;
  table: string;
  tableVariable: string;
  label: string;
}

/** A table of pairs: which rows of one table are linked with which of another. Once it is there, it stays. */
export interface LinkTable {
  table: string;
  variable: string;
  /** Names of the tables that it links. */
  from: string;
  to: string;
}

/** What the blueprint has built so far: enough to write every file again, and to tell which of them would change. */
export interface State {
  version: 1;
  app: Plan['app'] | null;
  /** Roles beside owner and member; absent: there are none. */
  roles?: PlannedRole[];
  /** Whether there are rules for who may do what. */
  guarded?: boolean;
  dashboard: boolean;
  /** The public sides that are there. */
  landing?: PlannedLanding;
  blog?: PlannedBlog;
  shop?: PlannedShop;
  /** Charts, import and export, where the dashboard has them. */
  figures?: PlannedFigures;
  /** Entities whose rows everybody will see: they get no example rows, so that nobody meets people that are made up. */
  shown?: string[];
  /** Entities whose rows began with what the prompt states of them. */
  told?: string[];
  features: { id: string; entities: string[] }[];
  entities: PlannedEntity[];
  keptTables: KeptTable[];
  /** Absent: none was ever needed. */
  links?: LinkTable[];
  /** Fingerprint of each file as it was written, by path. */
  files: Record<string, string>;
}

export const emptyState = (): State => ({
  version: 1,
  app: null,
  dashboard: false,
  features: [],
  entities: [],
  keptTables: [],
  files: {},
});

/**
 * Reads the note of what is there.
 * @throws Error where the file was damaged
 */
export function parseState(text: string | undefined): State {
  if (text === undefined) return emptyState();
  const state = JSON.parse(text) as State;
  if (state.version !== 1) {
    throw new Error(
      `${STATE_FILE} has version ${String(state.version)}, this blueprint reads version 1: use the version that wrote it`,
    );
  }
  return state;
}
