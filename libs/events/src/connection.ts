import { readFileSync } from 'node:fs';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, credsAuthenticator, type NatsConnection } from '@nats-io/transport-node';

import { Link } from './link.ts';

export interface EventsConnection {
  nats: NatsConnection;
  jetstream: JetStreamClient;
  link: Link;
  /** Only what the credentials allow works: an agent may ask about its own bucket and nothing else. */
  manager(): Promise<JetStreamManager>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** nats://host:port */
  url: string;
  /** Path of a creds file. */
  credsFile: string;
  /** Shown in the server's list of connections. */
  name: string;
  /** Prefix of the inbox; credentials that are bound to one prefix need it. */
  inboxPrefix?: string;
}

/** Milliseconds for an answer about a stream or a bucket: a busy machine's disk takes longer than the library's five seconds. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * Connects, and goes on connecting for ever after a break: the server is a part of the platform that comes back.
 * Rejects when the credentials are refused or nothing answers within 60 seconds at the start.
 */
export async function connectEvents({ url, credsFile, name, inboxPrefix }: ConnectOptions): Promise<EventsConnection> {
  const nats = await connect({
    servers: url,
    name,
    authenticator: credsAuthenticator(readFileSync(credsFile)),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    waitOnFirstConnect: false,
    timeout: 60_000,
    ...(inboxPrefix && { inboxPrefix }),
  });
  return {
    nats,
    jetstream: jetstream(nats, { timeout: ANSWER_WITHIN_MS }),
    link: new Link(nats),
    manager: () => jetstreamManager(nats, { checkAPI: false, timeout: ANSWER_WITHIN_MS }),
    close: () => nats.drain(),
  };
}
