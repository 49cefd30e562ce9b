import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import { type KubeObject, keyOf } from '@appfactory/kube/object';
import { applyObject } from './apply.ts';
import { parseManifests } from './manifests.ts';

/** Objects of the user's files, each with where it stands. */
export interface UserObject {
  object: KubeObject;
  source: string;
}

/** Reads all files first, so that a wrong one is known before anything is started. Throws with the file's name. */
export async function readUserManifests(files: string[]): Promise<UserObject[]> {
  const objects: UserObject[] = [];
  for (const file of files) {
    // npm runs scripts in the package's folder; a path is meant from where the person is.
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new Error(`the manifest "${file}" cannot be read (${error.code}): correct the path after -f`);
    });
    const parsed = parseManifests(text, file);
    if (parsed.length === 0) throw new Error(`the manifest "${file}" holds no object`);
    objects.push(...parsed.map((object) => ({ object, source: file })));
  }
  return objects;
}

/** Applies all; gives the keys of the AppBuilds among them. Throws with every refusal, after trying all. */
export async function applyUserManifests(client: KubeClient, objects: UserObject[]): Promise<string[]> {
  const keys: string[] = [];
  const refused: string[] = [];
  for (const { object, source } of objects) {
    try {
      const applied = await applyObject(client, object, { fieldManager: 'appfactory-cli', namespace: 'default' });
      if (object.kind === 'AppBuild') keys.push(keyOf(applied.metadata));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.push(`${source}: ${object.kind} "${object.metadata.name}": ${error.detail}`);
    }
  }
  if (refused.length > 0) throw new Error(`The API server refused:\n${refused.map((line) => `- ${line}`).join('\n')}`);
  return keys;
}
