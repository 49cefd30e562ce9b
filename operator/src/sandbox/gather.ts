import { OWNER_INDEX } from '@appfactory/kube/cache';
import type { Pod, Secret } from '@appfactory/kube/core';
import { keyOf } from '@appfactory/kube/object';
import { controllerOf, isControlledBy } from '@appfactory/kube/ownership';
import { PODS, SECRETS } from '@appfactory/kube/resources';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import { LABEL_SANDBOX } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';
import type { OperatorDeps } from '../runtime/deps.ts';
import type { Claims } from './claims.ts';
import type { Cloud } from './cloud.ts';
import { CLOUD_FINALIZER, CLOUD_ID, SPEC_HASH, secretName } from './names.ts';
import type { Observed, Provider } from './observed.ts';
import { environmentHash, specHash } from './podSpec.ts';
import { isLive, isPodReady, tokenSecretOf } from './podState.ts';

/** The clocks of the API server and of this machine may differ by this much; milliseconds. */
const CLOCK_SLACK = 60_000;

export interface SandboxWorld extends OperatorDeps {
  claims: Claims;
  /** Since when this operator leads, by this machine's clock. */
  leadsSince: number;
  /** undefined: the operator has no key for E2B. */
  cloud: Cloud | undefined;
}

/** Looks at everything that decides about one Sandbox. */
export async function gather(world: SandboxWorld, sandbox: Sandbox): Promise<Observed> {
  const provider = providerOf(world, sandbox);
  const usesPods = provider === 'pod';
  const pods = usesPods ? await podsOf(world, sandbox) : [];
  const tokenSecret = await tokenSecretFor(world, sandbox, pods);
  const cloud = await cloudOf(world, sandbox, provider);
  const template = world.caches.appTemplates.get(sandbox.spec.template);
  return {
    sandbox,
    now: new Date(),
    provider,
    template,
    pods,
    tokenSecret,
    cloud,
    envHash: environmentHash(sandbox.spec.env),
    // Last, without a wait before the decision: others claim at the same time.
    warm: usesPods && template ? warmPods(world, sandbox, template) : [],
  };
}

/** Once begun with a provider, a Sandbox stays with it. */
function providerOf(world: SandboxWorld, { spec, status }: Sandbox): Provider | undefined {
  const wanted = status?.provider ?? (spec.provider === 'auto' ? (world.cloud ? 'e2b' : 'pod') : spec.provider);
  if (wanted === 'pod') return 'pod';
  return world.cloud && 'e2b';
}

async function podsOf({ caches, client, leadsSince }: SandboxWorld, sandbox: Sandbox): Promise<Pod[]> {
  const cached = caches.pods.byIndex(OWNER_INDEX, sandbox.metadata.uid);
  if (cached.some(isLive)) return cached;
  const { namespace, name, creationTimestamp = '' } = sandbox.metadata;
  // Nobody but this operator can have acted on it, and the cache has what this one did.
  const isOurs = Date.parse(creationTimestamp) > leadsSince + CLOCK_SLACK;
  if (isOurs && cached.length === 0 && !sandbox.status?.podName) return [];
  // Before a pod is taken for missing the server is asked: the cache may not show yet what another operator did last.
  const { items } = await client.list(PODS, { namespace, labelSelector: `${LABEL_SANDBOX}=${name}` });
  for (const pod of items) caches.pods.learn(pod);
  return items.filter((pod) => isControlledBy(pod, sandbox));
}

async function tokenSecretFor(
  { caches, client }: SandboxWorld,
  sandbox: Sandbox,
  pods: Pod[],
): Promise<Observed['tokenSecret']> {
  const live = pods.find(isLive);
  const name = (live && tokenSecretOf(live)) ?? sandbox.status?.accessTokenSecret ?? secretName(sandbox);
  const ref = { namespace: sandbox.metadata.namespace, name };
  let secret: Secret | undefined = caches.secrets.get(ref);
  // Without a pod it does not matter what the cache does not show: making the Secret finds out.
  if (!secret && live) {
    secret = await client.find(SECRETS, ref);
    if (secret) caches.secrets.learn(secret);
  }
  const owner = secret && controllerOf(secret);
  const adopted = secret !== undefined && isControlledBy(secret, sandbox);
  // The Secret of an earlier Sandbox of this name is about to be deleted with it.
  const foreign = owner?.kind === 'Sandbox' && !adopted;
  return { name, exists: secret !== undefined && !foreign, adopted };
}

/** Pods that answer and are made from the template as it is now; the longest ready first, since their caches are warmest. */
function warmPods({ caches, claims }: SandboxWorld, sandbox: Sandbox, template: AppTemplate): Pod[] {
  const hash = specHash(template);
  const key = keyOf({ namespace: sandbox.metadata.namespace, name: template.metadata.name });
  const created = ({ metadata }: Pod) => metadata.creationTimestamp ?? '';
  return caches.pods
    .byIndex('warm', key)
    .filter((pod) => isPodReady(pod) && pod.metadata.annotations?.[SPEC_HASH] === hash && !claims.isTaken(pod))
    .sort((a, b) => (created(a) < created(b) ? -1 : 1));
}

async function cloudOf(
  { cloud }: SandboxWorld,
  sandbox: Sandbox,
  provider: Provider | undefined,
): Promise<Observed['cloud']> {
  if (!cloud || provider !== 'e2b' || !sandbox.metadata.finalizers?.includes(CLOUD_FINALIZER)) return [];
  const { uid = '', annotations } = sandbox.metadata;
  const id = annotations?.[CLOUD_ID];
  if (id === undefined) return cloud.listOf(uid);
  const found = await cloud.find(id);
  if (!found) return [];
  // Whoever may change a Sandbox may write any id there: what runs for another must be neither told nor ended.
  return found.uid === uid ? [found] : cloud.listOf(uid);
}
