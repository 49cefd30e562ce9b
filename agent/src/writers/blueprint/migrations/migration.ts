import type { TableChange } from './diff.ts';
import { type Journal, nextSnapshot, printJson, type Snapshot } from './snapshot.ts';

/** Migrations that the blueprint writes count from here, a minute apart (Unix milliseconds, 2026-01-01). */
const FIRST_MOMENT = 1_767_225_600_000;

export interface Migration {
  snapshot: Snapshot;
  files: Map<string, string>;
}

/**
 * The files of one more migration, or undefined where no statement is needed. Earlier ones are never touched: a database
 * may have them already.
 */
export function makeMigration(
  journal: Journal,
  before: Snapshot,
  slug: string,
  changes: TableChange[],
): Migration | undefined {
  const statements = changes.flatMap((change) => change.statements);
  if (statements.length === 0) return undefined;
  const last = journal.entries.at(-1);
  const idx = (last?.idx ?? -1) + 1;
  const number = String(idx).padStart(4, '0');
  const tag = `${number}_${slug.replace(/[^a-z0-9]+/g, '_').slice(0, 40)}`;
  const tables = { ...before.tables };
  for (const { table } of changes) tables[table.name] = table;
  const snapshot = nextSnapshot(before, tables);
  const entry = {
    idx,
    version: '6',
    when: Math.max(FIRST_MOMENT + idx * 60_000, (last?.when ?? 0) + 1),
    tag,
    breakpoints: true,
  };
  const notes = changes.flatMap((change) => change.notes.map((note) => `-- ${note.replace(/\s+/g, ' ')}\n`));
  return {
    snapshot,
    files: new Map([
      [`drizzle/${tag}.sql`, `${notes.join('')}${statements.join('--> statement-breakpoint\n')}\n`],
      ['drizzle/meta/_journal.json', printJson({ ...journal, entries: [...journal.entries, entry] })],
      [`drizzle/meta/${number}_snapshot.json`, printJson(snapshot)],
    ]),
  };
}
