import type { NatsKeys } from '@appfactory/events/keys';
import { EVENT_STREAM } from '@appfactory/events/subjects';
import { createUser, encodeUser, fmtCreds } from '@nats-io/jwt';
import { fromSeed } from '@nats-io/nkeys';

export const GATEWAY_INBOX_PREFIX = '_INBOX_gateway';

/** What the gateway asks JetStream: to read the stream of events. It publishes no event and opens no bucket. */
const READ_EVENTS = [
  '$JS.API.INFO',
  `$JS.API.STREAM.INFO.${EVENT_STREAM}`,
  `$JS.API.CONSUMER.CREATE.${EVENT_STREAM}.>`,
  `$JS.API.CONSUMER.INFO.${EVENT_STREAM}.>`,
  `$JS.API.CONSUMER.DELETE.${EVENT_STREAM}.>`,
  `$JS.API.CONSUMER.MSG.NEXT.${EVENT_STREAM}.>`,
  `$JS.ACK.${EVENT_STREAM}.>`,
];

/** Text of a creds file for the gateway; new at each start of the platform. */
export async function mintGatewayCredentials(keys: NatsKeys): Promise<string> {
  const user = createUser();
  const jwt = await encodeUser('gateway', user, fromSeed(new TextEncoder().encode(keys.accountSigningSeed)), {
    issuer_account: keys.account,
    pub: { allow: READ_EVENTS },
    sub: { allow: [`${GATEWAY_INBOX_PREFIX}.>`] },
  });
  return new TextDecoder().decode(fmtCreds(jwt, fromSeed(user.getSeed())));
}
