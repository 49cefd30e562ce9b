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

  async end(id: string, outcome: string): Promise<void> {
    await this.#database.getRepository(AuditEntity).update({ id }, { outcome });
  }
}
