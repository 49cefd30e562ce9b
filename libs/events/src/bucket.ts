import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StorageType } from '@nats-io/jetstream';
import { type ObjectStore, Objm } from '@nats-io/obj';
import { nanos } from '@nats-io/transport-node';
import type { EventsConnection } from './connection.ts';
import { type BucketKind, bucketName } from './subjects.ts';

export interface BucketOptions {
  kind?: BucketKind;
  /** Milliseconds after which the server forgets an object by itself. */
  forgetAfter?: number;
}

/** The object store bucket of one build, or of one export. Values are whole files; a second put of a key replaces the first. */
export class Bucket {
  readonly #store: ObjectStore;

  private constructor(store: ObjectStore) {
    this.#store = store;
  }

  /** Makes the bucket of a build, or opens it. Needs credentials that may make streams. */
  static async create(connection: EventsConnection, uid: string, options: BucketOptions = {}): Promise<Bucket> {
    const { kind, forgetAfter } = options;
    const objects = new Objm(connection.jetstream);
    const ttl = forgetAfter === undefined ? {} : { ttl: nanos(forgetAfter) };
    return new Bucket(await objects.create(bucketName(uid, kind), { storage: StorageType.File, ...ttl }));
  }

  /** Opens the bucket of a build; rejects when there is none. */
  static async open(connection: EventsConnection, uid: string, kind?: BucketKind): Promise<Bucket> {
    const objects = new Objm(connection.jetstream);
    return new Bucket(await objects.open(bucketName(uid, kind), false));
  }

  /** Deletes the bucket of a build with everything in it; nothing happens when it is gone already. */
  static async destroy(connection: EventsConnection, uid: string, kind?: BucketKind): Promise<void> {
    const manager = await connection.manager();
    try {
      await manager.streams.delete(`OBJ_${bucketName(uid, kind)}`);
    } catch (error) {
      if (!(error instanceof Error) || !/not found/i.test(error.message)) throw error;
    }
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    await this.#store.putBlob({ name: key }, value);
  }

  async putFile(key: string, path: string): Promise<void> {
    const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    await this.#store.put({ name: key }, stream, { timeout: 30_000 });
  }

  /** The value, or undefined where there is none. */
  async get(key: string): Promise<Uint8Array | undefined> {
    return (await this.#store.getBlob(key)) ?? undefined;
  }

  /** Writes the value into a file; false where there is none. Rejects when it arrives damaged. */
  async getFile(key: string, path: string): Promise<boolean> {
    const result = await this.#store.get(key);
    if (!result) return false;
    await pipeline(Readable.from(result.data as unknown as AsyncIterable<Uint8Array>), createWriteStream(path));
    const failure = await result.error;
    if (failure) throw failure;
    return true;
  }
}
