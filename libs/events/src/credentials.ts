import { createUser, encodeUser, fmtCreds } from '@nats-io/jwt';
import { fromSeed } from '@nats-io/nkeys';
import { type BuildRef, bucketName, eventSubject } from './subjects.ts';

export interface Minter {
  /** Public key of the account that the users belong to. */
  account: string;
  /** Seed of the account's signing key. */
  signingSeed: string;
}

/** Prefix of the inboxes that one build's programs may subscribe to. */
export function inboxPrefix(uid: string): string {
  return `_INBOX_build_${uid}`;
}

/** What one bucket's owner may ask JetStream: read, write and purge in this bucket, nothing about any other. */
function bucketSubjects(bucket: string, write: boolean): string[] {
  const stream = `OBJ_${bucket}`;
  const read = [
    // The client library asks it once before it opens a bucket; it tells sums over the account, and nobody's data.
    '$JS.API.INFO',
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}.>`,
    `$JS.API.CONSUMER.CREATE.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.INFO.${stream}.>`,
    `$JS.API.CONSUMER.DELETE.${stream}.>`,
    `$JS.FC.${stream}.>`,
    `$JS.ACK.${stream}.>`,
  ];
  return write ? [...read, `$O.${bucket}.>`, `$JS.API.STREAM.PURGE.${stream}`] : read;
}

async function mint(minter: Minter, name: string, publish: string[], inbox: string, expires: Date): Promise<string> {
  const user = createUser();
  const jwt = await encodeUser(
    name,
    user,
    fromSeed(new TextEncoder().encode(minter.signingSeed)),
    { issuer_account: minter.account, pub: { allow: publish }, sub: { allow: [`${inbox}.>`] } },
    { exp: Math.floor(expires.getTime() / 1000) },
  );
  return new TextDecoder().decode(fmtCreds(jwt, fromSeed(user.getSeed())));
}

/** Credentials of one agent: it can report on its own build's subject and use its own bucket. Text of a creds file. */
export function mintAgentCredentials(minter: Minter, build: BuildRef, expires: Date): Promise<string> {
  const publish = [eventSubject(build), ...bucketSubjects(bucketName(build.uid), true)];
  return mint(
    minter,
    `agent/${build.namespace}/${build.name}/${build.generation}`,
    publish,
    inboxPrefix(build.uid),
    expires,
  );
}

/** Credentials that can read one build's bucket: for a release that fetches its artifact. Text of a creds file. */
export function mintReaderCredentials(
  minter: Minter,
  build: Omit<BuildRef, 'generation'>,
  expires: Date,
): Promise<string> {
  const publish = bucketSubjects(bucketName(build.uid), false);
  return mint(minter, `reader/${build.namespace}/${build.name}`, publish, inboxPrefix(build.uid), expires);
}

/** Credentials of the program that stores the archive of one DataExport: they open its bucket, and nothing else. Text of a creds file. */
export function mintExportCredentials(
  minter: Minter,
  { namespace, name, uid }: Omit<BuildRef, 'generation'>,
  expires: Date,
): Promise<string> {
  const publish = bucketSubjects(bucketName(uid, 'export'), true);
  return mint(minter, `export/${namespace}/${name}`, publish, inboxPrefix(uid), expires);
}
