import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call } from '../connect/call.ts';
import { ConnectError, toConnectError } from '../connect/error.ts';
import { type Message, numberField, requiredString } from '../connect/fields.ts';
import { type EntryInfo, readEntry } from './entry.ts';

/** How many entries of one directory are read at a time. */
const BATCH = 64;

/** Lists a directory, in the order of names, `depth` levels deep (1: only its own entries). */
export async function listDir(message: Message, call: Call): Promise<object> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const path = call.daemon.resolve(requiredString(message, 'path'));
  try {
    const root = await stat(path);
    if (!root.isDirectory()) throw new ConnectError('invalid_argument', `"${path}" is not a directory.`);
    const shown = await realpath(path);
    return { entries: await entriesOf(shown, numberField(message, 'depth') || 1) };
  } catch (error) {
    throw toConnectError(error, `Listing "${path}"`);
  }
}

async function entriesOf(directory: string, depth: number): Promise<EntryInfo[]> {
  const found = await readdir(directory, { withFileTypes: true });
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const result: EntryInfo[] = [];
  for (let from = 0; from < found.length; from += BATCH) {
    const batch = found.slice(from, from + BATCH);
    const entries = await Promise.all(batch.map((item) => readEntry(join(directory, item.name)).catch(ignoreVanished)));
    for (const [index, entry] of entries.entries()) {
      if (!entry) continue;
      result.push(entry);
      if (depth > 1 && batch[index]?.isDirectory())
        result.push(...(await entriesOf(entry.path, depth - 1).catch(() => [])));
    }
  }
  return result;
}

function ignoreVanished(): undefined {
  return undefined;
}
