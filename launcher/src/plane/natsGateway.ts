import type { NatsKeys } from '@appfactory/events/keys';
import { CHAT_STREAM, CHAT_SUBJECTS, EVENT_STREAM } from '@appfactory/events/subjects';
import { USAGE_STREAM } from '@appfactory/events/usage';
import { createUser, encodeUser, fmtCreds } from '@nats-io/jwt';
import { fromSeed } from '@nats-io/nkeys';

export const GATEWAY_INBOX_PREFIX = '_INBOX_gateway';

/** What the gateway asks JetStream: to read the streams. It publishes what people say, and neither events nor usage. */
const STREAMS = [
  '$JS.API.INFO',
  ...[EVENT_STREAM, CHAT_STREAM, USAGE_STREAM].flatMap((stream) => [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.INFO.${stream}.>`,
    `$JS.API.CONSUMER.DELETE.${stream}.>`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
    `$JS.ACK.${stream}.>`,
  ]),
  CHAT_SUBJECTS,
];

/**
 * And to read what is in builds' buckets: descriptions of objects, and messages of streams that allow direct gets, which are the
 * buckets alone. Of whose build, Kubernetes has said before it asks. It makes, changes and deletes no bucket and no object.
 */
const READ_OBJECTS = ['$JS.API.DIRECT.GET.*.$O.*.M.*', '$JS.API.DIRECT.GET.*'];

/** Text of a creds file for the gateway; new at each start of the platform. */
export async function mintGatewayCredentials(keys: NatsKeys): Promise<string> {
  const user = createUser();
  const jwt = await encodeUser('gateway', user, fromSeed(new TextEncoder().encode(keys.accountSigningSeed)), {
    issuer_account: keys.account,
    pub: { allow: [...STREAMS, ...READ_OBJECTS] },
    sub: { allow: [`${GATEWAY_INBOX_PREFIX}.>`] },
  });
  return new TextDecoder().decode(fmtCreds(jwt, fromSeed(user.getSeed())));
}
