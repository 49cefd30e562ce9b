import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from '@appfactory/agent/writers/blueprint/testing/fuzz';
import { WrittenApps } from '@appfactory/agent/writers/blueprint/testing/writtenApps';
import { installedModules } from '@appfactory/launcher/images/dependencies';
import { TEMPLATES_DIR } from '@appfactory/launcher/images/templateImage';

const USAGE = `npm run bench:fuzz -- [--count N] [--seed TEXT]

Plans and writes N random valid specs (200 when left out) and has the template's tools lint, type-check and migrate the
apps. The seed is printed: with it, and a count at least as high, the same specs come again. No platform is started.
The exit status is 1 when an app failed.
`;

/** @throws Error where an option is wrong, in words for whoever typed it */
function optionsOf(args: string[]): { count: number; seed: string } | 'help' {
  const { values } = parseArgs({
    args,
    options: { count: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return 'help';
  const count = Number(values.count ?? 200);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--count ${values.count} is no whole number above 0`);
  return { count, seed: values.seed ?? String(Date.now()) };
}

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const { count, seed } = options;
  process.stdout.write(`${count} random specs, seed ${seed}\n`);
  const template = join(TEMPLATES_DIR, 'nextjs-shadcn-fullstack');
  const modules = await installedModules(template, { NEXT_TELEMETRY_DISABLED: '1', CI: '1' });
  const progress = (done: number) => {
    if (done % 10 === 0) process.stderr.write(`${done} of ${count} written and linted\n`);
  };
  const failures = await fuzz(() => WrittenApps.in(modules), { count, seed, drizzleKit: true, progress });
  for (const { seed: one, what } of failures) process.stdout.write(`\n${one}: ${what}\n`);
  process.stdout.write(`\n${count - failures.length} passed, ${failures.length} failed (seed ${seed})\n`);
  return failures.length === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
