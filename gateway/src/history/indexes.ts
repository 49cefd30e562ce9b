import type { ConnectOptions } from '@appfactory/events/connection';
import { CHAT_STREAM, EVENT_STREAM } from '@appfactory/events/subjects';
import { USAGE_STREAM } from '@appfactory/events/usage';
import type { Cache } from '@appfactory/kube/cache';
import type { Log } from '@appfactory/kube/log';
import type { Tenant } from '@appfactory/resources/tenant';
import type { DataSource } from 'typeorm';
import { ChatStore } from '../chat/chatStore.ts';
import { ChatHub, parseChat, type StoredChat } from '../chat/storedChat.ts';
import { parseStoredEntry, type StoredEntry } from '../usage/storedEntry.ts';
import { UsageStore } from '../usage/usageStore.ts';
import { HistoryStore } from './historyStore.ts';
import { Hub } from './hub.ts';
import { Indexer } from './indexer.ts';
import { parseMessage } from './parseMessage.ts';
import { Retention } from './retention.ts';
import type { StoredEvent } from './stored.ts';

/** The tables of all streams, what fills them, and whom they tell. */
export interface Indexes {
  history: HistoryStore;
  hub: Hub;
  events: Indexer<StoredEvent>;
  chats: ChatStore;
  chatHub: ChatHub;
  chat: Indexer<StoredChat>;
  usage: UsageStore;
  ledgers: Indexer<StoredEntry>;
  /** Why one of them is not up to date; undefined when all are. */
  problem(): string | undefined;
  /** Reads every stream, and keeps what tenants' retention leaves, until the signal aborts. */
  run(signal: AbortSignal): Promise<unknown>;
}

export function createIndexes(
  database: DataSource,
  nats: ConnectOptions,
  { log, tenants }: { log: Log; tenants: Cache<Tenant> },
): Indexes {
  const hub = new Hub();
  const history = new HistoryStore(database);
  const chatHub = new ChatHub();
  const chats = new ChatStore(database, () => chat.restart());
  const usage = new UsageStore(database, () => ledgers.restart());
  // Tables that are made anew are those of all streams.
  const restartBut = (one: object) => {
    retention.again();
    for (const other of [events, chat, ledgers]) if (other !== one) other.restart();
  };
  const events: Indexer<StoredEvent> = new Indexer({
    nats,
    log,
    of: {
      stream: EVENT_STREAM,
      parse: parseMessage,
      start: (stream) => history.start(stream),
      store: (items, upTo) => history.store(EVENT_STREAM, items, upTo),
      publish: (items) => hub.publish(items),
    },
    onRemade: () => restartBut(events),
  });
  const chat: Indexer<StoredChat> = new Indexer({
    nats,
    log,
    of: {
      stream: CHAT_STREAM,
      parse: parseChat,
      start: (stream) => chats.start(stream),
      store: (items, upTo) => chats.store(items, upTo),
      publish: (items) => chatHub.publish(items),
    },
    onRemade: () => restartBut(chat),
  });
  const ledgers: Indexer<StoredEntry> = new Indexer({
    nats,
    log,
    of: {
      stream: USAGE_STREAM,
      parse: parseStoredEntry,
      start: (stream) => usage.start(stream),
      store: (items, upTo) => usage.store(items, upTo),
      publish: () => {},
    },
    onRemade: () => restartBut(ledgers),
  });
  const retention = new Retention({
    database,
    nats: { ...nats, name: 'gateway-retention' },
    tenants,
    log,
    cutTables: { [EVENT_STREAM]: (cut) => history.cut(cut), [CHAT_STREAM]: (cut) => chats.cut(cut) },
  });
  return {
    history,
    hub,
    events,
    chats,
    chatHub,
    chat,
    usage,
    ledgers,
    problem: () => events.problem ?? chat.problem ?? ledgers.problem,
    run: (signal) => Promise.all([events.run(signal), chat.run(signal), ledgers.run(signal), retention.run(signal)]),
  };
}
