import type { DataSource } from 'typeorm';
import { AuditEntity, type AuditEntry } from '../accounts/entities.ts';

/** Who did what, as whom and when. Written before it is done, completed after. */
export class AuditLog {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Writes an entry; gives its id for `end`, where the outcome is not known yet. */
  async note(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<string> {
    const { identifiers } = await this.#database
      .getRepository(AuditEntity)
      .insert({ ...entry, arguments: entry.arguments as object });
    return String(identifiers[0]?.id);
  }

  /** The same person has done the same today (UTC), with the same value of this argument. */
  async hasToday(
    { person, actedAs, action, arguments: args }: Pick<AuditEntry, 'person' | 'actedAs' | 'action' | 'arguments'>,
    argument: string,
  ): Promise<boolean> {
    const rows: object[] = await this.#database.query(
      `select from audit where at >= date_trunc('day', now(), 'UTC') and action = $1 and person = $2 and acted_as = $3
         and outcome = 'ok' and arguments -> $4::text = $5::jsonb -> $4::text limit 1`,
      [action, person, actedAs, argument, JSON.stringify(args)],
    );
    return rows.length > 0;
  }

  async end(id: string, outcome: string): Promise<void> {
    await this.#database.getRepository(AuditEntity).update({ id }, { outcome });
  }
}
