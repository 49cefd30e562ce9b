import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call } from '../connect/call.ts';
import { ConnectError, toConnectError } from '../connect/error.ts';
import { booleanField, type Message, requiredString } from '../connect/fields.ts';
import { type EntryInfo, readEntry } from './entry.ts';
import { type TreeEvent, WatchedTree } from './tree.ts';

/** filesystem.FilesystemEvent in JSON. */
export interface FilesystemEvent extends TreeEvent {
  entry?: EntryInfo;
}

/** Opens what WatchDir and CreateWatcher share; `emit` gets the events in order. */
export async function openWatch(
  message: Message,
  call: Call,
  emit: (event: FilesystemEvent) => void,
): Promise<WatchedTree> {
  call.daemon.user.checkHeader(call.headers.authorization);
  const path = call.daemon.resolve(requiredString(message, 'path'));
  const includeEntry = booleanField(message, 'includeEntry') ?? false;
  let order = Promise.resolve();
  const tree = new WatchedTree(path, {
    recursive: booleanField(message, 'recursive') ?? false,
    emit: (event) => {
      if (!includeEntry) return emit(event);
      order = order.then(async () =>
        emit({ ...event, entry: await readEntry(join(path, event.name)).catch(() => undefined) }),
      );
    },
  });
  try {
    if (!(await stat(path)).isDirectory()) throw new ConnectError('invalid_argument', `"${path}" is not a directory.`);
    await tree.start();
    return tree;
  } catch (error) {
    tree.close();
    throw toConnectError(error, `Watching "${path}"`);
  }
}
