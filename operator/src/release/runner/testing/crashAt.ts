import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Preloaded by tests (--import): kills the process just before its n-th change of the file system, n being CRASH_AT. With
 * CRASH_COUNT it writes down how many there were.
 */
const crashAt = Number(process.env.CRASH_AT ?? Number.POSITIVE_INFINITY);
const changing = ['writeSync', 'fsyncSync', 'renameSync', 'copyFileSync', 'rmSync', 'mkdirSync'] as const;
let count = 0;

for (const name of changing) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
    count++;
    if (count === crashAt) process.kill(process.pid, 'SIGKILL');
    return original(...args);
  };
}
syncBuiltinESMExports();

const report = process.env.CRASH_COUNT;
if (report) process.on('exit', () => fs.writeFileSync(report, String(count)));
