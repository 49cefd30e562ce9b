import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Plan } from '@appfactory/plan/plan';
import type { Change, Workspace } from '../../writer.ts';
import { BlueprintWriter } from '../blueprintWriter.ts';

export const TEMPLATE = join(import.meta.dirname, '../../../../../templates/nextjs-shadcn-fullstack');

/** Its packages: those that the gate has installed, or the template's own. */
export const TEMPLATE_MODULES = process.env.APPFACTORY_TEMPLATE_MODULES ?? join(TEMPLATE, 'node_modules');

/** An app's repository in memory. */
export class Repository implements Workspace {
  readonly files: Map<string, string>;
  /** Ids of the features that are there. */
  present: string[] = [];

  constructor(files: Map<string, string>) {
    this.files = files;
  }

  /** As a build starts: the template's text files, without its example. */
  static async ofTemplate(): Promise<Repository> {
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const paths = execFileSync('git', list, { cwd: TEMPLATE, encoding: 'utf8' }).split('\0').filter(Boolean);
    const folder = await mkdtemp(join(tmpdir(), 'template-'));
    try {
      const texts = paths.filter((path) => path !== 'package-lock.json' && existsSync(join(TEMPLATE, path)));
      const template = new Repository(new Map(texts.map((path) => [path, readFileSync(join(TEMPLATE, path), 'utf8')])));
      await template.writeTo(folder);
      execFileSync(process.execPath, ['scripts/remove-example.ts'], { cwd: folder });
      const left = texts.filter((path) => existsSync(join(folder, path)));
      return new Repository(new Map(left.map((path) => [path, readFileSync(join(folder, path), 'utf8')])));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  read(path: string): Promise<string | undefined> {
    return Promise.resolve(this.files.get(path));
  }

  list(folder: string): Promise<string[]> {
    const prefix = folder === '.' || folder === '' ? '' : `${folder}/`;
    return Promise.resolve([...this.files.keys()].filter((path) => path.startsWith(prefix)).sort());
  }

  async readAll(folder: string): Promise<Map<string, string>> {
    const paths = await this.list(folder);
    return new Map(paths.map((path) => [path, this.files.get(path) ?? '']));
  }

  apply(change: Change): void {
    for (const path of change.removes) this.files.delete(path);
    for (const [path, text] of change.writes) this.files.set(path, text);
  }

  /** Writes every feature of a plan, and takes out those that it no longer has, as the agent does. */
  async build(plan: Plan): Promise<Change[]> {
    const writer = new BlueprintWriter();
    const changes: Change[] = [];
    const context = () => ({ plan, present: [...this.present], workspace: this });
    for (const feature of plan.features) {
      const change = await writer.write(feature, context());
      this.apply(change);
      changes.push(change);
      if (!this.present.includes(feature.id)) this.present.push(feature.id);
    }
    for (const id of this.present.filter((known) => !plan.features.some((feature) => feature.id === known))) {
      const change = await writer.remove(id, context());
      this.apply(change);
      changes.push(change);
      this.present = this.present.filter((known) => known !== id);
    }
    return changes;
  }

  /** Brings a folder to this state; other files in it, node_modules for example, stay. */
  async writeTo(folder: string, before: Iterable<string> = []): Promise<void> {
    for (const path of before) if (!this.files.has(path)) await rm(join(folder, path), { force: true });
    for (const [path, text] of this.files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  }
}
