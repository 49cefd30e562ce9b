import type { DataSource, EntityManager } from 'typeorm';
import { migrateHistory } from '../database/connect.ts';
import { asIndexer } from '../database/scope.ts';

/** A stream, told from one of the same name that was made later. */
export interface StreamIdentity {
  name: string;
  created: string;
  lastSequence: number;
}

export interface Start {
  /** The sequence after which to read on. */
  from: number;
  /** The tables of all streams were made anew: they are empty. */
  remade: boolean;
}

/**
 * Where to read on. Makes the tables where they are missing, and empties those of this stream when they are of another one
 * (its data was lost, or put back from a backup): they tell what the stream tells.
 */
export async function startOf(database: DataSource, stream: StreamIdentity, tables: string): Promise<Start> {
  const remade = await migrateHistory(database);
  const from = await database.transaction(async (transaction) => {
    await asIndexer(transaction);
    await transaction.query(
      'insert into history.position (stream, created, sequence) values ($1, $2, 0) on conflict do nothing',
      [stream.name, stream.created],
    );
    const { created, sequence } = await positionOf(transaction, stream.name);
    if (created === stream.created && sequence <= stream.lastSequence) return sequence;
    await transaction.query(`truncate ${tables}`);
    // Its places are others.
    await transaction.query('delete from history.cut where stream = $1', [stream.name]);
    await transaction.query('update history.position set created = $2, sequence = 0 where stream = $1', [
      stream.name,
      stream.created,
    ]);
    return 0;
  });
  return { from, remade };
}

/**
 * Has what is new of these items, and not cut, written, with the position (which `write` moves to `upTo`) in one transaction. Another
 * gateway may be at the same place: the position's row lets one write after the other.
 */
export async function storeAt<T extends { sequence: number; namespace?: string }>(
  database: DataSource,
  { stream, items, upTo }: { stream: string; items: readonly T[]; upTo: number },
  write: (transaction: EntityManager, fresh: T[]) => Promise<void>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await asIndexer(transaction);
    const { sequence } = await positionOf(transaction, stream);
    if (sequence >= upTo) return;
    const cuts = await cutsOf(transaction, stream);
    await write(
      transaction,
      items.filter((item) => item.sequence > sequence && item.sequence >= (cuts.get(item.namespace ?? '') ?? 0)),
    );
  });
}

/** Nobody has begun to read the stream into the tables, or they were emptied. */
export class PositionGone extends Error {
  override readonly name = 'PositionGone';
}

/** By namespace: the sequence before which nothing is kept any more. */
async function cutsOf(transaction: EntityManager, stream: string): Promise<Map<string, number>> {
  const rows: { namespace: string; sequence: string }[] = await transaction.query(
    'select namespace, sequence from history.cut where stream = $1',
    [stream],
  );
  return new Map(rows.map(({ namespace, sequence }) => [namespace, Number(sequence)]));
}

export async function positionOf(transaction: EntityManager, stream: string) {
  const rows: { created: string; sequence: string }[] = await transaction.query(
    'select created, sequence from history.position where stream = $1 for update',
    [stream],
  );
  const [row] = rows;
  // The table was emptied under our feet: the reader starts again, and makes the row.
  if (!row) throw new PositionGone(`the position in stream "${stream}" is gone`);
  return { created: row.created, sequence: Number(row.sequence) };
}
