import type { Secret } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import {
  KEY_SERVICE_NAMES,
  KEY_SERVICES,
  KEYS_SECRET,
  type KeyService,
  type KeyStatus,
  keySchema,
  LABEL_KEYS,
  LABEL_KEYS_CHANGE,
  lastFourOf,
} from '@appfactory/resources/keys';
import type { Tenant } from '@appfactory/resources/tenant';
import { changesFor, type Origin, originsOf, takeChanges, textOf } from '../objects/changes.ts';
import type { Caches } from '../runtime/caches.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { childMeta, namespaceOf } from './names.ts';

/** A key of the tenant's, as the apps in its namespace are given it. */
export interface KeyVariable {
  service: KeyService;
  /** Name of the environment variable. */
  name: string;
  /** In base64. */
  value: string;
  origin: Origin | undefined;
}

/** Takes what owners want of their tenant's keys into its Secret, which goes with the tenant. */
export function takeKeyChanges({ client, caches }: OperatorDeps, tenant: Tenant): Promise<void> {
  const { name } = tenant.metadata;
  const meta = childMeta(tenant, KEYS_SECRET);
  const metadata = {
    ...meta,
    labels: { ...meta.labels, [LABEL_KEYS]: name },
    ownerReferences: [controllerReference(tenant)],
  };
  const limits = { isAllowed: isKey, most: KEY_SERVICE_NAMES.length };
  const changes = changesFor(caches.keyChanges, namespaceOf(tenant), LABEL_KEYS_CHANGE, name);
  return takeChanges({ client, cache: caches.keys, metadata, fieldManager: 'appfactory-tenant', limits }, changes);
}

/** The keys that the apps of a namespace are given. */
export function keyVariables(caches: Caches, namespace: string | undefined): KeyVariable[] {
  const secret = caches.keys.get({ name: KEYS_SECRET, namespace });
  if (!secret || secret.metadata.deletionTimestamp) return [];
  const origins = originsOf(secret);
  return servicesIn(secret).map(([service, value]) => ({
    service,
    name: KEY_SERVICES[service],
    value,
    origin: origins[service],
  }));
}

/** What everybody who may see a tenant's keys sees of them. */
export function keyStatuses(caches: Caches, namespace: string): KeyStatus[] {
  return keyVariables(caches, namespace).map(({ service, value, origin }) => {
    const lastFour = lastFourOf(textOf(value));
    const tested = origin?.tested === 'ok' || origin?.tested === 'unreachable' ? origin.tested : undefined;
    return {
      service,
      ...(lastFour && { lastFour }),
      ...(tested && { tested }),
      ...(origin && { setBy: origin.setBy, setAt: origin.setAt }),
    };
  });
}

function servicesIn({ data = {} }: Secret): [KeyService, string][] {
  return KEY_SERVICE_NAMES.flatMap((service): [KeyService, string][] => {
    const value = data[service];
    return value !== undefined && isKey(service, value) ? [[service, value]] : [];
  });
}

function isKey(service: string, value: string): boolean {
  return service in KEY_SERVICES && keySchema.safeParse(textOf(value)).success;
}
