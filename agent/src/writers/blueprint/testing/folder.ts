import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plan } from '@appfactory/plan/plan';
import type { Change, Workspace } from '../../writer.ts';
import { BlueprintWriter } from '../blueprintWriter.ts';

/** A git work tree on this machine as a workspace. */
export function folderWorkspace(root: string): Workspace {
  return {
    async read(path) {
      try {
        return await readFile(join(root, path), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async list(folder) {
      const out = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', folder], {
        cwd: root,
        encoding: 'utf8',
      });
      return out.split('\0').filter(Boolean).sort();
    },
  };
}

export async function applyChange(root: string, change: Change): Promise<void> {
  for (const path of change.removes) await rm(join(root, path), { force: true });
  for (const [path, text] of change.writes) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** Writes all features of a plan into a folder, one after the other, and takes out those that it no longer has. */
export async function build(root: string, plan: Plan, present: string[] = []): Promise<Change[]> {
  const writer = new BlueprintWriter();
  const workspace = folderWorkspace(root);
  const changes: Change[] = [];
  const there = [...present];
  for (const feature of plan.features) {
    const change = await writer.write(feature, { plan, present: there, workspace });
    await applyChange(root, change);
    changes.push(change);
    if (!there.includes(feature.id)) there.push(feature.id);
  }
  for (const id of present.filter((id) => !plan.features.some((feature) => feature.id === id))) {
    const change = await writer.remove(id, { plan, present: there, workspace });
    await applyChange(root, change);
    changes.push(change);
  }
  return changes;
}
