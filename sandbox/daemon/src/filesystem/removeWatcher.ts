import type { Call } from '../connect/call.ts';
import type { Message } from '../connect/fields.ts';

export function removeWatcher(message: Message, call: Call): object {
  call.daemon.watchers.remove(message);
  return {};
}
