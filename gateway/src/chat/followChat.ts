import type { BuildIdentity } from '../history/stored.ts';
import type { ChatHub, ChatMessage } from './storedChat.ts';

const PAGE = 100;

/** Reads messages as one person may. */
export type ChatReader = (build: BuildIdentity, after: number, limit: number) => Promise<ChatMessage[]>;

/**
 * Every message of the build that was said or changed after a sequence, then each that is, as it is then. People talk
 * seldom, so each time is a look into the table: a slow reader takes no memory, and none is missing.
 */
export function followChat(
  read: ChatReader,
  hub: ChatHub,
  build: BuildIdentity,
  after: number,
): AsyncIterableIterator<ChatMessage> {
  let cursor = after;
  let isStale = true;
  let ended = false;
  let wake = () => {};
  const stopListening = hub.listen(build, () => {
    isStale = true;
    wake();
  });
  const stop = () => {
    ended = true;
    stopListening();
    wake();
  };
  async function* tell(): AsyncGenerator<ChatMessage> {
    try {
      while (!ended) {
        if (!isStale) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        isStale = false;
        const page = await read(build, cursor, PAGE);
        if (page.length === PAGE) isStale = true;
        for (const message of page) {
          if (ended) return;
          cursor = message.changed;
          yield message;
        }
      }
    } finally {
      stop();
    }
  }
  const messages = tell();
  return {
    next: () => messages.next(),
    async return() {
      stop();
      return messages.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
