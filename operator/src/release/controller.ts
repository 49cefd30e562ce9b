import { Controller, type Predicate, specChanged } from '@appfactory/kube/controller';
import { isConflict, isNotFound } from '@appfactory/kube/errors';
import { type Key, keyOf, refOf } from '@appfactory/kube/object';
import { type EnvironmentStatus, LABEL_ENVIRONMENT, LABEL_ENVIRONMENT_CHANGE } from '@appfactory/resources/environment';
import { LABEL_APPBUILD, type ObjectMeta } from '@appfactory/resources/meta';
import { LABEL_RELEASE, type Release, type ReleaseStatus } from '@appfactory/resources/release';
import { cleanUp, withCleanUp } from '../objects/cleanUp.ts';
import { waiting } from '../objects/judgement.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { HostTaken, perform, writeStatus } from './apply.ts';
import { conditionsOf, type Judgements, phaseOf } from './conditions.ts';
import { decide } from './decide.ts';
import { gatherEnvironment } from './environment.ts';
import { dropEnvironmentChanges } from './environmentChanges.ts';
import { addFinalizer, finalize } from './finalize.ts';
import { gather } from './gather.ts';
import { LABEL_HOST_CLAIM } from './names.ts';
import { turns } from './turns.ts';

const FINALIZE_AGAIN_MS = 1000;
/** An Ingress that is not ours does not wake us when it goes. */
const HOST_AGAIN_MS = 60_000;

/** Puts verified artifacts into service, one version at a time on one database. */
export function createReleaseController(deps: OperatorDeps): Controller {
  const { caches, config, log } = deps;
  const written = new Map<Key, string | undefined>();
  const options = { caches, platformNamespace: config.leaseNamespace, ingressUrl: config.ingressUrl };

  async function reconcile(key: Key) {
    const known = caches.releases.get(key);
    if (!known) {
      written.delete(key);
      await dropEnvironmentChanges(deps, refOf(key));
      return undefined;
    }
    if (known.metadata.deletionTimestamp) {
      return (await finalize(deps, known)) ? undefined : { requeueAfter: FINALIZE_AGAIN_MS };
    }
    const release = await addFinalizer(deps, known);
    const seen = gather(release, new Date(), await gatherEnvironment(deps, release), options);
    const decision = decide(seen);
    let { status } = decision;
    let failure: Error | undefined;
    try {
      for (const action of decision.actions) await perform(deps, seen, action);
    } catch (error) {
      if (isConflict(error) || isNotFound(error)) throw error;
      failure = error instanceof Error ? error : new Error(String(error));
      status = withFailure(release, failure, seen.environment.status);
    }
    const left = await cleanUp(decision.cleanUp, (action) => perform(deps, seen, action));
    const { conditions } = release.status ?? {};
    status = { ...status, conditions: withCleanUp(status.conditions, left, conditions, release.metadata.generation) };
    const saved = await writeStatus(deps, release, status);
    if (saved !== release) {
      written.set(key, saved.metadata.resourceVersion);
      caches.releases.learn(saved);
      for (const turn of turns(release.status, status)) deps.recorder.record(release, turn);
    }
    if (failure instanceof HostTaken) return { requeueAfter: HOST_AGAIN_MS };
    if (failure) throw failure;
    if (left) throw left.error;
    return undefined;
  }

  const changed: Predicate<Release> = {
    updated: (now, old) =>
      (specChanged.updated?.(now, old) ?? true) || written.get(keyOf(now.metadata)) !== now.metadata.resourceVersion,
  };
  return new Controller({ name: 'release', log, registry: deps.registry, reconcile })
    .for(caches.releases, changed)
    .owns(caches.deployments, 'Release')
    .owns(caches.jobs, 'Release')
    .owns(caches.services, 'Release')
    .owns(caches.ingresses, 'Release')
    .watches(caches.pods, ({ metadata }) => releaseOf(metadata, LABEL_RELEASE))
    .watches(caches.persistentVolumeClaims, ({ metadata }) =>
      caches.releases
        .list(metadata.namespace)
        .filter(({ spec }) => spec.appBuild === metadata.labels?.[LABEL_APPBUILD])
        .map((release) => keyOf(release.metadata)),
    )
    .watches(caches.configMaps, ({ metadata, data }) =>
      metadata.labels?.[LABEL_HOST_CLAIM]
        ? caches.releases
            .list()
            .filter(({ spec }) => spec.host === data?.host)
            .map((r) => keyOf(r.metadata))
        : [],
    )
    .watches(caches.environments, ({ metadata }) => releaseOf(metadata, LABEL_ENVIRONMENT))
    .watches(caches.environmentChanges, ({ metadata }) => releaseOf(metadata, LABEL_ENVIRONMENT_CHANGE))
    .watches(caches.keys, ({ metadata }) =>
      caches.releases.list(metadata.namespace).map((release) => keyOf(release.metadata)),
    )
    .reads(caches.secrets);
}

/** Of the release that the label names. */
function releaseOf({ namespace, labels }: ObjectMeta, label: string): Key[] {
  const name = labels?.[label];
  return name ? [keyOf({ name, namespace })] : [];
}

function withFailure(
  { metadata, status = {} }: Release,
  error: Error,
  environment: EnvironmentStatus | undefined,
): ReleaseStatus {
  const { message } = error;
  const terminal = error instanceof HostTaken;
  const steps: Judgements = {
    HostClaimed: { status: 'False', reason: terminal ? 'HostConflict' : 'ActionFailed', message, terminal },
    DataReady: waiting('Waits for what could not be done'),
    Rehearsed: waiting('Waits for what could not be done'),
    Deployed: waiting('Waits for what could not be done'),
  };
  const conditions = conditionsOf(steps, status.conditions ?? [], metadata.generation ?? 1, new Date());
  return { ...status, environment, observedGeneration: metadata.generation, phase: phaseOf(conditions), conditions };
}
