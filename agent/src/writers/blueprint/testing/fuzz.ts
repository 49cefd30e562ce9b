import type { AppBuildSpec } from '@appfactory/resources/appBuild';
import { AppDatabase } from './database.ts';
import { randomSpec } from './randomSpec.ts';
import type { WrittenApps } from './writtenApps.ts';

/** Names of the roles of random apps: apps of the same roles are type-checked together. */
const ROLES = [[], ['cook'], ['front-desk', 'a-1', 'class'], ['manager', 'staff', 'constructor', 'guest']];

/** Apps that are type-checked in one program: more take memory, fewer read the packages' types more often. */
const BATCH = 40;

export interface FuzzOptions {
  count: number;
  seed: string;
  /** Whether the template's own database tool looks at each app: a second and a half each. */
  drizzleKit?: boolean;
  /** Told after each app. */
  progress?: (done: number) => void;
}

/** One random app, and what went wrong with it. */
export interface FuzzFailure {
  /** What randomSpec is given to have the spec again. */
  seed: string;
  what: string;
}

/** The spec of one of a run's apps; one in five is built on top of another one, as a changed spec is. */
function specsOf(seed: string, index: number): AppBuildSpec[] {
  const roles = ROLES[index % ROLES.length] ?? [];
  const last = randomSpec(seed, roles);
  return index % 5 === 4 ? [randomSpec(`${seed}-before`, roles), last] : [last];
}

/**
 * Plans and writes random specs, applies their migrations to a database, and has the template's tools lint and type-check
 * the code. Gives what failed.
 * @param open makes an empty folder for some apps
 */
export async function fuzz(open: () => Promise<WrittenApps>, options: FuzzOptions): Promise<FuzzFailure[]> {
  const failures: FuzzFailure[] = [];
  for (let from = 0; from < options.count; from += BATCH) {
    const apps = await open();
    try {
      const seeds = new Map<string, string>();
      for (let index = from; index < Math.min(from + BATCH, options.count); index++) {
        const seed = `${options.seed}-${index}`;
        const name = `app${index}`;
        seeds.set(name, seed);
        const what = await writeOne(apps, name, specsOf(seed, index), options.drizzleKit ?? false);
        if (what !== undefined) failures.push({ seed, what });
        options.progress?.(index + 1);
      }
      for (const { name, what } of await wrongTypes(apps)) failures.push({ seed: seeds.get(name) ?? name, what });
    } finally {
      await apps.remove();
    }
  }
  return failures;
}

async function writeOne(
  apps: WrittenApps,
  name: string,
  specs: AppBuildSpec[],
  drizzleKit: boolean,
): Promise<string | undefined> {
  try {
    const repository = await apps.write(name, specs);
    const database = new AppDatabase();
    database.migrate(repository);
    const faults = database.faults();
    if (faults.length > 0) return `its database is broken: ${JSON.stringify(faults)}`;
  } catch (error) {
    return String(error instanceof Error ? error.stack : error).slice(0, 2000);
  }
  const lint = await apps.lint(name);
  if (!lint.startsWith('ok')) return lint;
  if (!drizzleKit) return undefined;
  const drizzle = await apps.says(name, 'drizzle-kit/bin.cjs', 'generate');
  return /^ok[\s\S]*No schema changes/.test(drizzle) ? undefined : drizzle;
}

/** The apps that are named in what the compiler says. */
async function wrongTypes(apps: WrittenApps): Promise<{ name: string; what: string }[]> {
  const said = await apps.types();
  if (said === 'ok') return [];
  const named = Map.groupBy(said.split('\n'), (line) => /^(app\d+)\//.exec(line)?.[1] ?? '');
  const found = [...named].filter(([name]) => name !== '').map(([name, lines]) => ({ name, what: lines.join('\n') }));
  return found.length > 0 ? found : [{ name: 'types', what: said }];
}
