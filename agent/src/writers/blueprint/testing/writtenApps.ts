import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { planApp } from '@appfactory/plan/planApp';
import type { AppBuildSpec } from '@appfactory/resources/appBuild';
import { Repository, TEMPLATE } from './repository.ts';

const run = promisify(execFile);

/** Apps in folders beside each other, with the template's packages, whose code the template's own tools judge. */
export class WrittenApps {
  /** Holds a folder for each app, and the packages of all. */
  readonly root: string;
  readonly #template: Repository;
  readonly #written = new Map<string, Repository>();

  private constructor(root: string, template: Repository) {
    this.root = root;
    this.#template = template;
  }

  /** @param modules the template's packages, installed */
  static async in(modules: string): Promise<WrittenApps> {
    const root = await mkdtemp(join(tmpdir(), 'blueprint-'));
    await symlink(modules, join(root, 'node_modules'));
    return new WrittenApps(root, await Repository.ofTemplate());
  }

  get names(): string[] {
    return [...this.#written.keys()];
  }

  /** Writes an app, each of its specs on top of the one before. */
  async write(name: string, specs: AppBuildSpec[]): Promise<Repository> {
    const repository = new Repository(new Map(this.#template.files));
    for (const spec of specs)
      await repository.build(planApp({ name: 'app', namespace: 'default', generation: 1, spec }));
    await repository.writeTo(join(this.root, name));
    this.#written.set(name, repository);
    return repository;
  }

  /** Runs a tool of the template: "ok" and what it says, or what it complains of, for a person to read. */
  async says(folder: string, tool: string, ...args: string[]): Promise<string> {
    try {
      const { stdout } = await run(process.execPath, [join(this.root, 'node_modules', tool), ...args], {
        cwd: join(this.root, folder),
        maxBuffer: 1 << 26,
      });
      return `ok\n${stdout}`;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return `${stdout}\n${stderr}`.slice(0, 4000);
    }
  }

  /** Formats the app of a folder, or all with ".", and says what its linter complains of. */
  lint(folder: string): Promise<string> {
    return this.says(folder, '@biomejs/biome/bin/biome', 'check', '--write', '--diagnostic-level=error', '.');
  }

  /** Type-checks all apps: "ok", or what is wrong. */
  async types(): Promise<string> {
    for (const [number, names] of this.#byRoles().entries()) {
      const file = await this.#oneProgram(number, names);
      // One thread: each further one would check the packages' types again.
      const said = await this.says('.', 'typescript-native/bin/tsc', '-p', file, '--singleThreaded');
      if (!said.startsWith('ok')) return said;
    }
    return 'ok';
  }

  /** Runs the apps' own tests of what may be stored, all in one run: "ok" and what it says, or which failed. */
  async tests(): Promise<string> {
    const projects = this.names.map((name) => ({
      extends: `./${name}/vitest.config.ts`,
      root: `./${name}`,
      test: { name },
    }));
    const config = { test: { projects } };
    await writeFile(join(this.root, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};\n`);
    return this.says('.', 'vitest/vitest.mjs', 'run', '/schema.test.ts', '--no-isolate', '--pool=threads');
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  /**
   * Makes one program of apps, with the template's own options: the packages' types, most of the work, are then read and
   * checked once. Each app's `@/` becomes a name of its own, and nothing else differs; every file is a module, so that no app
   * sees another. Gives the program's configuration.
   */
  async #oneProgram(number: number, names: string[]): Promise<string> {
    const paths: Record<string, string[]> = {};
    for (const name of names) {
      paths[`@${name}/*`] = [`./${name}/src/*`];
      for (const [path, text] of this.#written.get(name)?.files ?? []) {
        if (/\.tsx?$/.test(path))
          await writeFile(join(this.root, name, path), text.replaceAll(/(?<=['"])@\//g, `@${name}/`));
      }
    }
    const compilerOptions = { paths, tsBuildInfoFile: `./types-${number}.tsbuildinfo` };
    const include = names.flatMap((name) => [`${name}/src`, `${name}/scripts`, `${name}/*.ts`]);
    const config = { extends: join(TEMPLATE, 'tsconfig.check.json'), compilerOptions, include };
    const file = join(this.root, `tsconfig.${number}.json`);
    await writeFile(file, JSON.stringify(config));
    return file;
  }

  /** The apps by the roles that their people have: each app tells them to Auth.js's types, of which a program has one. */
  #byRoles(): string[][] {
    const rolesOf = ([, { files }]: [string, Repository]) =>
      /roles = \[[^\]]*\]/.exec(files.get('src/config/roles.ts')?.replace(/\s+/g, ' ') ?? '')?.[0] ?? '';
    return [...Map.groupBy(this.#written, rolesOf).values()].map((apps) => apps.map(([name]) => name));
  }
}
