import type { Call } from '../connect/call.ts';
import { toConnectError } from '../connect/error.ts';
import { type Message, requiredString } from '../connect/fields.ts';
import { readEntry } from './entry.ts';

export async function stat(message: Message, call: Call): Promise<object> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const path = call.daemon.resolve(requiredString(message, 'path'));
  try {
    return { entry: await readEntry(path) };
  } catch (error) {
    throw toConnectError(error, `Reading "${path}"`);
  }
}
