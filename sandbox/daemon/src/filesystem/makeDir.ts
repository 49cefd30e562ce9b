import { mkdir, stat } from 'node:fs/promises';
import type { Call } from '../connect/call.ts';
import { ConnectError, toConnectError } from '../connect/error.ts';
import { type Message, requiredString } from '../connect/fields.ts';
import { readEntry } from './entry.ts';

/** Makes a directory and its parents. Throws already_exists when it is there, invalid_argument when a file is in its place. */
export async function makeDir(message: Message, call: Call): Promise<object> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const path = call.daemon.resolve(requiredString(message, 'path'));
  const present = await stat(path).catch(() => undefined);
  if (present?.isDirectory()) throw new ConnectError('already_exists', `The directory "${path}" already exists.`);
  if (present) throw new ConnectError('invalid_argument', `"${path}" exists and is not a directory.`);
  try {
    await mkdir(path, { recursive: true });
    return { entry: await readEntry(path) };
  } catch (error) {
    throw toConnectError(error, `Making the directory "${path}"`);
  }
}
