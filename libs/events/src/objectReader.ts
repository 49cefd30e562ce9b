import { createHash } from 'node:crypto';
import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import { RequestError, TimeoutError } from '@nats-io/transport-node';
import { z } from 'zod';
import type { EventsConnection } from './connection.ts';
import { type BucketKind, bucketName } from './subjects.ts';

/** An object of a build's bucket, as its description says. */
export interface StoredObject {
  /** Bytes. */
  size: number;
  /** sha256 of its content, in hexadecimal. */
  digest: string;
  /** Part of the subject that its content is stored under; another one after each put. */
  nuid: string;
}

/** What was read is not what the object's description says: it was replaced meanwhile, or somebody forged it. */
export class DamagedObject extends Error {
  override readonly name = 'DamagedObject';
}

/** What describes an object. Links, to objects of other buckets, have neither size nor digest and are no objects here. */
const descriptionSchema = z.object({
  nuid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  size: z.int().min(0),
  digest: z.string().regex(/^SHA-256=[A-Za-z0-9+/_-]{43}=?$/),
  deleted: z.literal(false).optional(),
  options: z
    .looseObject({})
    .refine((options) => options.link === undefined || options.link === null)
    .optional(),
});

/** Some of an object, the last one included. */
export interface Bytes {
  first: number;
  last: number;
}

const CHUNKS_AT_ONCE = 32;
/** Milliseconds for a part of an object to come. */
const PART_WITHIN = 10_000;

/**
 * Reads objects of the buckets of builds, or of exports, with credentials that can do nothing else: by direct gets, which make no consumer and
 * change nothing. Whoever writes into a bucket is not trusted: a description that points elsewhere is no object, and content
 * that is longer than it says, or another, is refused.
 */
export class ObjectReader {
  readonly #connection: EventsConnection;
  readonly #kind: BucketKind;
  #manager: Promise<JetStreamManager> | undefined;

  constructor(connection: EventsConnection, kind: BucketKind = 'build') {
    this.#connection = connection;
    this.#kind = kind;
  }

  /** The object of this key in the bucket of a build or export; undefined when there is no such bucket or object. */
  async find(uid: string, key: string): Promise<StoredObject | undefined> {
    const bucket = bucketName(uid, this.#kind);
    const subject = `$O.${bucket}.M.${Buffer.from(key).toString('base64').replaceAll('+', '-').replaceAll('/', '_')}`;
    const manager = await this.#managed();
    const message = await manager.direct
      .getMessage(`OBJ_${bucket}`, { last_by_subj: subject })
      .catch((error: unknown) => this.#orNoBucket(error));
    return message ? descriptionOf(message) : undefined;
  }

  /**
   * The object's content, in parts; from the first byte that is asked for to the last, where only some are. What comes before them is read,
   * too, since only the whole can be checked by its digest; after the last nothing is.
   * @throws DamagedObject when it is not what was found; what came before is then of no use
   */
  async *read(
    uid: string,
    { nuid, size, digest }: StoredObject,
    { first, last }: Bytes = { first: 0, last: size - 1 },
  ): AsyncGenerator<Uint8Array> {
    const bucket = bucketName(uid, this.#kind);
    const subject = `$O.${bucket}.C.${nuid}`;
    const hash = createHash('sha256');
    let [left, next] = [size, 1];
    let at = 0;
    // The last part is given when the whole has been checked: whoever has all bytes has the right ones.
    let held: Uint8Array | undefined;
    while (left > 0) {
      const parts = await this.#parts(`OBJ_${bucket}`, { seq: next, next_by_subj: subject, batch: CHUNKS_AT_ONCE });
      if (parts.length === 0) throw new DamagedObject('an object ends before its end: it was replaced meanwhile');
      for (const { data, seq } of parts) {
        next = seq + 1;
        left -= data.length;
        if (left < 0) throw new DamagedObject('an object is longer than its description says');
        hash.update(data);
        const wanted = data.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at));
        at += data.length;
        if (wanted.length > 0) {
          if (held) yield held;
          held = wanted;
        }
        if (at > last && left > 0) {
          if (held) yield held;
          return;
        }
      }
    }
    if (hash.digest('hex') !== digest) throw new DamagedObject('an object is not what its description says');
    if (held) yield held;
  }

  /** The whole content of a small object. @throws DamagedObject */
  async readAll(uid: string, object: StoredObject): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.read(uid, object)) parts.push(part);
    return Buffer.concat(parts);
  }

  async #parts(stream: string, query: { seq: number; next_by_subj: string; batch: number }): Promise<StoredMsg[]> {
    const manager = await this.#managed();
    const messages = await manager.direct.getBatch(stream, query);
    // A connection that breaks takes the answer with it, and nobody says so.
    const timer = setTimeout(() => messages.stop(new TimeoutError()), PART_WITHIN);
    const parts: StoredMsg[] = [];
    try {
      for await (const message of messages) parts.push(message);
    } finally {
      clearTimeout(timer);
    }
    return parts;
  }

  /** Nobody answers for a bucket that is not there, and nobody when JetStream is away. */
  async #orNoBucket(error: unknown): Promise<undefined> {
    if (!(error instanceof RequestError && error.isNoResponders())) throw error;
    await this.#connection.nats.request('$JS.API.INFO', undefined, { timeout: PART_WITHIN });
    return undefined;
  }

  #managed(): Promise<JetStreamManager> {
    this.#manager ??= this.#connection.manager();
    return this.#manager;
  }
}

function descriptionOf({ data }: StoredMsg): StoredObject | undefined {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
  const parsed = descriptionSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { nuid, size, digest } = parsed.data;
  return { nuid, size, digest: Buffer.from(digest.slice('SHA-256='.length), 'base64url').toString('hex') };
}
