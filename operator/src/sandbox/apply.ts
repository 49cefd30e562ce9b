import { randomBytes } from 'node:crypto';
import type { Pod } from '@appfactory/kube/core';
import { isAlreadyExists, isConflict, isNotFound } from '@appfactory/kube/errors';
import { controllerReference, isControlledBy, managedLabels } from '@appfactory/kube/ownership';
import { PODS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import { LABEL_APPBUILD, LABEL_SANDBOX, LABEL_TEMPLATE } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { applyCloud } from './applyCloud.ts';
import { initDaemon } from './daemon.ts';
import type { SandboxWorld } from './gather.ts';
import { ENV_HASH, RESTARTS, SPEC_HASH, TOKEN_KEY } from './names.ts';
import type { Action } from './observed.ts';
import { sandboxPodSpec, specHash } from './podSpec.ts';
import { tokenSecretOf } from './podState.ts';

/** Does one thing that was decided. What the server answers goes into the caches, so that the next look sees it. */
export async function apply(world: SandboxWorld, sandbox: Sandbox, action: Action): Promise<void> {
  switch (action.do) {
    case 'createSecret':
      return createSecret(world, sandbox, action.name);
    case 'adoptSecret':
      return adoptSecret(world, sandbox, action.name);
    case 'claimPod':
      return claimPod(world, sandbox, action.pod);
    case 'createPod':
      return createPod(world, sandbox, action.name, action.secretName);
    case 'endPod':
      return endPod(world, action.pod);
    case 'recordRestart':
      return recordRestart(world, sandbox, action.restarts, action.because);
    case 'setEnv':
      return setEnv(world, sandbox, action.pod, action.hash);
    case 'deleteSandbox':
      await world.client.delete(SANDBOXES, sandbox.metadata, { uid: sandbox.metadata.uid });
      return;
    case 'addFinalizer':
    case 'removeFinalizer':
    case 'createCloud':
    case 'recordCloud':
    case 'setCloudTimeout':
    case 'killCloud':
      return applyCloud(world, sandbox, action);
    default:
      return action satisfies never;
  }
}

/** Labels of everything that belongs to a Sandbox. */
export function sandboxLabels(sandbox: Sandbox): Record<string, string> {
  const appBuild = sandbox.metadata.labels?.[LABEL_APPBUILD];
  return managedLabels({
    [LABEL_SANDBOX]: sandbox.metadata.name,
    ...(appBuild ? { [LABEL_APPBUILD]: appBuild } : {}),
  });
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

async function createSecret({ client, caches }: SandboxWorld, sandbox: Sandbox, name: string): Promise<void> {
  try {
    const secret = await client.create(SECRETS, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        namespace: sandbox.metadata.namespace,
        name,
        labels: sandboxLabels(sandbox),
        ownerReferences: [controllerReference(sandbox)],
      },
      stringData: { [TOKEN_KEY]: newToken() },
    });
    caches.secrets.learn(secret);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const existing = await client.find(SECRETS, { namespace: sandbox.metadata.namespace, name });
    if (existing && isControlledBy(existing, sandbox)) caches.secrets.learn(existing);
    else throw error;
  }
}

async function adoptSecret({ client, caches }: SandboxWorld, sandbox: Sandbox, name: string): Promise<void> {
  const ref = { namespace: sandbox.metadata.namespace, name };
  const metadata = { labels: sandboxLabels(sandbox), ownerReferences: [controllerReference(sandbox)] };
  caches.secrets.learn(await client.mergePatch(SECRETS, ref, { metadata }));
}

/** One patch with a precondition: of two who claim the same pod, one gets Conflict and looks again. */
async function claimPod(world: SandboxWorld, sandbox: Sandbox, pod: Pod): Promise<void> {
  const { client, caches, claims } = world;
  if (!claims.take(pod)) return;
  const { uid, resourceVersion } = pod.metadata;
  const metadata = { labels: sandboxLabels(sandbox), ownerReferences: [controllerReference(sandbox)] };
  try {
    caches.pods.learn(await client.mergePatch(PODS, pod.metadata, { metadata }, { uid, resourceVersion }));
  } catch (error) {
    if (isNotFound(error)) return;
    if (!isConflict(error)) {
      claims.release(pod);
      throw error;
    }
    // Claimed by another, or only touched by its node: what it is now decides.
    const now = await client.find(PODS, pod.metadata);
    if (!now || now.metadata.uid !== uid) return;
    caches.pods.learn(now);
    claims.release(pod);
  }
}

async function createPod(world: SandboxWorld, sandbox: Sandbox, name: string, secretName: string): Promise<void> {
  const { client, caches } = world;
  const { namespace } = sandbox.metadata;
  const template = caches.appTemplates.get(sandbox.spec.template);
  if (!template) return;
  try {
    const pod = await client.create(PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace,
        name,
        labels: { ...sandboxLabels(sandbox), [LABEL_TEMPLATE]: sandbox.spec.template },
        annotations: { [SPEC_HASH]: specHash(template) },
        ownerReferences: [controllerReference(sandbox)],
      },
      spec: sandboxPodSpec(template, secretName),
    });
    caches.pods.learn(pod);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const existing = await client.find(PODS, { namespace, name });
    if (existing && isControlledBy(existing, sandbox)) caches.pods.learn(existing);
    else throw new Error(`pod "${name}" of an earlier Sandbox of this name has not ended yet: waiting for it`);
  }
}

async function endPod({ client, caches }: SandboxWorld, pod: Pod): Promise<void> {
  const { uid, deletionTimestamp } = pod.metadata;
  if (deletionTimestamp) return;
  try {
    await client.delete(PODS, pod.metadata, { uid });
  } catch (error) {
    // Another pod of that name: this one is gone.
    if (!isConflict(error)) throw error;
  }
  const now = await client.find(PODS, pod.metadata);
  if (now && now.metadata.uid === uid) caches.pods.learn(now);
}

async function recordRestart(world: SandboxWorld, sandbox: Sandbox, restarts: number, because: string): Promise<void> {
  const { client, caches, recorder } = world;
  const { resourceVersion } = sandbox.metadata;
  const metadata = { annotations: { [RESTARTS]: String(restarts) } };
  caches.sandboxes.learn(await client.mergePatch(SANDBOXES, sandbox.metadata, { metadata }, { resourceVersion }));
  recorder.record(sandbox, {
    type: 'Warning',
    reason: 'PodLost',
    action: 'Restart',
    note: `${because}; another is made`,
  });
}

async function setEnv(world: SandboxWorld, sandbox: Sandbox, pod: Pod, hash: string | undefined): Promise<void> {
  const { client, caches } = world;
  const secret = await client.get(SECRETS, { namespace: pod.metadata.namespace, name: tokenSecretOf(pod) ?? '' });
  const token = Buffer.from(secret.data?.[TOKEN_KEY] ?? '', 'base64').toString('utf8');
  await initDaemon(pod, token, sandbox.spec.env);
  const metadata = { annotations: { [ENV_HASH]: hash ?? null } };
  caches.pods.learn(await client.mergePatch(PODS, pod.metadata, { metadata }, { uid: pod.metadata.uid }));
}
