import { controllerReference } from '@appfactory/kube/ownership';
import { SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { sandboxLabels } from './apply.ts';
import type { Cloud } from './cloud.ts';
import type { SandboxWorld } from './gather.ts';
import { CLOUD_FINALIZER, CLOUD_ID, FIELD_MANAGER, secretName, TOKEN_KEY } from './names.ts';
import type { Action } from './observed.ts';

type CloudAction = Extract<
  Action,
  { do: 'addFinalizer' | 'removeFinalizer' | 'createCloud' | 'recordCloud' | 'setCloudTimeout' | 'killCloud' }
>;

/** Does one thing that was decided about E2B's cloud. */
export async function applyCloud(world: SandboxWorld, sandbox: Sandbox, action: CloudAction): Promise<void> {
  const { finalizers = [] } = sandbox.metadata;
  if (action.do === 'addFinalizer') return setFinalizers(world, sandbox, [...finalizers, CLOUD_FINALIZER]);
  if (action.do === 'removeFinalizer') {
    return setFinalizers(
      world,
      sandbox,
      finalizers.filter((finalizer) => finalizer !== CLOUD_FINALIZER),
    );
  }
  const { cloud } = world;
  if (!cloud) throw new Error('E2B’s cloud cannot be reached without a key: give the operator E2B_API_KEY');
  switch (action.do) {
    case 'createCloud':
      return create(world, cloud, sandbox, action.timeoutSeconds);
    case 'recordCloud':
      return record(world, sandbox, action.id, await cloud.tokenOf(action.id));
    case 'setCloudTimeout':
      return cloud.setTimeout(action.id, action.timeoutSeconds);
    case 'killCloud':
      await cloud.kill(action.id);
      // Forgotten at once: the next look must not ask for it again.
      if (sandbox.metadata.annotations?.[CLOUD_ID] === action.id) await setCloudId(world, sandbox, null);
      return;
    default:
      return action satisfies never;
  }
}

async function create(world: SandboxWorld, cloud: Cloud, sandbox: Sandbox, timeoutSeconds: number): Promise<void> {
  const { uid = '', namespace = '', name } = sandbox.metadata;
  const { template, metadata, env } = sandbox.spec;
  const request = { uid, template, timeoutSeconds, env, metadata: { ...metadata, namespace, sandbox: name } };
  const { id, token } = await cloud.create(request);
  await record(world, sandbox, id, token);
}

async function record(world: SandboxWorld, sandbox: Sandbox, id: string, token: string): Promise<void> {
  // The id first: without it the cloud's sandbox would be found by its list only, which lags.
  await setCloudId(world, sandbox, id);
  const secret = await world.client.apply(
    SECRETS,
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        namespace: sandbox.metadata.namespace,
        name: secretName(sandbox),
        labels: sandboxLabels(sandbox),
        ownerReferences: [controllerReference(sandbox)],
      },
      data: { [TOKEN_KEY]: Buffer.from(token).toString('base64') },
    },
    { fieldManager: FIELD_MANAGER },
  );
  world.caches.secrets.learn(secret);
}

async function setCloudId(world: SandboxWorld, sandbox: Sandbox, id: string | null): Promise<void> {
  const metadata = { annotations: { [CLOUD_ID]: id } };
  const { uid } = sandbox.metadata;
  world.caches.sandboxes.learn(await world.client.mergePatch(SANDBOXES, sandbox.metadata, { metadata }, { uid }));
}

async function setFinalizers(world: SandboxWorld, sandbox: Sandbox, finalizers: string[]): Promise<void> {
  const { resourceVersion } = sandbox.metadata;
  const patch = { metadata: { finalizers } };
  const updated = await world.client.mergePatch(SANDBOXES, sandbox.metadata, patch, { resourceVersion });
  world.caches.sandboxes.learn(updated);
}
