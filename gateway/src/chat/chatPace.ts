import type { DataSource } from 'typeorm';
import type { Person } from '../accounts/person.ts';
import { Failed } from '../graphql/failure.ts';
import type { BuildIdentity } from '../history/stored.ts';

/** Of one person about one build, in any minute. */
export const MOST_MESSAGES = 20;

/** Holds people to a pace in chats, for all gateways together. */
export class ChatPace {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /**
   * Counts a message before anything is made of it. Looking and counting are one statement, which waits for the row: however many are said
   * at once, at whichever gateways, no more than the most pass.
   * @throws Failed when there were too many in the last minute
   */
  async take(person: Person, { uid }: BuildIdentity): Promise<void> {
    const speaker = person.kind === 'account' ? `account/${person.id}` : `kubernetes/${person.username}`;
    // Whoever is silent for a minute leaves nothing behind.
    await this.#database.query(`delete from chat_pace where said[cardinality(said)] < now() - interval '1 minute'`);
    const passed: object[] = await this.#database.query(
      `insert into chat_pace (speaker, build, said) values ($1, $2, array[clock_timestamp()])
       on conflict (speaker, build) do update
         set said = array(select at from unnest(chat_pace.said) at
           where at > clock_timestamp() - interval '1 minute' order by at) || clock_timestamp()
         where (select count(*) from unnest(chat_pace.said) at where at > clock_timestamp() - interval '1 minute') < $3
       returning speaker`,
      [speaker, uid, MOST_MESSAGES],
    );
    if (passed.length > 0) return;
    throw new Failed('TOO_MANY_ATTEMPTS', `${MOST_MESSAGES} messages a minute are the most: wait a moment.`, 'text');
  }
}
