import { constants, watch } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CriReader, type LineFilter, TailFinder } from './criLog.ts';

export interface ReadLogOptions extends LineFilter {
  /** Only the last so many lines of what is there at the beginning. */
  tailLines?: number;
  /** Go on as the file grows, until `ended()` says that nothing will be written any more. */
  follow?: boolean;
}

const pieceBytes = 64 * 1024;
/** Change events can be missed (a file system without them, a full queue): look anyway. */
const lookMilliseconds = 500;

/**
 * Opens a log file. Throws ENOENT when there is none, and ELOOP for a link: a program that can write beside its log must not
 * make us read another file to whoever asks for the log.
 */
export function openLog(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
}

/**
 * The text of a container's log, in pieces; `first` is the open file at `path` and is closed at the end. Follows a rotation: the
 * renamed file is read to its end, then the new one from its start.
 */
export async function* readLog(
  first: FileHandle,
  path: string,
  options: ReadLogOptions,
  ended: () => boolean,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const reader = new CriReader(options);
  let file = first;
  const changes = options.follow ? new Changes(dirname(path), signal) : undefined;
  try {
    let position = await startOf(file, options.tailLines);
    while (!signal.aborted) {
      // Asked before reading: what was written before the end is then read for certain.
      const last = !options.follow || ended();
      for await (const piece of pieces(file, position)) {
        position += piece.length;
        const text = reader.push(piece);
        if (text.length > 0) yield text;
        if (signal.aborted) return;
      }
      const next = await rotated(path, file);
      if (next) {
        await file.close();
        file = next;
        position = 0;
      } else if (last) return;
      else await changes?.next();
    }
  } finally {
    changes?.close();
    await file.close();
  }
}

async function startOf(file: FileHandle, tailLines: number | undefined): Promise<number> {
  if (tailLines === undefined) return 0;
  const finder = new TailFinder(tailLines);
  for await (const piece of pieces(file, 0)) finder.push(piece);
  return finder.start;
}

async function* pieces(file: FileHandle, from: number): AsyncGenerator<Buffer> {
  for (let position = from; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The file that now stands at `path`, when it is another one. */
async function rotated(path: string, file: FileHandle): Promise<FileHandle | undefined> {
  const [now, then] = await Promise.all([stat(path).catch(() => undefined), file.stat()]);
  if (!now || (now.ino === then.ino && now.dev === then.dev)) return undefined;
  return openLog(path).catch(() => undefined);
}

/** Wakes whoever waits when something in a folder changes, at the latest after half a second. */
class Changes {
  readonly #watcher;
  #changed = false;
  #wake: () => void = () => {};

  constructor(folder: string, signal: AbortSignal) {
    const wake = () => {
      this.#changed = true;
      this.#wake();
    };
    this.#watcher = watch(folder, { persistent: false }, wake);
    this.#watcher.on('error', wake);
    signal.addEventListener('abort', wake, { once: true });
  }

  async next(): Promise<void> {
    if (!this.#changed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookMilliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#changed = false;
  }

  close(): void {
    this.#watcher.close();
  }
}
