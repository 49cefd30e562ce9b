import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Secret } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import { SECRETS } from '@appfactory/kube/resources';
import {
  ANNOTATION_PLAIN,
  type EnvironmentStatus,
  type EnvironmentVariableStatus,
  environmentName,
  LABEL_ENVIRONMENT,
  LONGEST_PLAIN,
  MOST_VARIABLES,
} from '@appfactory/resources/environment';
import type { Release } from '@appfactory/resources/release';
import { namesIn, type Origin, originsOf, textOf } from '../objects/changes.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { type KeyVariable, keyVariables } from '../tenant/keys.ts';
import type { Environment } from './containers.ts';
import { isVariable, takeEnvironmentChanges } from './environmentChanges.ts';
import { hide } from './hide.ts';
import { ANNOTATION_ENVIRONMENT, LABEL_REVISION_OF, releaseMeta, revisionName } from './names.ts';
import type { ObservedEnvironment } from './observed.ts';

export interface GivenEnvironment {
  observed: ObservedEnvironment;
  /** Takes the values of secrets out of what an app said: everybody reads a status. */
  hide(text: string): string;
}

const fieldManager = 'appfactory-release';

/**
 * The environment variables of a release as they are now, after what people dropped for it is in. Each content is kept as a Secret of
 * its own that is never written again, a revision: the app goes on with the one that it was started with, whatever is changed,
 * until it was started with the next one and answered.
 */
export async function gatherEnvironment(deps: OperatorDeps, release: Release): Promise<GivenEnvironment> {
  await takeEnvironmentChanges(deps, release);
  const { name, namespace } = release.metadata;
  const secret = deps.caches.environments.get({ name: environmentName(name), namespace });
  const isOurs = secret?.metadata.labels?.[LABEL_ENVIRONMENT] === name && !secret.metadata.deletionTimestamp;
  const { data, status } = contentsOf(isOurs ? secret : undefined, keyVariables(deps.caches, namespace));
  const revision = data && (await keepRevision(deps, release, data));
  const kept = revisionsOf(deps, release);
  const values = kept.flatMap((one) => Object.values(one.data ?? {}).map(textOf));
  return {
    observed: { revision, status, kept: kept.flatMap((one) => revisionOf(one) ?? []) },
    hide: (text) => hide(text, values),
  };
}

/**
 * What the app is given, as `data` of a Secret, and what everybody may know of it.
 * @param keys of the tenant; what the app has of its own goes before
 */
function contentsOf(
  secret: Secret | undefined,
  keys: KeyVariable[],
): { data?: Record<string, string>; status?: EnvironmentStatus } {
  const stated = Object.entries(secret?.data ?? {}).sort(byName);
  const own = stated.filter(([name, value]) => isVariable(name, value)).slice(0, MOST_VARIABLES);
  const owned = Object.fromEntries(own);
  const inherited = keys.filter(({ name }) => !(name in owned));
  const refused = stated.flatMap(([name]) => (name in owned ? [] : [name])).slice(0, MOST_VARIABLES);
  const plain = new Set(namesIn(secret, ANNOTATION_PLAIN));
  const origins = originsOf(secret);
  const variables = [
    ...own.map(([name, value]): EnvironmentVariableStatus => {
      const shown = plain.has(name) && textOf(value).length <= LONGEST_PLAIN;
      return { name, secret: !shown, ...(shown && { value: textOf(value) }), ...told(origins[name]) };
    }),
    ...inherited.map(({ name, origin }) => ({ name, secret: true, ofTenant: true, ...told(origin) })),
  ];
  const data = { ...owned, ...Object.fromEntries(inherited.map(({ name, value }) => [name, value])) };
  if (variables.length + refused.length === 0) return {};
  return {
    data: variables.length > 0 ? data : undefined,
    status: { variables, ...(refused.length > 0 && { refused }) },
  };
}

const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1);

function told(origin: Origin | undefined): Pick<EnvironmentVariableStatus, 'setAt' | 'setBy'> {
  return origin ? { setAt: origin.setAt, setBy: origin.setBy } : {};
}

/** The revision with this content: the one that is there, or a new one. Its name says nothing of its values. */
async function keepRevision(deps: OperatorDeps, release: Release, data: Record<string, string>): Promise<string> {
  const { client, caches } = deps;
  const known = revisionsOf(deps, release).find((one) => isDeepStrictEqual(one.data, data));
  const there = known && revisionOf(known);
  if (there) return there;
  const revision = randomBytes(5).toString('hex');
  const { name } = release.metadata;
  const meta = releaseMeta(release, revisionName(name, revision), { [LABEL_REVISION_OF]: name });
  caches.secrets.learn(
    await client.create(
      SECRETS,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          ...meta,
          annotations: { [ANNOTATION_ENVIRONMENT]: revision },
          ownerReferences: [controllerReference(release)],
        },
        type: 'Opaque',
        immutable: true,
        data,
      },
      fieldManager,
    ),
  );
  return revision;
}

/** As pods get it; undefined for a release without variables. @throws Error when the revision is gone */
export function environmentOf(
  { caches }: OperatorDeps,
  { metadata: { name, namespace } }: Release,
  revision: string | undefined,
): Environment | undefined {
  if (revision === undefined) return undefined;
  const secret = caches.secrets.get({ name: revisionName(name, revision), namespace });
  if (!secret) {
    throw new Error(
      `the Secret ${revisionName(name, revision)} with the app's environment variables is gone: set them again`,
    );
  }
  return { revision, names: Object.keys(secret.data ?? {}).sort() };
}

export async function dropRevisions(deps: OperatorDeps, release: Release, revisions: readonly string[]): Promise<void> {
  for (const secret of revisionsOf(deps, release)) {
    if (revisions.includes(revisionOf(secret) ?? '')) {
      await deps.client.delete(SECRETS, secret.metadata, { uid: secret.metadata.uid });
    }
  }
}

/** Every Secret with variables of this release that the operator made. Asks the server: nothing is to be overlooked. */
export async function dropEnvironment({ client }: OperatorDeps, { metadata, kind }: Release): Promise<void> {
  const { name, namespace } = metadata;
  for (const label of [LABEL_REVISION_OF, LABEL_ENVIRONMENT]) {
    const { items } = await client.list(SECRETS, { namespace, labelSelector: `${label}=${name}` });
    const ours = items.filter((one) =>
      one.metadata.ownerReferences?.some((owner) => owner.kind === kind && owner.uid === metadata.uid),
    );
    for (const one of ours) await client.delete(SECRETS, one.metadata, { uid: one.metadata.uid });
  }
}

function revisionsOf({ caches }: OperatorDeps, { metadata: { name, namespace, uid } }: Release): Secret[] {
  return caches.secrets
    .byIndex('owner', uid)
    .filter((one) => one.metadata.namespace === namespace && one.metadata.labels?.[LABEL_REVISION_OF] === name)
    .filter((one) => !one.metadata.deletionTimestamp);
}

function revisionOf({ metadata }: Secret): string | undefined {
  return metadata.annotations?.[ANNOTATION_ENVIRONMENT];
}
