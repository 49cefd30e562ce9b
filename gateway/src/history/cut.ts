import type { DataSource, EntityManager } from 'typeorm';
import { asIndexer } from '../database/scope.ts';
import { positionOf } from './position.ts';

/** Where the history of a tenant is cut in a stream. */
export interface Cut {
  stream: string;
  namespace: string;
  /** What came before this sequence goes. */
  sequence: number;
}

/** Time up to which the tables of a stream are cut for a tenant, all of it; undefined when they are not. */
export async function cutSince(
  database: DataSource,
  { stream, namespace }: Omit<Cut, 'sequence'>,
): Promise<Date | undefined> {
  return database.transaction(async (transaction) => {
    await asIndexer(transaction);
    const rows: { since: Date | null }[] = await transaction.query(
      'select since from history.cut where stream = $1 and namespace = $2',
      [stream, namespace],
    );
    return rows[0]?.since ?? undefined;
  });
}

/** From now on nothing of before is stored. */
export async function noteCut(database: DataSource, { stream, namespace, sequence }: Cut): Promise<void> {
  await inTurn(database, stream, (transaction) =>
    transaction.query(
      `insert into history.cut as old (stream, namespace, sequence) values ($1, $2, $3)
       on conflict (stream, namespace) do update set sequence = greatest(old.sequence, excluded.sequence)`,
      [stream, namespace, sequence],
    ),
  );
}

/** All that came before the time is gone from the tables. */
export async function endCut(database: DataSource, { stream, namespace }: Cut, since: Date): Promise<void> {
  await inTurn(database, stream, (transaction) =>
    transaction.query('update history.cut set since = $3 where stream = $1 and namespace = $2', [
      stream,
      namespace,
      since,
    ]),
  );
}

/** Works on the tables of a stream while nobody else writes them. @param work gets the position that is stored */
export async function inTurn<T>(
  database: DataSource,
  stream: string,
  work: (transaction: EntityManager, position: number) => Promise<T>,
): Promise<T> {
  return database.transaction(async (transaction) => {
    await asIndexer(transaction);
    const { sequence } = await positionOf(transaction, stream);
    return work(transaction, sequence);
  });
}
