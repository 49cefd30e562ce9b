import type { ObjectRef } from '@appfactory/kube/object';
import { controllerReference } from '@appfactory/kube/ownership';
import {
  environmentName,
  LABEL_ENVIRONMENT,
  LABEL_ENVIRONMENT_CHANGE,
  MOST_VARIABLES,
  variableNameSchema,
  variableValueSchema,
} from '@appfactory/resources/environment';
import type { Release } from '@appfactory/resources/release';
import { changesFor, dropChanges, noteOf, takeChanges, textOf } from '../objects/changes.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { releaseMeta } from './names.ts';

/** Takes what people want of this release's variables into its Secret. */
export async function takeEnvironmentChanges(deps: OperatorDeps, release: Release): Promise<void> {
  const { client, caches } = deps;
  const { name, namespace } = release.metadata;
  const changes = changesFor(caches.environmentChanges, namespace, LABEL_ENVIRONMENT_CHANGE, name);
  const metadata = {
    ...releaseMeta(release, environmentName(name), { [LABEL_ENVIRONMENT]: name }),
    ownerReferences: [controllerReference(release)],
  };
  const limits = { isAllowed: isVariable, most: MOST_VARIABLES };
  const fieldManager = 'appfactory-release';
  await takeChanges({ client, cache: caches.environments, metadata, fieldManager, limits }, changes);
  for (const change of changes) {
    const note = noteOf(change);
    deps.recorder.record(release, { type: 'Normal', reason: 'EnvironmentChanged', action: 'SetEnvironment', note });
  }
}

/** Of a release that is gone. */
export function dropEnvironmentChanges(
  { client, caches }: OperatorDeps,
  { name, namespace }: ObjectRef,
): Promise<void> {
  return dropChanges(client, changesFor(caches.environmentChanges, namespace, LABEL_ENVIRONMENT_CHANGE, name));
}

/** @param value in base64 */
export function isVariable(name: string, value: string): boolean {
  return variableNameSchema.safeParse(name).success && variableValueSchema.safeParse(textOf(value)).success;
}
