import type { AgentEvent } from '@appfactory/events/event';
import type { DataSource } from 'typeorm';
import { inNamespaces } from '../database/scope.ts';
import type { Shown } from '../history/historyStore.ts';
import type { BuildIdentity } from '../history/stored.ts';

/** A build, and from where on somebody wants to know what happened to it. */
export interface Wanted extends BuildIdentity {
  events: Place;
  chat: Place;
}

/** In a stream. */
export interface Place {
  sequence: number;
  /** What is older is not news, whatever its sequence. */
  since: Date;
}

export interface EndingRow {
  uid: string;
  at: Date;
  generation: number;
  event: Extract<AgentEvent, { type: 'finished' | 'failed' }>;
}

export interface FeaturesRow {
  uid: string;
  count: number;
  at: Date;
}

export interface TalkRow {
  uid: string;
  at: Date;
  author: string;
  text: string;
  isRequest: boolean;
  decision: 'accepted' | 'dismissed' | null;
  decidedBy: string | null;
}

export interface EndRow {
  uid: string;
  events: number;
  chat: number;
}

export interface NewsRows {
  endings: EndingRow[];
  features: FeaturesRow[];
  talk: TalkRow[];
}

/** Of one build; the last. */
const MOST_ENDINGS = 3;
const MOST_TALK = 10;

const WANTED = `with wanted as (select * from jsonb_to_recordset($1::jsonb) as
  one (uid text, namespace text, name text, events bigint, "eventsSince" timestamptz, chat bigint, "chatSince" timestamptz))`;
const EVENTS = `history.event where event.uid = wanted.uid and event.namespace = wanted.namespace
  and event.build = wanted.name and sequence > wanted.events and at > wanted."eventsSince"`;

/** Reads what happened to many builds at once, out of the tables that are made from the streams. */
export class NewsStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** @param me the name of whoever asks: what they said and did themselves is no news */
  async read(shown: Shown, wanted: readonly Wanted[], me: string): Promise<NewsRows> {
    const rows = JSON.stringify(
      wanted.map(({ events, chat, ...build }) => ({
        ...build,
        ...{ events: events.sequence, eventsSince: events.since, chat: chat.sequence, chatSince: chat.since },
      })),
    );
    const [endings, features, talk] = await Promise.all([
      this.#read<EndingRow>(
        shown,
        `${WANTED} select wanted.uid, ending.* from wanted, lateral (select at, generation, event from ${EVENTS}
           and event ->> 'type' in ('finished', 'failed') order by sequence desc limit ${MOST_ENDINGS}) ending`,
        [rows],
      ),
      this.#read<FeaturesRow>(
        shown,
        `${WANTED} select wanted.uid, proven.* from wanted, lateral (
           select count(distinct event ->> 'id')::int as count, max(at) as at from ${EVENTS}
           and event ->> 'type' = 'feature' and event ->> 'state' = 'Verified') proven where proven.count > 0`,
        [rows],
      ),
      this.#read<TalkRow>(
        shown,
        `${WANTED} select wanted.uid, said.* from wanted, lateral (
           select coalesce(decided_at, at) as at, author, text, is_request as "isRequest", decision, decided_by as "decidedBy"
           from history.chat_message as message
           where message.uid = wanted.uid::uuid and message.namespace = wanted.namespace and message.build = wanted.name
             and coalesce(decided_at, at) > wanted."chatSince"
             and (sequence > wanted.chat and author <> $2 and decided_by is distinct from $2
               or changed > wanted.chat and author = $2 and decided_by <> $2)
           order by changed desc limit ${MOST_TALK}) said`,
        [rows, me],
      ),
    ]);
    return { endings, features, talk };
  }

  /** The last sequences of builds that there are. */
  ends(shown: Shown, builds: readonly BuildIdentity[]): Promise<EndRow[]> {
    return this.#read<EndRow>(
      shown,
      `${WANTED} select wanted.uid,
         coalesce((select max(last_sequence) from history.build where build.uid = wanted.uid
           and build.namespace = wanted.namespace and build.name = wanted.name), 0)::float8 as events,
         coalesce((select max(changed) from history.chat_message as message where message.uid = wanted.uid::uuid
           and message.namespace = wanted.namespace and message.build = wanted.name), 0)::float8 as chat
       from wanted`,
      [JSON.stringify(builds)],
    );
  }

  #read<T>(shown: Shown, sql: string, values: unknown[]): Promise<T[]> {
    return inNamespaces<T[]>({ database: this.#database }, shown, sql, values);
  }
}
