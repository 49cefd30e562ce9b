import { DatabaseSync } from 'node:sqlite';
import type { Repository } from './repository.ts';

/** A database as the built app's would be: migrations applied as the app applies them, foreign keys watched. */
export class AppDatabase {
  readonly sqlite = new DatabaseSync(':memory:');
  readonly #applied = new Set<string>();

  /** Applies what the repository holds and this database lacks. Throws what SQLite says of a statement. */
  migrate(repository: Repository): string[] {
    const journal = JSON.parse(repository.files.get('drizzle/meta/_journal.json') ?? '') as {
      entries: { tag: string }[];
    };
    const fresh = journal.entries.map((entry) => entry.tag).filter((tag) => !this.#applied.has(tag));
    for (const tag of fresh) {
      this.sqlite.exec('PRAGMA foreign_keys = OFF; BEGIN');
      for (const statement of (repository.files.get(`drizzle/${tag}.sql`) ?? '').split('--> statement-breakpoint')) {
        this.sqlite.exec(statement);
      }
      this.sqlite.exec('COMMIT; PRAGMA foreign_keys = ON');
      this.#applied.add(tag);
    }
    return fresh;
  }

  run(sql: string): void {
    this.sqlite.exec(sql);
  }

  rows(sql: string): Record<string, unknown>[] {
    return this.sqlite
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  }

  /** What is wrong with the data: broken foreign keys, broken pages. */
  faults(): unknown[] {
    const integrity = this.rows('PRAGMA integrity_check').filter((row) => row.integrity_check !== 'ok');
    return [...this.rows('PRAGMA foreign_key_check'), ...integrity];
  }
}
