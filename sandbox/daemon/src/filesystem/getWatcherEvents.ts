import type { Call } from '../connect/call.ts';
import type { Message } from '../connect/fields.ts';

/** The events since the last time that they were fetched. */
export function getWatcherEvents(message: Message, call: Call): object {
  return { events: call.daemon.watchers.takeEvents(message) };
}
