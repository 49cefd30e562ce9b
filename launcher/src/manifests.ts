import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from '@appfactory/kube/client';
import { ApiError } from '@appfactory/kube/errors';
import type { KubeObject } from '@appfactory/kube/object';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { parseAllDocuments } from 'yaml';
import { applyObject, createObject, type WriteOptions } from './apply.ts';

/** The checkout that this launcher belongs to. */
export const ROOT = join(import.meta.dirname, '..', '..');

const FIELD_MANAGER = 'appfactory-launcher';

/** What the platform needs in a cluster before its programs start: namespace, roles, storage class, our kinds. */
export async function platformManifests(): Promise<KubeObject[]> {
  return [
    ...(await readManifestFolder(join(ROOT, 'launcher', 'manifests'))),
    ...parseManifests(await readFile(join(ROOT, 'operator', 'rbac.yaml'), 'utf8'), 'operator/rbac.yaml'),
    ...(await crdManifests()),
  ];
}

/** The definitions of our kinds. */
export function crdManifests(): Promise<KubeObject[]> {
  return readManifestFolder(join(ROOT, 'crds'));
}

/** What a platform begins with, and whoever runs it changes: made where it is missing, and left alone where it is there. */
export async function makeDefaults(client: KubeClient): Promise<void> {
  for (const object of await readManifestFolder(join(ROOT, 'launcher', 'defaults'))) {
    await applyPatiently(client, object, createObject);
  }
}

export async function readManifestFolder(dir: string): Promise<KubeObject[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')));
  return texts.flatMap((text, index) => parseManifests(text, names[index] ?? dir));
}

/** The objects of a multi-document YAML text. Throws with the file's name, the document and the line where it is wrong. */
export function parseManifests(text: string, source: string): KubeObject[] {
  return parseAllDocuments(text).flatMap((document, index) => {
    const [error] = document.errors;
    if (error) throw new Error(`${source}: document ${index + 1} is not valid YAML: ${error.message}`);
    const value = document.toJS() as KubeObject | null;
    if (value === null) return [];
    if (typeof value !== 'object' || !value.apiVersion || !value.kind || !value.metadata?.name) {
      throw new Error(`${source}: document ${index + 1} needs apiVersion, kind and metadata.name`);
    }
    return [value];
  });
}

/** Applies in order, and waits until our kinds are served, so that what comes next can be of those kinds. */
export async function applyManifests(client: KubeClient, objects: KubeObject[]): Promise<void> {
  const definitions = objects.filter((object) => object.kind === 'CustomResourceDefinition');
  const others = objects.filter((object) => object.kind !== 'CustomResourceDefinition');
  await Promise.all(definitions.map((definition) => applyPatiently(client, definition)));
  await Promise.all(definitions.map((definition) => established(client, definition.metadata.name)));
  for (const object of others) await applyPatiently(client, object);
}

async function applyPatiently(
  client: KubeClient,
  object: KubeObject,
  write: (client: KubeClient, object: KubeObject, options: WriteOptions) => Promise<unknown> = applyObject,
): Promise<void> {
  // Just after a start the API server may still refuse what its own hooks have not made yet.
  for (let tries = 0; ; tries++) {
    try {
      await write(client, object, { fieldManager: FIELD_MANAGER });
      return;
    } catch (error) {
      const passing = error instanceof ApiError && (error.code >= 500 || [403, 404, 429].includes(error.code));
      if (!passing || tries >= 20) {
        const message = error instanceof ApiError ? error.detail : String(error);
        throw new Error(`${object.kind} "${object.metadata.name}" could not be applied: ${message}`, { cause: error });
      }
      await sleep(100);
    }
  }
}

interface Definition extends KubeObject {
  status?: { conditions?: { type: string; status: string }[] };
}

const DEFINITIONS: ResourceType<Definition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

async function established(client: KubeClient, name: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const seen = await client.find(DEFINITIONS, { name });
    if (seen?.status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True')) return;
    await sleep(50);
  }
  throw new Error(`the kind "${name}" is not served after 30 seconds: see the log of kube-apiserver`);
}
