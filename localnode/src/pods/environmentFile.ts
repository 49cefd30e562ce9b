import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The environment that a run was started with, as the runtime keeps it beside the run. */
export function environmentOf(stateDir: string): Map<string, string> {
  const env = new Map<string, string>();
  for (const entry of readFileSync(join(stateDir, 'env'), 'utf8').split('\0')) {
    const equals = entry.indexOf('=');
    if (equals > 0) env.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  return env;
}
