import type { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type { Secret } from '@appfactory/kube/core';
import { isLaterVersion } from '@appfactory/kube/object';
import { SECRETS } from '@appfactory/kube/resources';
import {
  ANNOTATION_PLAIN,
  ANNOTATION_REMOVED,
  ANNOTATION_SET_BY,
  CHANGE_TYPE,
} from '@appfactory/resources/environment';
import { ANNOTATION_TESTED } from '@appfactory/resources/keys';
import type { ObjectMeta } from '@appfactory/resources/meta';
import { z } from 'zod';

/** On a Secret that changes go into, for the operator: who set what in it, and when; JSON. */
export const ANNOTATION_ORIGINS = 'appfactory.dev/origins';
const MOST_CHARACTERS = 200;

/** Who set a value last by a change, and when; RFC 3339. */
const originSchema = z.object({ setBy: z.string(), setAt: z.string(), tested: z.string().optional() });
export type Origin = z.infer<typeof originSchema>;

/** The Secret that people change and may not read. */
export interface ChangedSecret {
  client: KubeClient;
  cache: Cache<Secret>;
  /** As it is made when it is not there: with its name, and labels that put it into the cache. */
  metadata: ObjectMeta;
  fieldManager: string;
  limits: ChangeLimits;
}

export interface ChangeLimits {
  /** @param value in base64 */
  isAllowed(name: string, value: string): boolean;
  /** Values that it may have. */
  most: number;
}

/** Those for the one whom the label names, the oldest first. */
export function changesFor(cache: Cache<Secret>, namespace: string | undefined, label: string, name: string): Secret[] {
  return cache
    .list(namespace)
    .filter(({ metadata, type }) => metadata.labels?.[label] === name && type === CHANGE_TYPE)
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort((a, b) => (isLaterVersion(a.metadata.resourceVersion, b.metadata.resourceVersion) ? 1 : -1));
}

/** Takes what people dropped to where it belongs. Each change goes once it is there: done again, it changes nothing. */
export async function takeChanges(changed: ChangedSecret, changes: Secret[]): Promise<void> {
  if (changes.length === 0) return;
  const { client, cache, metadata, fieldManager, limits } = changed;
  const present = await client.find(SECRETS, metadata);
  const wanted = withChanges(present, changes, limits);
  if (present) {
    const { uid, resourceVersion } = present.metadata;
    const gone = Object.keys(present.data ?? {}).filter((key) => !(key in wanted.data));
    const patch = {
      metadata: { labels: metadata.labels, annotations: wanted.annotations },
      data: { ...wanted.data, ...Object.fromEntries(gone.map((key) => [key, null])) },
    };
    cache.learn(await client.mergePatch(SECRETS, metadata, patch, { fieldManager, uid, resourceVersion }));
  } else {
    const secret: Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...metadata, annotations: wanted.annotations },
      type: 'Opaque',
      data: wanted.data,
    };
    cache.learn(await client.create(SECRETS, secret, fieldManager));
  }
  await dropChanges(client, changes);
}

export async function dropChanges(client: KubeClient, changes: Secret[]): Promise<void> {
  for (const { metadata } of changes) await client.delete(SECRETS, metadata, { uid: metadata.uid });
}

interface Contents {
  data: Record<string, string>;
  annotations: Record<string, string>;
}

/** What the Secret says when these changes are in it, one after the other. What it may not have is left out. */
function withChanges(present: Secret | undefined, changes: Secret[], { isAllowed, most }: ChangeLimits): Contents {
  const data: Record<string, string> = { ...present?.data };
  const origins: Record<string, Origin> = originsOf(present);
  const plain = new Set(namesIn(present, ANNOTATION_PLAIN));
  const forget = (name: string) => {
    delete data[name];
    delete origins[name];
    plain.delete(name);
  };
  for (const change of changes) {
    for (const name of namesIn(change, ANNOTATION_REMOVED)) forget(name);
    const shown = new Set(namesIn(change, ANNOTATION_PLAIN));
    for (const [name, value] of Object.entries(change.data ?? {})) {
      const isNew = !(name in data);
      if (!isAllowed(name, value) || (isNew && Object.keys(data).length >= most)) continue;
      forget(name);
      data[name] = value;
      origins[name] = originOf(change);
      if (shown.has(name)) plain.add(name);
    }
  }
  return {
    data,
    annotations: { [ANNOTATION_ORIGINS]: JSON.stringify(origins), [ANNOTATION_PLAIN]: [...plain].join(',') },
  };
}

function originOf({ metadata: { annotations = {}, creationTimestamp = '' } }: Secret): Origin {
  const tested = annotations[ANNOTATION_TESTED]?.slice(0, MOST_CHARACTERS);
  return {
    setBy: (annotations[ANNOTATION_SET_BY] ?? '').slice(0, MOST_CHARACTERS),
    setAt: creationTimestamp,
    ...(tested && { tested }),
  };
}

export function textOf(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}

export function namesIn(secret: Secret | undefined, annotation: string): string[] {
  return (secret?.metadata.annotations?.[annotation] ?? '').split(',').filter((name) => name !== '');
}

const originsSchema = z.record(z.string(), originSchema);

/** Of what was put there by changes; nothing where somebody wrote nonsense over it. */
export function originsOf(secret: Secret | undefined): Record<string, Origin> {
  const noted = secret?.metadata.annotations?.[ANNOTATION_ORIGINS];
  if (!noted) return {};
  try {
    return originsSchema.parse(JSON.parse(noted));
  } catch {
    return {};
  }
}

/** For people: who changed what. Names only. */
export function noteOf(change: Secret): string {
  const names = Object.keys(change.data ?? {});
  const removed = namesIn(change, ANNOTATION_REMOVED);
  const parts = [
    ...(names.length > 0 ? [`set ${names.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
  ];
  return `${originOf(change).setBy || 'somebody'} ${parts.join(' and ')}`;
}
