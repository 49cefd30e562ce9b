import { CHAT_STREAM } from '@appfactory/events/subjects';
import type { DataSource, EntityManager } from 'typeorm';
import { inNamespaces, type Reading } from '../database/scope.ts';
import { type Cut, inTurn } from '../history/cut.ts';
import type { Shown } from '../history/historyStore.ts';
import { type Start, type StreamIdentity, startOf, storeAt } from '../history/position.ts';
import type { BuildIdentity } from '../history/stored.ts';
import type { ChatMessage, StoredChat } from './storedChat.ts';

interface Row extends Omit<ChatMessage, 'sequence' | 'changed'> {
  sequence: string;
  changed: string;
}

export interface ChatPage {
  /** Sequence of the message after which the page begins. */
  after: number;
  limit: number;
  /** Only what waits for somebody. */
  open: boolean;
}

const COLUMNS = `id, sequence, changed, at, author, text, place, is_request as "isRequest", reply, decision,
  decided_by as "decidedBy", decided_at as "decidedAt", became`;
const OF_BUILD = 'uid = $1 and namespace = $2 and build = $3';
/** Waits for somebody: something is proposed, or somebody asks who may not do it. */
const OPEN = `decision is null and (is_request or jsonb_array_length(reply -> 'lines') > 0)`;

/** The table that is made from the stream of chats. */
export class ChatStore {
  readonly #database: DataSource;
  readonly #reading: Reading;

  /** @param onMissing somebody wants to read, and there is no table: it was dropped */
  constructor(database: DataSource, onMissing = () => {}) {
    this.#database = database;
    this.#reading = { database, onMissing };
  }

  start(stream: StreamIdentity): Promise<Start> {
    return startOf(this.#database, stream, 'history.chat_message');
  }

  /** Stores what is new of these facts, which are in the order of the stream and end at `upTo`. */
  async store(facts: readonly StoredChat[], upTo: number): Promise<void> {
    await storeAt(this.#database, { stream: CHAT_STREAM, items: facts, upTo }, async (transaction, fresh) => {
      for (const fact of fresh) await write(transaction, fact);
      await transaction.query('update history.position set sequence = $2 where stream = $1', [CHAT_STREAM, upTo]);
    });
  }

  /** Takes out what was said before the cut, and what became of it. */
  async cut({ namespace, sequence }: Cut): Promise<void> {
    await inTurn(this.#database, CHAT_STREAM, (transaction) =>
      transaction.query('delete from history.chat_message where namespace = $1 and sequence < $2', [
        namespace,
        sequence,
      ]),
    );
  }

  /** Messages that were said or changed after a sequence, in the order of that. */
  async changedAfter(shown: Shown, build: BuildIdentity, after: number, limit: number): Promise<ChatMessage[]> {
    const where = `${OF_BUILD} and changed > $4 order by changed limit $5`;
    return this.#messages(shown, where, [...identity(build), after, limit]);
  }

  /** Messages in the order in which they were said. */
  async page(shown: Shown, build: BuildIdentity, { after, limit, open }: ChatPage): Promise<ChatMessage[]> {
    const where = `${OF_BUILD} and sequence > $4 ${open ? `and ${OPEN}` : ''} order by sequence limit $5`;
    return this.#messages(shown, where, [...identity(build), after, limit]);
  }

  async count(shown: Shown, build: BuildIdentity, open: boolean): Promise<number> {
    const where = `${OF_BUILD} ${open ? `and ${OPEN}` : ''}`;
    return this.#count(shown, where, identity(build));
  }

  async find(shown: Shown, build: BuildIdentity, id: string): Promise<ChatMessage | undefined> {
    const [message] = await this.#messages(shown, `${OF_BUILD} and id = $4`, [...identity(build), id]);
    return message;
  }

  async #messages(shown: Shown, where: string, values: unknown[]): Promise<ChatMessage[]> {
    const sql = `select ${COLUMNS} from history.chat_message where ${where}`;
    const rows = await this.#read<Row>(shown, sql, values);
    return rows.map((row) => ({ ...row, sequence: Number(row.sequence), changed: Number(row.changed) }));
  }

  async #count(shown: Shown, where: string, values: unknown[]): Promise<number> {
    const sql = `select count(*)::int as count from history.chat_message where ${where}`;
    const rows = await this.#read<{ count: number }>(shown, sql, values);
    return rows[0]?.count ?? 0;
  }

  #read<T>(shown: Shown, sql: string, values: unknown[]): Promise<T[]> {
    return inNamespaces<T[]>(this.#reading, shown, sql, values);
  }
}

const identity = ({ uid, namespace, name }: BuildIdentity) => [uid, namespace, name];

/** A fact that comes again changes nothing: a message is said once, and what is decided stays so. */
async function write(transaction: EntityManager, fact: StoredChat): Promise<void> {
  const { uid, namespace, build, message, sequence, at, by, event } = fact;
  const of = [uid, namespace, build, message, sequence];
  switch (event.type) {
    case 'said': {
      const { text, place, isRequest, reply } = event;
      await transaction.query(
        `insert into history.chat_message
           (uid, namespace, build, id, sequence, changed, at, author, text, place, is_request, reply)
         values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
        [...of, at, by, text, place ? JSON.stringify(place) : null, isRequest, JSON.stringify(reply)],
      );
      return;
    }
    case 'answered':
      await transaction.query(
        `update history.chat_message set reply = $6, changed = $5
         where uid = $1 and namespace = $2 and build = $3 and id = $4 and decision is null`,
        [...of, JSON.stringify(event.reply)],
      );
      return;
    case 'decided':
      await transaction.query(
        `update history.chat_message set decision = $6, decided_by = $7, decided_at = $8, became = $9, changed = $5
         where uid = $1 and namespace = $2 and build = $3 and id = $4 and decision is null`,
        [...of, event.decision, by, at, event.generation ?? null],
      );
  }
}
