import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Call } from '../connect/call.ts';
import { toConnectError } from '../connect/error.ts';
import { type Message, requiredString } from '../connect/fields.ts';
import { readEntry } from './entry.ts';

/** Renames, replacing a file that is in the way; makes the destination's parents. */
export async function move(message: Message, call: Call): Promise<object> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const source = call.daemon.resolve(requiredString(message, 'source'));
  const destination = call.daemon.resolve(requiredString(message, 'destination'));
  try {
    // Read first, so that a source that is absent leaves no empty folders behind.
    await readEntry(source);
    await mkdir(dirname(destination), { recursive: true });
    await rename(source, destination);
    return { entry: await readEntry(destination) };
  } catch (error) {
    throw toConnectError(error, `Moving "${source}" to "${destination}"`);
  }
}
