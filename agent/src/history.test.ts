import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_KEY } from '@appfactory/events/subjects';
import type { Plan, PlannedFeature } from '@appfactory/plan/plan';
import { startDaemon, type TestDaemon } from '@appfactory/sandbox-daemon/testing/startDaemon';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Sandbox } from 'e2b';
import { type GoBack, prepare } from './history.ts';
import { Repository } from './workspace/repository.ts';
import { BuildSandbox } from './workspace/sandbox.ts';
import type { Change, Writer } from './writers/writer.ts';

/* On real git repositories in a real sandbox; what is written is no app: the writer puts a file and a migration for each feature. */

const TOKEN = 'token';
let daemons: TestDaemon[];
let bucket: MemoryBucket;

/** The part of a bucket that an agent uses here, in memory: the real one is tried in e2e/. */
class MemoryBucket {
  readonly values = new Map<string, Uint8Array>();
  /** What is to happen to the next value of this key. */
  breaks: string | undefined;
  async get(key: string): Promise<Uint8Array | undefined> {
    return this.values.get(key);
  }
  async put(key: string, value: Uint8Array): Promise<void> {
    if (this.breaks === key) {
      this.breaks = undefined;
      throw new Error('the connection is lost');
    }
    this.values.set(key, value);
  }
}

const none: Change = { writes: new Map(), removes: [] };
/** Notes in the migrations that the code of then was fitted to them. */
const writer: Writer = {
  onlyForward: ['drizzle'],
  write: () => Promise.resolve(none),
  remove: () => Promise.resolve(none),
  fit: async ({ workspace, left }) => {
    const [then, now] = [await workspace.read('src/state'), await left.read('src/state')];
    return { writes: new Map([['drizzle/fitted.sql', `-- from ${now?.trim()} to ${then?.trim()}\n`]]), removes: [] };
  },
};

const feature = (id: string, hash = `${id} 1`): PlannedFeature => ({
  id,
  hash,
  title: `The ${id}`,
  kind: 'entity',
  entities: [],
  dependsOn: [],
  serves: 'the test',
  checks: [{ name: `${id} of ${hash}`, as: 'owner', steps: [] }],
});
const planOf = (...features: PlannedFeature[]): Plan => ({
  version: 1,
  app: { name: 'a', title: 'A', description: '', signUp: 'open' },
  template: 'small',
  entities: [],
  features,
  assumptions: [],
  notBuilt: [],
  hash: features.map(({ hash }) => hash).join(),
});
const [base, clients, projects] = [feature('base'), feature('clients'), feature('projects')];
const plan = planOf(base, clients, projects);

interface App {
  repository: Repository;
  git(...args: string[]): string;
  /** Files of a commit with their contents, but for migrations. */
  tree(commit?: string): string;
  migrations(): string[];
  /** Prepares a generation as an agent does, and writes what is missing; gives what it was told. */
  generation(number: number, plan: Plan, back?: GoBack): ReturnType<typeof prepare>;
}

async function newApp(): Promise<App> {
  const daemon = await startDaemon({ token: TOKEN });
  daemons.push(daemon);
  const cwd = daemon.workdir;
  const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  git('init', '-q', '-b', 'main');
  writeFileSync(join(cwd, 'package.json'), '{}\n');
  git('add', '-A');
  const env = { ...process.env, GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'Template'], { cwd, env });
  const sandbox = new Sandbox({
    sandboxId: 'test',
    sandboxUrl: daemon.url,
    envdVersion: '0.6.13',
    envdAccessToken: TOKEN,
    apiKey: 'none',
  });
  const repository = new Repository(new BuildSandbox(sandbox, cwd), bucket);
  return {
    repository,
    git,
    tree: (commit = 'HEAD') => git('ls-tree', '-r', commit).replace(/^.*\tdrizzle\/.*\n?/gm, ''),
    migrations: () => git('ls-files', 'drizzle').split('\n').filter(Boolean),
    async generation(generation, wanted, back) {
      await repository.restore();
      const toolchain = { tidy: () => Promise.resolve() };
      const prepared = await prepare({ plan: wanted, back, generation, repository, writer, toolchain, bucket });
      for (const each of prepared.plan.features) {
        const built = await repository.features();
        if (built.some(({ id, hash }) => id === each.id && hash === each.hash)) continue;
        const number = git('ls-files', 'drizzle').split('\n').filter(Boolean).length + 1;
        const writes = new Map([
          [`src/${each.id}`, `${each.hash} in generation ${generation}\n`],
          ['src/state', `${each.hash}\n`],
          [`drizzle/${number}.sql`, `-- ${each.hash}\n`],
        ]);
        await repository.apply({ writes, removes: [] });
        await repository.commitFeature(each, generation);
        await repository.store();
      }
      return prepared;
    },
  };
}

const commitOf = async ({ repository }: App, id: string) =>
  (await repository.features()).find((built) => built.id === id)?.commit ?? '';
const idsOf = async ({ repository }: App) => (await repository.features()).map(({ id }) => id);
const rollBack = (to: string, generation = 2): GoBack => ({ mode: 'RollBack', feature: to, generation, stays: true });
const retry = (from: string, generation = 2): GoBack => ({ mode: 'Retry', feature: from, generation, stays: false });

beforeEach(() => {
  bucket = new MemoryBucket();
  daemons = [];
});
afterEach(async () => {
  for (const daemon of daemons) await daemon.stop();
});

describe('rolling back', () => {
  test('gives the tree of then as a new commit on top of the whole history; migrations only go forward', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    const [then, newest] = [await commitOf(app, 'clients'), app.git('rev-parse', 'HEAD')];
    const migrations = app.migrations();
    const { plan: proven, leftOut } = await app.generation(2, plan, rollBack('clients'));
    expect(app.tree()).toBe(app.tree(then));
    expect(app.tree()).not.toContain('src/projects');
    expect(app.migrations()).toEqual([...migrations, 'drizzle/fitted.sql']);
    expect(await app.repository.read('drizzle/fitted.sql')).toBe('-- from projects 1 to clients 1\n');
    expect(app.git('rev-parse', 'HEAD^')).toBe(newest);
    expect(app.git('status', '--porcelain')).toBe('');
    expect(app.git('log', '-1', '--format=%s')).toBe('Roll back to The clients');
    expect(await idsOf(app)).toEqual(['base', 'clients']);
    expect(proven.features).toEqual([base, clients]);
    expect(leftOut).toEqual(['projects']);
  });

  test('is done once, wherever its agent dies', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    const count = () => Number(app.git('rev-list', '--count', 'HEAD'));
    const before = count();
    // After the commit, before it is stored.
    bucket.breaks = REPOSITORY_KEY;
    await expect(app.generation(2, plan, rollBack('clients'))).rejects.toThrow('the connection is lost');
    expect(count()).toBe(before + 1);
    await app.generation(2, plan, rollBack('clients'));
    expect(count()).toBe(before + 1);
    // In a new sandbox, by the next generation that is handed the same request.
    await app.repository.store();
    const other = await newApp();
    const { leftOut } = await other.generation(3, plan, rollBack('clients'));
    expect(Number(other.git('rev-list', '--count', 'HEAD'))).toBe(before + 1);
    expect(leftOut).toEqual(['projects']);
    // Half of it is in the working tree only: it is dropped, and done.
    await app.repository.takeTree(app.git('rev-list', '--max-parents=0', 'HEAD'), []);
    await app.generation(4, plan, rollBack('base', 4));
    expect(await idsOf(app)).toEqual(['base']);
  });

  test('to before a change proves what was planned then', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    const then = await commitOf(app, 'projects');
    const changed = feature('clients', 'clients 2');
    await app.generation(2, planOf(base, changed, projects));
    expect(await app.repository.read('src/clients')).toBe('clients 2 in generation 2\n');
    const { plan: proven, leftOut } = await app.generation(3, planOf(base, changed, projects), rollBack('projects', 3));
    expect(app.tree()).toBe(app.tree(then));
    expect(proven.features).toEqual([base, clients, projects]);
    expect(leftOut).toEqual([]);
    // Of a plan that is not kept nobody can say how it is proven.
    bucket.values.delete('plan-1');
    await expect(app.generation(4, planOf(base, changed, projects), rollBack('projects', 4))).rejects.toMatchObject({
      kind: 'terminal',
      reason: 'PlanUnknown',
    });
  });

  test('is left again: forward in the history, or by building on', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    const whole = app.tree();
    await app.generation(2, plan, rollBack('base'));
    expect(await idsOf(app)).toEqual(['base']);
    await app.generation(3, plan, rollBack('projects', 3));
    expect(app.tree()).toBe(whole);
    expect(await idsOf(app)).toEqual(['base', 'clients', 'projects']);
    await app.generation(4, plan, rollBack('clients', 4));
    const invoices = feature('invoices');
    await app.generation(5, planOf(base, clients, invoices), { ...rollBack('clients', 4), stays: false });
    expect(await idsOf(app)).toEqual(['base', 'clients', 'invoices']);
    expect(await app.repository.read('src/invoices')).toBe('invoices 1 in generation 5\n');
    expect(await app.repository.read('src/projects')).toBeUndefined();
  });

  test('to what the history does not have is not possible', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    const head = app.git('rev-parse', 'HEAD');
    const failed = app.generation(2, plan, rollBack('$(touch pwned)'));
    await expect(failed).rejects.toMatchObject({ kind: 'terminal', reason: 'NothingToGoBackTo' });
    expect(app.git('rev-parse', 'HEAD')).toBe(head);
  });
});

describe('starting again', () => {
  test('writes the feature, and what came after it, on the commit before it; what was before it stays', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    const [kept, newest] = [await commitOf(app, 'base'), app.git('rev-parse', 'HEAD')];
    const { leftOut } = await app.generation(2, plan, retry('clients'));
    expect(leftOut).toEqual([]);
    expect((await app.repository.features()).map(({ id, generation }) => `${id} ${generation}`)).toEqual([
      'base 1',
      'clients 2',
      'projects 2',
    ]);
    expect(await commitOf(app, 'base')).toBe(kept);
    expect(app.git('log', '--reverse', '--format=%s', `${newest}..HEAD`).split('\n')).toEqual([
      'Start again at The clients',
      'The clients',
      'The projects',
    ]);
    expect(app.tree('HEAD~2')).toBe(app.tree(kept));
    expect(await app.repository.read('src/clients')).toBe('clients 1 in generation 2\n');
    // Its migrations come on top of those that a database may have.
    expect(app.migrations()).toEqual([
      'drizzle/1.sql',
      'drizzle/2.sql',
      'drizzle/3.sql',
      'drizzle/4.sql',
      'drizzle/5.sql',
    ]);
    expect(app.git('status', '--porcelain')).toBe('');
  });

  test('at the first feature begins with the template', async () => {
    const app = await newApp();
    await app.generation(1, plan);
    await app.generation(2, plan, retry('base'));
    const [root = ''] = app.git('rev-list', '--reverse', 'HEAD').split('\n');
    expect(app.tree('HEAD~3')).toBe(app.tree(root));
    expect(await idsOf(app)).toEqual(['base', 'clients', 'projects']);
  });

  test('at what was not written yet changes nothing; at what was rolled back writes it', async () => {
    const app = await newApp();
    await app.generation(1, planOf(base, clients));
    const head = app.git('rev-parse', 'HEAD');
    await app.repository.restore();
    const toolchain = { tidy: () => Promise.resolve() };
    const { repository } = app;
    await prepare({ plan, back: retry('projects'), generation: 2, repository, writer, toolchain, bucket });
    expect(app.git('rev-parse', 'HEAD')).toBe(head);

    await app.generation(3, plan);
    await app.generation(4, plan, rollBack('base', 4));
    await app.generation(5, plan, retry('projects', 5));
    expect((await app.repository.features()).map(({ id, generation }) => `${id} ${generation}`)).toEqual([
      'base 1',
      'clients 1',
      'projects 5',
    ]);
  });
});
