import type { Call } from '../connect/call.ts';
import type { Message } from '../connect/fields.ts';
import { openWatch } from './watch.ts';

/** Watches a directory for a client that will fetch the events. */
export async function createWatcher(message: Message, call: Call): Promise<object> {
  return { watcherId: await call.daemon.watchers.add((emit) => openWatch(message, call, emit)) };
}
