import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { readJson, writeDurably } from './durable.ts';
import type { Layout } from './layout.ts';
import { takeLock } from './lock.ts';
import type { Served } from './prepare.ts';

const LOOK_MS = 100;

/** Takes the lock of the data and becomes the server, in this process: the lock lives exactly as long as the server. */
export async function serve(layout: Layout, file: string): Promise<void> {
  await takeLock(layout);
  // Set here and not by the pod: a path inside a value is not seen by a node that has to translate paths.
  process.env.DATABASE_URL = `file:${layout.database}`;
  process.chdir(dirname(file));
  process.argv.splice(1, process.argv.length - 1, file);
  void noteFirstAnswer(layout, basename(dirname(file)));
  await import(pathToFileURL(file).href);
}

/** From the first answer on the version may take rows, so that undoing it would lose them. */
async function noteFirstAnswer(layout: Layout, version: string): Promise<void> {
  if (readJson<Served>(layout.served)?.version === version) return;
  const address = `http://127.0.0.1:${process.env.PORT}/api/health`;
  for (;;) {
    await sleep(LOOK_MS, undefined, { ref: false });
    const healthy = await fetch(address, { signal: AbortSignal.timeout(5000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!healthy) continue;
    writeDurably(layout.served, JSON.stringify({ version } satisfies Served));
    return;
  }
}
