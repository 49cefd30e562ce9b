import { rm } from 'node:fs/promises';
import type { Call } from '../connect/call.ts';
import { toConnectError } from '../connect/error.ts';
import { type Message, requiredString } from '../connect/fields.ts';

/** Removes a file, or a directory with all that is in it. What is absent counts as removed. */
export async function remove(message: Message, call: Call): Promise<object> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const path = call.daemon.resolve(requiredString(message, 'path'));
  try {
    await rm(path, { recursive: true, force: true });
    return {};
  } catch (error) {
    throw toConnectError(error, `Removing "${path}"`);
  }
}
