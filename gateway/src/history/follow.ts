import type { Hub } from './hub.ts';
import type { BuildIdentity, StoredEvent } from './stored.ts';

/** Events that wait for a slow reader before they are dropped here, and read from the tables when it is ready. */
const MOST_WAITING = 500;
const PAGE = 200;

/** Reads stored events as one person may. */
export interface EventReader {
  eventsAfter(build: BuildIdentity, after: number, limit: number): Promise<StoredEvent[]>;
}

/**
 * Every event of the build after a sequence number, then the new ones as they come: none is missing and none comes twice.
 * An event is announced only once it is stored, so whoever falls behind, or was away, reads on in the tables. The memory
 * that a slow reader takes is bounded.
 */
export function follow(
  store: EventReader,
  hub: Hub,
  build: BuildIdentity,
  after: number,
): AsyncIterableIterator<StoredEvent> {
  let cursor = after;
  let waiting: StoredEvent[] = [];
  /** What is not in `waiting` must be read from the tables. */
  let behind = true;
  let ended = false;
  let wake = () => {};
  const stop = hub.listen(build, (event) => {
    if (behind && waiting.length >= MOST_WAITING) return;
    if (waiting.length >= MOST_WAITING) {
      waiting = [];
      behind = true;
    } else waiting.push(event);
    wake();
  });

  async function* read(): AsyncGenerator<StoredEvent> {
    while (!ended) {
      if (behind) {
        // From here on what comes is kept; what came before is in the tables already.
        waiting = [];
        const page = await store.eventsAfter(build, cursor, PAGE);
        if (page.length < PAGE && waiting.length < MOST_WAITING) behind = false;
        for (const event of page) {
          if (ended) return;
          cursor = event.sequence;
          yield event;
        }
        continue;
      }
      const event = waiting.shift();
      if (event) {
        if (event.sequence <= cursor) continue;
        cursor = event.sequence;
        yield event;
      } else if (!behind) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }

  async function* readAndStop(): AsyncGenerator<StoredEvent> {
    try {
      yield* read();
    } finally {
      stop();
    }
  }

  const events = readAndStop();
  const end = () => {
    ended = true;
    waiting = [];
    stop();
    // A reader that leaves while it waits for the next event must not wait for it.
    wake();
  };
  return {
    next: () => events.next(),
    async return() {
      end();
      return events.return(undefined);
    },
    async throw(error: unknown) {
      end();
      return events.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
