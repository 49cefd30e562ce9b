import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeNatsKeys, type NatsKeys } from '@appfactory/events/keys';
import type { ProcessSpec } from '../process.ts';
import { writePrivate } from './certificates.ts';
import { GATEWAY_INBOX_PREFIX, mintGatewayCredentials } from './natsGateway.ts';

/** What programs that speak to NATS are given. */
export interface NatsAccess {
  url: string;
  /** Creds file that may do everything in the platform's account. */
  operatorCreds: string;
  /** File with the seed that signs the credentials of agents. */
  accountSeedFile: string;
  /** Creds file that may read the stream of events and nothing else, and the prefix of its inboxes. */
  gatewayCreds: string;
  gatewayInboxPrefix: string;
}

export interface NatsOptions {
  /** The folder that keeps keys and streams. */
  dir: string;
  port: number;
  binary: string;
  logFile: string;
}

/** nats-server with JetStream in operator mode: nobody connects without credentials that this installation signed. */
export async function nats(options: NatsOptions): Promise<{ spec: ProcessSpec; access: NatsAccess }> {
  const { dir, port } = options;
  const keys = await openKeys(dir);
  const access: NatsAccess = {
    url: `nats://127.0.0.1:${port}`,
    operatorCreds: join(dir, 'operator.creds'),
    accountSeedFile: join(dir, 'account-signing.seed'),
    gatewayCreds: join(dir, 'gateway.creds'),
    gatewayInboxPrefix: GATEWAY_INBOX_PREFIX,
  };
  await writePrivate(access.operatorCreds, keys.operatorCreds);
  await writePrivate(access.accountSeedFile, keys.accountSigningSeed);
  await writePrivate(access.gatewayCreds, await mintGatewayCredentials(keys));
  const config = join(dir, 'server.conf');
  await writePrivate(config, configuration(keys, dir, port));
  return {
    access,
    spec: {
      name: 'nats-server',
      command: options.binary,
      args: ['--config', config],
      logFile: options.logFile,
      ready: { pattern: /Server is ready/ },
      advice: `see whether port ${port} is still free and the disk has room, then start again`,
    },
  };
}

async function openKeys(dir: string): Promise<NatsKeys> {
  const file = join(dir, 'keys.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return JSON.parse(kept) as NatsKeys;
  const keys = await makeNatsKeys();
  await writePrivate(file, JSON.stringify(keys, null, 2));
  return keys;
}

function configuration(keys: NatsKeys, dir: string, port: number): string {
  return `listen: 127.0.0.1:${port}
server_name: appfactory
max_payload: 1MB
jetstream { store_dir: ${JSON.stringify(join(dir, 'jetstream'))} }
operator: ${keys.operatorJwt}
system_account: ${keys.systemAccount}
resolver: MEMORY
resolver_preload {
  ${keys.account}: ${keys.accountJwt}
  ${keys.systemAccount}: ${keys.systemAccountJwt}
}
`;
}
