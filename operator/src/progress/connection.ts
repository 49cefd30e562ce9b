import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import type { Minter } from '@appfactory/events/credentials';
import { decode } from '@nats-io/jwt';
import type { OperatorDeps } from '../runtime/deps.ts';

const connections = new WeakMap<OperatorDeps, Promise<EventsConnection>>();

/** The operator's one connection to NATS; controllers share it. Rejects only when the program stops before it is there. */
export function eventsConnection(deps: OperatorDeps): Promise<EventsConnection> {
  const known = connections.get(deps);
  if (known) return known;
  const made = connectForEver(deps);
  made.catch(() => {});
  connections.set(deps, made);
  return made;
}

/** How long a reconcile waits for NATS before it gives its place to others; milliseconds. */
const PATIENCE_MS = 5_000;

/** The connection, for a reconcile. @throws Error when NATS is not there within moments; the reconcile is tried again. */
export async function connectedEvents(deps: OperatorDeps): Promise<EventsConnection> {
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`NATS does not answer at ${deps.config.natsUrl}; builds wait until it does`);
  });
  return Promise.race([eventsConnection(deps), late]);
}

async function connectForEver({ config, log, signal }: OperatorDeps): Promise<EventsConnection> {
  const { natsUrl, natsOperatorCreds } = config;
  if (!natsUrl || !natsOperatorCreds) throw new Error('NATS_URL and NATS_OPERATOR_CREDS are not set: builds need both');
  while (!signal.aborted) {
    try {
      const connection = await connectEvents({ url: natsUrl, credsFile: natsOperatorCreds, name: 'operator' });
      signal.addEventListener('abort', () => void connection.close().catch(() => {}), { once: true });
      return connection;
    } catch (error) {
      log.warn({ err: error, url: natsUrl }, 'NATS does not answer; trying again');
      await sleep(1000, undefined, { signal }).catch(() => {});
    }
  }
  throw new Error('the operator stops');
}

/** What signs the credentials of agents. Read at each use: the file may be rotated. */
export function minterOf({ config }: OperatorDeps): Minter {
  const { natsAccountSeedFile, natsOperatorCreds } = config;
  if (!natsAccountSeedFile || !natsOperatorCreds) {
    throw new Error('NATS_ACCOUNT_SEED_FILE and NATS_OPERATOR_CREDS are not set: agents need credentials');
  }
  return {
    account: accountOf(readFileSync(natsOperatorCreds, 'utf8')),
    signingSeed: readFileSync(natsAccountSeedFile, 'utf8').trim(),
  };
}

/** The account of a creds file's user: its issuer, or the account that the issuer signs for. */
export function accountOf(creds: string): string {
  const jwt = /-----BEGIN NATS USER JWT-----\s*(\S+)\s*------END NATS USER JWT------/.exec(creds)?.[1];
  if (!jwt) throw new Error('NATS_OPERATOR_CREDS names a file that is no NATS creds file');
  const claims = decode<{ issuer_account?: string }>(jwt);
  return claims.nats?.issuer_account ?? claims.iss;
}
