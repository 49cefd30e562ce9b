import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '@appfactory/e2e/testing/platform';

/** What a part said when it was ready, the last time: programs take any free port and say in their log which. */
export async function readyLine({ addresses }: Platform, part: string): Promise<Record<string, unknown>> {
  const text = await readFile(join(addresses.logs ?? '', `${part}.log`), 'utf8');
  const line = text.split('\n').findLast((one) => one.startsWith('{"ready":true'));
  if (!line) throw new Error(`the log of ${part} does not say that it is ready`);
  return JSON.parse(line) as Record<string, unknown>;
}
