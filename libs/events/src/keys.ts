import {
  createAccount,
  createOperator,
  createUser,
  encodeAccount,
  encodeOperator,
  encodeUser,
  fmtCreds,
} from '@nats-io/jwt';

/**
 * NATS' decentralised authentication: an operator signs accounts, an account's signing key signs users, and the server
 * knows the operator alone. So a program that holds the signing key makes credentials for others (one agent, one build)
 * without asking the server.
 */
export interface NatsKeys {
  /** Signs the accounts; kept so that a later start can sign them again with other limits. */
  operatorSeed: string;
  operatorJwt: string;
  systemAccount: string;
  systemAccountJwt: string;
  account: string;
  accountJwt: string;
  /** What the operator program mints its agents' credentials with. */
  accountSigningSeed: string;
  /** A creds file that may do everything in the account. */
  operatorCreds: string;
}

export const ACCOUNT_NAME = 'APPFACTORY';

/** Makes all keys of one installation. Secrets: whoever holds them is the platform. */
export async function makeNatsKeys(): Promise<NatsKeys> {
  const [operator, system, account, signing, user] = [
    createOperator(),
    createAccount(),
    createAccount(),
    createAccount(),
    createUser(),
  ];
  const system_account = system.getPublicKey();
  const operatorJwt = await encodeOperator('appfactory', operator, { system_account });
  const systemAccountJwt = await encodeAccount('SYS', system, {}, { signer: operator });
  const accountJwt = await encodeAccount(
    ACCOUNT_NAME,
    account,
    { limits: UNLIMITED, signing_keys: [signing.getPublicKey()] },
    { signer: operator },
  );
  const userJwt = await encodeUser('operator', user, account, {}, { signer: signing });
  return {
    operatorSeed: text(operator.getSeed()),
    operatorJwt,
    systemAccount: system_account,
    systemAccountJwt,
    account: account.getPublicKey(),
    accountJwt,
    accountSigningSeed: text(signing.getSeed()),
    operatorCreds: text(fmtCreds(userJwt, user)),
  };
}

/** -1 is "no limit": on a machine of one's own the disk is the limit, and the server's configuration caps JetStream. */
const UNLIMITED = {
  subs: -1,
  data: -1,
  payload: -1,
  imports: -1,
  exports: -1,
  wildcards: true,
  conn: -1,
  leaf: -1,
  disallow_bearer: true,
  mem_storage: -1,
  disk_storage: -1,
  streams: -1,
  consumer: -1,
  mem_max_stream_bytes: -1,
  disk_max_stream_bytes: -1,
  max_bytes_required: false,
  max_ack_pending: -1,
};

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
