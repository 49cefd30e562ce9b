import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from '../kubernetes.ts';

/** In a run's folder; the container sees it as /dev/termination-log. */
export const TERMINATION_LOG = 'termination-log';

const MOST_BYTES = 4096;
const MOST_LOG_BYTES = 2048;

/** What a container that ended wanted to be known of its end: its termination message, else the end of its output if asked for. */
export function terminationMessage(
  container: Container,
  run: { stateDir: string; logPath: string; exitCode: number },
): string | undefined {
  const said = tail(join(run.stateDir, TERMINATION_LOG), MOST_BYTES);
  if (said !== '') return said;
  if (container.terminationMessagePolicy !== 'FallbackToLogsOnError' || run.exitCode === 0) return undefined;
  const lines = tail(run.logPath, 2 * MOST_LOG_BYTES).split('\n');
  const texts = lines.map((line) => line.replace(/^\S+ std(out|err) [FP] /, '')).join('\n');
  return texts.slice(-MOST_LOG_BYTES).trim() || undefined;
}

function tail(path: string, bytes: number): string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(bytes, size));
      readSync(file, buffer, 0, buffer.length, size - buffer.length);
      return buffer.toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
