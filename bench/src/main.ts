import { cpus, loadavg, totalmem } from 'node:os';
import type { Figure } from './figure.ts';
import { parseOptions } from './options.ts';
import type { Row } from './row.ts';
import { claim } from './rows/claim.ts';
import { eventLatency } from './rows/eventLatency.ts';
import { eventToBrowser } from './rows/eventToBrowser.ts';
import { firstFeature } from './rows/firstFeature.ts';
import { fiveEntities } from './rows/fiveEntities.ts';
import { operatorMemory } from './rows/operatorMemory.ts';
import { preview } from './rows/preview.ts';
import { soak } from './soak.ts';
import { startPlatform } from './startPlatform.ts';
import { renderTable } from './table.ts';

/** What works hard comes last, so that the others do not meet its traces. */
const ROWS: Row[] = [operatorMemory, eventLatency, claim, preview, firstFeature, fiveEntities, eventToBrowser];

const started = performance.now();

async function main(): Promise<number> {
  const options = parseOptions(
    process.argv.slice(2),
    ROWS.map(({ name }) => name),
  );
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
    memory: totalmem(),
    load: loadavg()[0] ?? 0,
  };
  say(
    `${machine.processors} x ${machine.model}, ${Math.round(machine.memory / 2 ** 30)} GiB, load ${machine.load.toFixed(1)}`,
  );
  if (machine.load > 1)
    say('Other programs are at work on this machine: the figures will be worse than they could be.');
  const failed: string[] = [];
  const figures =
    options.soakHours === undefined ? await table(options.only, failed) : await soak(options.soakHours, say);
  if (options.json) process.stdout.write(`${JSON.stringify({ machine, figures, failed }, null, 2)}\n`);
  else process.stdout.write(`\n${renderTable(figures)}\n`);
  for (const message of failed) say(message);
  return failed.length === 0 ? 0 : 1;
}

/** Measures the rows on one platform, one after another. A row that fails does not keep the others from being measured. */
async function table(only: string[], failed: string[]): Promise<Figure[]> {
  say('Starting the platform (images are prepared first where they are not cached) ...');
  const platform = await startPlatform(say);
  const stopOnce = once(() => platform.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say('Stopping the platform ...');
      void stopOnce().finally(() => process.exit(130));
    });
  }
  const figures: Figure[] = [];
  try {
    for (const { name, measure } of ROWS.filter((row) => only.length === 0 || only.includes(row.name))) {
      say(`${name} ...`);
      try {
        const measured = await measure(platform, (text) => say(`  ${text}`));
        for (const line of renderTable(measured).split('\n').slice(2)) say(line);
        figures.push(...measured);
      } catch (error) {
        failed.push(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
        say(failed.at(-1) ?? '');
      }
    }
  } finally {
    say('Stopping the platform ...');
    // What was measured is worth telling all the same.
    await stopOnce().catch((error: Error) => failed.push(error.message));
  }
  return figures;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}

/** To stderr, so that --json is alone on stdout. */
function say(text: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(7);
  process.stderr.write(`${seconds} s  ${text}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
