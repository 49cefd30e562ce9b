import { randomInt } from 'node:crypto';
import { OWNER_INDEX } from '@appfactory/kube/cache';
import type { Pod, Secret } from '@appfactory/kube/core';
import { keyOf } from '@appfactory/kube/object';
import { LABEL_POOL, LABEL_SANDBOX } from '@appfactory/resources/meta';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';
import type { OperatorDeps } from '../runtime/deps.ts';
import { specHash } from '../sandbox/podSpec.ts';
import { isUnschedulable } from '../sandbox/podState.ts';
import type { Observed } from './observed.ts';

/** Kubernetes' own alphabet for made-up names: no vowels, so no words. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Looks at everything that decides about one SandboxPool. */
export function gather(
  { caches }: OperatorDeps,
  pool: SandboxPool,
  recent: Pick<Observed, 'roomWasMade' | 'claimedJustNow'>,
): Observed {
  const { uid, namespace } = pool.metadata;
  // A claimed pod keeps the label of its pool, and its Secret becomes the Sandbox's a moment later.
  const podNames = new Set(caches.pods.byIndex('pool', keyOf(pool.metadata)).map(({ metadata }) => metadata.name));
  const sandboxes = caches.sandboxes.list(namespace);
  // Clients hold the token that a Sandbox names, from before its Secret is adopted: even without its pod it is not spare.
  const named = new Set(sandboxes.map(({ status }) => status?.accessTokenSecret));
  const isSpare = ({ metadata: { name } }: Secret) => !podNames.has(name) && !named.has(name);
  const template = caches.appTemplates.get(pool.spec.template);
  return {
    pool,
    template,
    hash: template && specHash(template),
    pods: caches.pods.byIndex(OWNER_INDEX, uid),
    spareSecrets: caches.secrets.byIndex(OWNER_INDEX, uid).filter(isSpare),
    ...recent,
    claimsWait: sandboxes.some(
      ({ spec, status }) => spec.template === pool.spec.template && spec.warm && !status?.podName,
    ),
    hungry: caches.pods.byIndex('unschedulable', 'yes').find(lacksRoom),
    suffix: () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  };
}

/** Whether the pod is somebody's and waits for processor time or memory. */
export function lacksRoom(pod: Pod): boolean {
  const labels = pod.metadata.labels ?? {};
  if (labels[LABEL_POOL] && !labels[LABEL_SANDBOX]) return false;
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return isUnschedulable(pod) && /Insufficient (cpu|memory)/.test(scheduled?.message ?? '');
}
