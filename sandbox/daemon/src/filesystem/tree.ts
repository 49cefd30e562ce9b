import { type FSWatcher, lstatSync, readdirSync, type Stats, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { ConnectError, errnoOf } from '../connect/error.ts';

/** What happened to an entry, in E2B's words. */
export type EventType =
  | 'EVENT_TYPE_CREATE'
  | 'EVENT_TYPE_WRITE'
  | 'EVENT_TYPE_REMOVE'
  | 'EVENT_TYPE_RENAME'
  | 'EVENT_TYPE_CHMOD';

export interface TreeEvent {
  type: EventType;
  /** Relative to the watched directory. */
  name: string;
}

/** Events of one burst are put together before they are told, so that a rename's two halves are seen as one. */
const BURST_MS = 5;
/** Directories read in one turn of the event loop when a big tree is first watched. */
const READ_AT_ONCE = 200;

interface Known {
  ino: number;
  mode: number;
  size: number;
  mtimeMs: number;
  isDirectory: boolean;
}

/**
 * Watches a directory, or a whole tree, by one inotify watch per directory. Node's own recursive watch takes one per
 * file and does not tell create, remove, rename and chmod apart.
 */
export class WatchedTree {
  readonly #root: string;
  readonly #recursive: boolean;
  readonly #emit: (event: TreeEvent) => void;
  readonly #directories = new Map<string, FSWatcher>();
  readonly #known = new Map<string, Known>();
  readonly #touched = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(root: string, options: { recursive: boolean; emit: (event: TreeEvent) => void }) {
    this.#root = root;
    this.#recursive = options.recursive;
    this.#emit = options.emit;
  }

  /** Resolves when everything is watched. Throws resource_exhausted when the machine has no inotify watch left. */
  async start(): Promise<void> {
    const queue = [this.#root];
    let read = 0;
    for (let directory = queue.pop(); directory !== undefined && !this.#closed; directory = queue.pop()) {
      for (const path of this.#enter(directory)) if (this.#recursive) queue.push(path);
      read += 1;
      if (read % READ_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#directories.values()) watcher.close();
    this.#directories.clear();
    this.#known.clear();
  }

  /** Watches one directory, notes what is in it and returns the directories among that. */
  #enter(directory: string, onFound?: (path: string) => void): string[] {
    this.#watch(directory);
    const below: string[] = [];
    for (const name of namesIn(directory)) {
      const path = join(directory, name);
      const known = look(path);
      if (!known) continue;
      const isNew = !this.#known.has(path);
      this.#known.set(path, known);
      if (isNew) onFound?.(path);
      if (known.isDirectory) below.push(path);
    }
    return below;
  }

  #watch(directory: string): void {
    if (this.#directories.has(directory)) return;
    try {
      const watcher = watch(directory, (_kind, name) => {
        if (name !== null) this.#touch(join(directory, name));
      });
      watcher.on('error', () => this.#leave(directory));
      this.#directories.set(directory, watcher);
    } catch (error) {
      if (errnoOf(error) === 'ENOSPC') {
        throw new ConnectError(
          'resource_exhausted',
          'No inotify watches are left: raise fs.inotify.max_user_watches or watch less.',
        );
      }
      if (directory === this.#root) throw error;
    }
  }

  #leave(directory: string): void {
    this.#directories.get(directory)?.close();
    this.#directories.delete(directory);
  }

  #touch(path: string): void {
    this.#touched.add(path);
    this.#timer ??= setTimeout(() => this.#settle(), BURST_MS);
  }

  #settle(): void {
    this.#timer = undefined;
    const paths = [...this.#touched];
    this.#touched.clear();
    const now = new Map(paths.map((path) => [path, look(path)]));
    const arrived = new Set([...now].flatMap(([path, seen]) => (seen && !this.#known.has(path) ? [seen.ino] : [])));
    for (const [path, seen] of now) {
      const before = this.#known.get(path);
      if (before && (!seen || seen.ino !== before.ino)) this.#gone(path, !seen && arrived.has(before.ino));
      if (seen && (!before || seen.ino !== before.ino)) this.#came(path, seen);
      else if (seen && before) this.#changed(path, before, seen);
    }
  }

  #gone(path: string, renamed: boolean): void {
    const wasDirectory = this.#known.get(path)?.isDirectory;
    this.#known.delete(path);
    this.#tell(renamed ? 'EVENT_TYPE_RENAME' : 'EVENT_TYPE_REMOVE', path);
    if (!wasDirectory) return;
    for (const inside of [...this.#known.keys()]) if (inside.startsWith(`${path}/`)) this.#known.delete(inside);
    for (const inside of [...this.#directories.keys()])
      if (inside === path || inside.startsWith(`${path}/`)) this.#leave(inside);
  }

  #came(path: string, seen: Known): void {
    this.#known.set(path, seen);
    this.#tell('EVENT_TYPE_CREATE', path);
    if (!seen.isDirectory || !this.#recursive) return;
    // What was made inside before the watch on it began has no event of its own.
    const queue = [path];
    for (let directory = queue.pop(); directory !== undefined; directory = queue.pop()) {
      try {
        queue.push(...this.#enter(directory, (found) => this.#tell('EVENT_TYPE_CREATE', found)));
      } catch {
        return;
      }
    }
  }

  #changed(path: string, before: Known, seen: Known): void {
    this.#known.set(path, seen);
    if (seen.isDirectory && seen.mode === before.mode) return;
    const written = seen.mtimeMs !== before.mtimeMs || seen.size !== before.size;
    if (seen.mode !== before.mode) this.#tell('EVENT_TYPE_CHMOD', path);
    if (written || seen.mode === before.mode) this.#tell('EVENT_TYPE_WRITE', path);
  }

  #tell(type: EventType, path: string): void {
    if (!this.#closed) this.#emit({ type, name: relative(this.#root, path) });
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function look(path: string): Known | undefined {
  try {
    const stats: Stats = lstatSync(path);
    return {
      ino: stats.ino,
      mode: stats.mode,
      size: stats.size,
      mtimeMs: stats.mtimeMs,
      isDirectory: stats.isDirectory(),
    };
  } catch {
    return undefined;
  }
}
