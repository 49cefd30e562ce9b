import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { planApp } from '@appfactory/plan/planApp';
import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { nastyRules, nastySpec } from './testing/nasty.ts';
import { Repository, TEMPLATE, TEMPLATE_MODULES } from './testing/repository.ts';

const run = promisify(execFile);
const LIMIT = 600_000;

async function example(name: string): Promise<AppBuildSpec> {
  const text = await readFile(join(TEMPLATE, '../../examples', `${name}.yaml`), 'utf8');
  return appBuildSpecSchema.parse((parse(text) as { spec: unknown }).spec);
}

async function shopThenFewer(): Promise<AppBuildSpec[]> {
  const shop = await example('shop');
  const fewer = (shop.entities ?? []).filter(({ name }) => name !== 'Supplier');
  const entities = fewer.map((entity) => ({
    ...entity,
    fields: entity.fields.filter((field) => field.to !== 'Supplier'),
  }));
  return [shop, { ...shop, entities }];
}

/** The specs of each app, every one built on top of the one before. */
const APPS: Record<string, () => Promise<AppBuildSpec[]>> = {
  crm: async () => [await example('crm')],
  'landing-page': async () => [await example('yoga')],
  blog: async () => [await example('blog')],
  'landing-page-with-an-app-behind-it': async () => [await example('workshop')],
  'repair-shop': async () => [await example('repair-shop')],
  'bad-names': () => Promise.resolve([nastySpec()]),
  'rules-of-bad-names-then-none': () => Promise.resolve([nastyRules(), nastySpec(), nastyRules()]),
  'landing-page-and-blog-of-bad-names': () => Promise.resolve([{ ...nastySpec(), kinds: ['landing', 'blog'] }]),
  'shop-then-one-entity-less': shopThenFewer,
};

/** Holds a folder for each app, and the packages of all. */
let root: string;
const written = new Map<string, Repository>();

async function write(name: string, specs: AppBuildSpec[]): Promise<string> {
  const repository = await Repository.ofTemplate();
  for (const spec of specs) await repository.build(planApp({ name: 'app', namespace: 'default', generation: 1, spec }));
  const folder = join(root, name);
  await repository.writeTo(folder);
  written.set(name, repository);
  return folder;
}

/** What a command says, for a person to read where it fails. */
async function says(folder: string, tool: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: folder,
      maxBuffer: 1 << 26,
    });
    return `ok\n${stdout}`;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}\n${stderr}`.slice(0, 4000);
  }
}

/**
 * Makes one program of apps, with the template's own options: the packages' types, most of the work, are then read and
 * checked once. Each app's `@/` becomes a name of its own, and nothing else differs; every file is a module, so that no app
 * sees another. Gives the program's configuration.
 */
async function oneProgram(number: number, names: string[]): Promise<string> {
  const paths: Record<string, string[]> = {};
  for (const name of names) {
    paths[`@${name}/*`] = [`./${name}/src/*`];
    for (const [path, text] of written.get(name)?.files ?? []) {
      if (/\.tsx?$/.test(path)) await writeFile(join(root, name, path), text.replaceAll(/(?<=['"])@\//g, `@${name}/`));
    }
  }
  const compilerOptions = { paths, tsBuildInfoFile: `./types-${number}.tsbuildinfo` };
  const include = names.flatMap((name) => [`${name}/src`, `${name}/scripts`, `${name}/*.ts`]);
  const config = { extends: join(TEMPLATE, 'tsconfig.check.json'), compilerOptions, include };
  const file = join(root, `tsconfig.${number}.json`);
  await writeFile(file, JSON.stringify(config));
  return file;
}

/** The apps by the roles that their people have: each app tells them to Auth.js's types, of which a program has one. */
function byRoles(): string[][] {
  const rolesOf = ([, { files }]: [string, Repository]) => files.get('src/config/roles.ts')?.replace(/\s+/g, '') ?? '';
  return [...Map.groupBy(written, rolesOf).values()].map((apps) => apps.map(([name]) => name));
}

const withInstalled = existsSync(join(TEMPLATE_MODULES, 'drizzle-kit')) ? describe : describe.skip;

withInstalled('the code of an app (needs npm ci in the template)', () => {
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'blueprint-'));
    await symlink(TEMPLATE_MODULES, join(root, 'node_modules'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(Object.entries(APPS))(
    '%s: formatted, linted, and known to drizzle-kit',
    async (name, specs) => {
      const folder = await write(name, await specs());
      expect(await says(folder, '@biomejs/biome/bin/biome', 'check', '--write', '.')).toMatch(/^ok/);
      expect(await says(folder, 'drizzle-kit/bin.cjs', 'generate')).toMatch(/^ok[\s\S]*No schema changes/);
    },
    LIMIT,
  );

  it(
    'all of them: type-checked',
    async () => {
      expect([...written.keys()]).toEqual(Object.keys(APPS));
      for (const [number, names] of byRoles().entries()) {
        const file = await oneProgram(number, names);
        // One thread: each further one would check the packages' types again.
        expect(await says(root, 'typescript-native/bin/tsc', '-p', file, '--singleThreaded')).toMatch(/^ok/);
      }
    },
    LIMIT,
  );
});
