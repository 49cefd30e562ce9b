import type { ConnectOptions } from '@appfactory/events/connection';
import { type Bytes, DamagedObject, ObjectReader, type StoredObject } from '@appfactory/events/objectReader';
import type { BucketKind } from '@appfactory/events/subjects';
import {
  ClosedConnectionError,
  ConnectionError,
  NoRespondersError,
  RequestError,
  TimeoutError,
} from '@nats-io/transport-node';
import { Failed } from '../graphql/failure.ts';
import { LateConnection } from '../nats/lateConnection.ts';

/** Of what it is, by its uid: Kubernetes has shown it to whoever asks. */
interface Owner {
  uid: string;
}

/**
 * What agents have stored of builds. Whoever asks has a build's identity from Kubernetes, as the person who wants to see it: the
 * credentials of the gateway open every bucket, and its uid alone says which.
 */
export class BuildObjects {
  readonly #connection: LateConnection;
  readonly #kind: BucketKind;
  #reader: ObjectReader | undefined;

  constructor(options: ConnectOptions, kind: BucketKind = 'build') {
    this.#connection = new LateConnection(options);
    this.#kind = kind;
  }

  /** Undefined when nothing is stored under the key. @throws Failed when the store is away */
  find({ uid }: Owner, key: string): Promise<StoredObject | undefined> {
    return orAway(async () => (await this.#read()).find(uid, key));
  }

  /** The content of a small object. @throws Failed when it was replaced meanwhile, or the store is away */
  content({ uid }: Owner, object: StoredObject): Promise<Buffer> {
    return orAway(async () => (await this.#read()).readAll(uid, object));
  }

  /** The content in parts, or some of it. @throws DamagedObject when it is not what was found; Failed when the store is away */
  async *parts({ uid }: Owner, object: StoredObject, bytes?: Bytes): AsyncGenerator<Uint8Array> {
    const parts = await orAway(async () => (await this.#read()).read(uid, object, bytes));
    for (;;) {
      const next = await orAway(() => parts.next(), { isDamageTold: false });
      if (next.done) return;
      yield next.value;
    }
  }

  stop(): Promise<void> {
    return this.#connection.close();
  }

  async #read(): Promise<ObjectReader> {
    this.#reader ??= new ObjectReader(await this.#connection.open(), this.#kind);
    return this.#reader;
  }
}

const AWAY = [TimeoutError, RequestError, ConnectionError, ClosedConnectionError, NoRespondersError];

async function orAway<T>(work: () => Promise<T>, { isDamageTold = true } = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (AWAY.some((kind) => error instanceof kind)) throw away();
    if (isDamageTold && error instanceof DamagedObject) {
      throw new Failed('CHANGED_MEANWHILE', 'It was replaced while it was read: look again.');
    }
    throw error;
  }
}

function away(): Failed {
  return new Failed(
    'UNAVAILABLE',
    'What builds have stored cannot be read now: NATS does not answer. Try again in a moment.',
  );
}
