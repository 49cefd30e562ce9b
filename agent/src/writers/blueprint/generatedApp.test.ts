import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { planApp } from '@appfactory/plan/planApp';
import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { nastyRules, nastySpec } from './testing/nasty.ts';
import { Repository, TEMPLATE } from './testing/repository.ts';

const run = promisify(execFile);
const MODULES = join(TEMPLATE, 'node_modules');
const LIMIT = 600_000;
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function example(name: string): Promise<AppBuildSpec> {
  const text = await readFile(join(TEMPLATE, '../../examples', `${name}.yaml`), 'utf8');
  return appBuildSpecSchema.parse((parse(text) as { spec: unknown }).spec);
}

/** The app of the specs, each built on top of the one before, in a folder of its own. */
async function appOf(...specs: AppBuildSpec[]): Promise<string> {
  const repository = Repository.ofTemplate();
  for (const spec of specs) await repository.build(planApp({ name: 'app', namespace: 'default', generation: 1, spec }));
  const folder = await mkdtemp(join(tmpdir(), 'blueprint-'));
  folders.push(folder);
  await repository.writeTo(folder);
  await symlink(MODULES, join(folder, 'node_modules'));
  return folder;
}

/** What a command says, for a person to read where it fails. */
async function says(folder: string, tool: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(process.execPath, [join(folder, 'node_modules', tool), ...args], {
      cwd: folder,
      maxBuffer: 1 << 26,
    });
    return `ok\n${stdout}`;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}\n${stderr}`.slice(0, 4000);
  }
}

const withInstalled = existsSync(join(MODULES, 'drizzle-kit')) ? describe : describe.skip;

withInstalled('the code of an app (needs npm ci in the template)', () => {
  it.each([
    ['crm', async () => [await example('crm')]],
    ['a landing page', async () => [await example('yoga')]],
    ['a blog', async () => [await example('blog')]],
    ['a landing page with an app behind it', async () => [await example('workshop')]],
    ['a spec of bad names', () => Promise.resolve([nastySpec()])],
    ['the repair shop, with roles and steps', async () => [await example('repair-shop')]],
    ['rules of bad names, then none', () => Promise.resolve([nastyRules(), nastySpec(), nastyRules()])],
    [
      'a landing page and a blog of bad names',
      () => Promise.resolve([{ ...nastySpec(), kinds: ['landing', 'blog'] satisfies AppBuildSpec['kinds'] }]),
    ],
    [
      'the shop, then with one entity less',
      async () => {
        const shop = await example('shop');
        const fewer = (shop.entities ?? []).filter(({ name }) => name !== 'Supplier');
        const entities = fewer.map((entity) => ({
          ...entity,
          fields: entity.fields.filter((field) => field.to !== 'Supplier'),
        }));
        return [shop, { ...shop, entities }];
      },
    ],
  ])(
    '%s: formatted, linted, type-checked, and known to drizzle-kit',
    async (_name, specs) => {
      const folder = await appOf(...(await specs()));
      expect(await says(folder, '@biomejs/biome/bin/biome', 'check', '--write', '.')).toMatch(/^ok/);
      expect(await says(folder, 'typescript-native/bin/tsc', '-p', 'tsconfig.check.json')).toMatch(/^ok/);
      expect(await says(folder, 'drizzle-kit/bin.cjs', 'generate')).toMatch(/^ok[\s\S]*No schema changes/);
    },
    LIMIT,
  );
});
