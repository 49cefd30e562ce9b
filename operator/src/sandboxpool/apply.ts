import { isAlreadyExists } from '@appfactory/kube/errors';
import { controllerReference, managedLabels } from '@appfactory/kube/ownership';
import { PODS, SECRETS } from '@appfactory/kube/resources';
import { LABEL_POOL, LABEL_TEMPLATE } from '@appfactory/resources/meta';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';
import type { OperatorDeps } from '../runtime/deps.ts';
import { newToken } from '../sandbox/apply.ts';
import { SPEC_HASH, TOKEN_KEY } from '../sandbox/names.ts';
import { sandboxPodSpec, specHash } from '../sandbox/podSpec.ts';
import type { Action } from './observed.ts';

/** Does one thing that was decided. */
export async function apply(deps: OperatorDeps, pool: SandboxPool, action: Action): Promise<void> {
  const { client } = deps;
  switch (action.do) {
    case 'createPod':
      if (!action.secretExists) await createSecret(deps, pool, action.name);
      return createPod(deps, pool, action.name);
    case 'deletePod': {
      const { uid, resourceVersion } = action.pod.metadata;
      // Conflict when it has changed, perhaps because somebody claimed it: then the pool is looked at again.
      await client.delete(PODS, action.pod.metadata, { uid, resourceVersion });
      return;
    }
    case 'deleteSecret': {
      const { uid, resourceVersion } = action.secret.metadata;
      await client.delete(SECRETS, action.secret.metadata, { uid, resourceVersion });
      return;
    }
    default:
      return action satisfies never;
  }
}

function metadataOf(pool: SandboxPool, name: string) {
  return {
    namespace: pool.metadata.namespace,
    name,
    labels: managedLabels({ [LABEL_POOL]: pool.metadata.name, [LABEL_TEMPLATE]: pool.spec.template }),
    ownerReferences: [controllerReference(pool)],
  };
}

async function createSecret({ client, caches }: OperatorDeps, pool: SandboxPool, name: string): Promise<void> {
  const secret = await client.create(SECRETS, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(pool, name),
    stringData: { [TOKEN_KEY]: newToken() },
  });
  caches.secrets.learn(secret);
}

async function createPod({ client, caches }: OperatorDeps, pool: SandboxPool, name: string): Promise<void> {
  const template = caches.appTemplates.get(pool.spec.template);
  if (!template) return;
  try {
    const pod = await client.create(PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadataOf(pool, name), annotations: { [SPEC_HASH]: specHash(template) } },
      spec: sandboxPodSpec(template, name),
    });
    caches.pods.learn(pod);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
}
