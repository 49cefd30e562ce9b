import { matchesGlob } from 'node:path';
import type { Workspace } from '../writer.ts';

/** Files of the template's own example, named by template.json, but for those that are written anew. */
export async function findExample(workspace: Workspace, writes: Map<string, string>): Promise<string[]> {
  const text = await workspace.read('template.json');
  if (text === undefined) return [];
  const { example = [] } = JSON.parse(text) as { example?: string[] };
  const files = await workspace.list('.');
  return files.filter((path) => !writes.has(path) && example.some((pattern) => matchesGlob(path, pattern)));
}
