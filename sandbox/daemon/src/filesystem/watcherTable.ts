import { randomUUID } from 'node:crypto';
import { ConnectError } from '../connect/error.ts';
import type { Message } from '../connect/fields.ts';
import type { WatchedTree } from './tree.ts';
import type { FilesystemEvent } from './watch.ts';

/** Events kept for a client that does not fetch them; older ones are dropped. */
const KEEP_EVENTS = 10_000;

interface Watcher {
  tree: WatchedTree;
  events: FilesystemEvent[];
}

/** The watchers whose events clients fetch, instead of having them streamed. */
export class WatcherTable {
  readonly #byId = new Map<string, Watcher>();

  async add(open: (emit: (event: FilesystemEvent) => void) => Promise<WatchedTree>): Promise<string> {
    const events: FilesystemEvent[] = [];
    const tree = await open((event) => {
      events.push(event);
      if (events.length > KEEP_EVENTS) events.splice(0, events.length - KEEP_EVENTS);
    });
    const id = randomUUID();
    this.#byId.set(id, { tree, events });
    return id;
  }

  takeEvents(message: Message): FilesystemEvent[] {
    const { events } = this.#select(message);
    return events.splice(0);
  }

  remove(message: Message): void {
    this.#select(message).tree.close();
    this.#byId.delete(String(message.watcherId));
  }

  close(): void {
    for (const { tree } of this.#byId.values()) tree.close();
    this.#byId.clear();
  }

  #select(message: Message): Watcher {
    const watcher = this.#byId.get(String(message.watcherId));
    if (!watcher) throw new ConnectError('not_found', `There is no watcher "${String(message.watcherId)}".`);
    return watcher;
  }
}
