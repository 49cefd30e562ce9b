import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Bucket } from '@appfactory/events/bucket';
import { mintAgentCredentials } from '@appfactory/events/credentials';
import { isAlreadyExists } from '@appfactory/kube/errors';
import { controllerOf, controllerReference, isControlledBy } from '@appfactory/kube/ownership';
import {
  APP_BUILDS,
  CONFIG_MAPS,
  JOBS,
  RELEASES,
  ROLE_BINDINGS,
  ROLES,
  SANDBOXES,
  SECRETS,
  SERVICE_ACCOUNTS,
} from '@appfactory/kube/resources';
import type { AppBuild, AppBuildStatus, ArtifactStatus } from '@appfactory/resources/appBuild';
import { traceHeaders } from '@appfactory/tracing/tracing';
import { endSandbox } from '../billing/endSandbox.ts';
import { createOnce, deleteFound, ensure } from '../objects/write.ts';
import { connectedEvents, minterOf } from '../progress/connection.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { type AgentSettings, agentJob, jobDeadline } from './agentJob.ts';
import { agentIdentity, planConfigMap, releaseOf, sandboxOf } from './children.ts';
import { ANNOTATION_EXPIRES, ANNOTATION_GENERATION, agentJobName, childMeta, credentialsName } from './names.ts';
import type { Action, Observed, StoredPlan } from './observed.ts';
import { currentRun } from './outcome.ts';
import { ownerReader, ownerSecret } from './ownerSecret.ts';
import { suspend, tellStart } from './startStop.ts';

const fieldManager = 'appfactory-appbuild';

/** An object of the name that a child must have belongs to somebody else. Only a person can resolve that. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
  constructor(kind: string, name: string) {
    super(
      `There is a ${kind} "${name}" already that does not belong to this AppBuild. Delete it, or give the AppBuild another name`,
    );
  }
}

/** Credentials outlive the agent's budget by this, for a last attempt that starts late. */
const CREDENTIALS_SLACK_MS = 60 * 60_000;

/** Carries out one action. Each can be done again: names follow from the build, and what is there already is enough. */
export async function perform(deps: OperatorDeps, seen: Observed, action: Action): Promise<void> {
  const { client, caches } = deps;
  const { build } = seen;
  const { name, namespace } = build.metadata;
  switch (action.do) {
    case 'endAgents':
      for (const run of seen.runs.filter(({ deleting }) => !deleting)) {
        await deleteFound(client, JOBS, { name: run.name, namespace }, { propagationPolicy: 'Foreground' });
      }
      return;
    case 'storePlan':
      return storePlan(deps, build, action.stored);
    case 'ensureSandbox':
      return createSandbox(deps, seen);
    case 'deleteSandbox':
      if (seen.sandbox) await endSandbox(deps, seen.sandbox);
      return;
    case 'ensureAgent':
      return ensureAgent(deps, seen, action.generation, action.suspended);
    case 'dropCredentials':
      return deleteFound(client, SECRETS, { name: credentialsName(name), namespace });
    case 'ensureRelease':
      return ensureRelease(deps, build, action.artifact);
    case 'deleteRelease':
      await client.delete(
        RELEASES,
        { name, namespace },
        { uid: caches.releases.get({ name, namespace })?.metadata.uid },
      );
      return;
  }
}

async function storePlan({ client, caches }: OperatorDeps, build: AppBuild, stored: StoredPlan): Promise<void> {
  caches.configMaps.learn(await client.apply(CONFIG_MAPS, planConfigMap(build, stored), { fieldManager }));
}

async function createSandbox({ client, caches }: OperatorDeps, { build, planned }: Observed): Promise<void> {
  if (!('plan' in planned)) return;
  const wanted = sandboxOf(build, planned.plan.template);
  try {
    caches.sandboxes.learn(await client.create(SANDBOXES, wanted, fieldManager));
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const present = await client.find(SANDBOXES, wanted.metadata);
    if (present && !isControlledBy(present, build)) throw new NameTaken('Sandbox', wanted.metadata.name);
  }
}

async function ensureAgent(deps: OperatorDeps, seen: Observed, generation: number, suspended: boolean): Promise<void> {
  const { client, caches } = deps;
  const { build } = seen;
  const { name, namespace } = build.metadata;
  const job = { name: agentJobName(name, generation), namespace };
  const run = currentRun(seen);
  if (suspended) return suspend(deps, seen, run, fieldManager);
  await ensureIdentity(deps, build);
  await ensureCredentials(deps, build, generation);
  if (caches.jobs.get(job)) {
    const spec = { suspend: false, activeDeadlineSeconds: jobDeadline(build, run?.usedSeconds ?? 0) };
    caches.jobs.learn(await client.mergePatch(JOBS, job, { spec }, { fieldManager }));
    return;
  }
  await tellStart(deps, seen, generation);
  const browserPath = randomBytes(18).toString('base64url');
  try {
    const wanted = agentJob(build, generation, browserPath, settingsOf(deps, seen));
    caches.jobs.learn(await client.create(JOBS, wanted, fieldManager));
  } catch (error) {
    // It is there, and the watch will show it.
    if (!isAlreadyExists(error)) throw error;
  }
}

async function ensureIdentity(deps: OperatorDeps, build: AppBuild): Promise<void> {
  const { client, caches } = deps;
  const { serviceAccount, role, roleBinding } = agentIdentity(build);
  const present = await client.find(SERVICE_ACCOUNTS, serviceAccount.metadata);
  // A member's, for example: it has rights of its own, which the agent must not get.
  if (present && controllerOf(present)?.kind !== build.kind) {
    throw new NameTaken('ServiceAccount', serviceAccount.metadata.name);
  }
  // In this order: nobody has a right before there is somebody to have it.
  await ensure({ client, type: SERVICE_ACCOUNTS, fieldManager }, serviceAccount);
  await ensure({ client, type: ROLES, fieldManager }, role);
  await ensure({ client, type: ROLE_BINDINGS, fieldManager }, roleBinding);
  await createOnce({ client, type: SECRETS, cache: caches.secrets, fieldManager }, ownerSecret(build));
  const reader = ownerReader(build, deps.config.gatewayUser);
  await ensure({ client, type: ROLES, fieldManager }, reader.role);
  await ensure({ client, type: ROLE_BINDINGS, fieldManager }, reader.roleBinding);
}

/** The bucket is there before the agent, which may not make it; credentials are good for this generation's budget. */
async function ensureCredentials(deps: OperatorDeps, build: AppBuild, generation: number): Promise<void> {
  const { client, caches } = deps;
  const { name, namespace = '', uid = '' } = build.metadata;
  await Bucket.create(await connectedEvents(deps), uid);
  const present = caches.secrets.get({ name: credentialsName(name), namespace })?.metadata.annotations ?? {};
  const until = Date.now() + jobDeadline(build, 0) * 1000;
  const isGood = Date.parse(present[ANNOTATION_EXPIRES] ?? '') > until;
  if (present[ANNOTATION_GENERATION] === String(generation) && isGood) return;
  const expires = new Date(until + CREDENTIALS_SLACK_MS);
  const creds = await mintAgentCredentials(minterOf(deps), { name, namespace, uid, generation }, expires);
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...childMeta(build, credentialsName(name)),
      annotations: { [ANNOTATION_GENERATION]: String(generation), [ANNOTATION_EXPIRES]: expires.toISOString() },
      ownerReferences: [controllerReference(build)],
    },
    data: { creds: Buffer.from(creds).toString('base64') },
  };
  caches.secrets.learn(await client.apply(SECRETS, secret, { fieldManager }));
}

function settingsOf({ config }: OperatorDeps, { template, stored }: Observed): AgentSettings {
  const { natsUrl, sandboxApiUrl, sandboxRouterUrl, platformImage, otlpEndpoint } = config;
  if (!natsUrl || !sandboxApiUrl || !sandboxRouterUrl) {
    throw new Error('NATS_URL, SANDBOX_API_URL and SANDBOX_ROUTER_URL are not set: an agent needs all three');
  }
  const port = template?.spec.start.port ?? 3000;
  const previewUrl = previewAddress(sandboxRouterUrl, port, '{sandboxID}');
  const back = stored?.back && { ...stored.back, stays: stored.rolledBack ?? false };
  const { traceparent } = traceHeaders();
  const tracing = otlpEndpoint && traceparent ? { endpoint: otlpEndpoint, traceparent } : undefined;
  return { natsUrl, sandboxApiUrl, sandboxRouterUrl, platformImage, previewUrl, tracing, back };
}

/** Where a port of a sandbox answers: a name below localhost, which every browser takes for this machine. */
export function previewAddress(routerUrl: string, port: number, sandboxID: string): string {
  const router = new URL(routerUrl);
  const domain = /^(127\.|\[?::1)/.test(router.hostname) ? 'localhost' : router.hostname;
  return `${router.protocol}//${port}-${sandboxID}.${domain}${router.port && `:${router.port}`}`;
}

async function ensureRelease(deps: OperatorDeps, build: AppBuild, artifact: ArtifactStatus): Promise<void> {
  const { client, caches } = deps;
  const wanted = releaseOf(build, artifact);
  const present = caches.releases.get(wanted.metadata);
  if (present && isControlledBy(present, build) && isDeepStrictEqual(present.spec, wanted.spec)) return;
  if (present?.metadata.deletionTimestamp) return;
  if (present && !isControlledBy(present, build)) throw new NameTaken('Release', wanted.metadata.name);
  caches.releases.learn(await client.apply(RELEASES, wanted, { fieldManager }));
}

/** Writes the status when it differs; the version makes a decision on an old look at the build fail instead of undoing a newer one. */
export async function writeStatus(deps: OperatorDeps, build: AppBuild, status: AppBuildStatus): Promise<AppBuild> {
  const wanted = JSON.parse(JSON.stringify(status)) as AppBuildStatus;
  if (isDeepStrictEqual(build.status, wanted)) return build;
  const { name, namespace, uid, resourceVersion } = build.metadata;
  return deps.client.applyStatus(
    APP_BUILDS,
    {
      apiVersion: build.apiVersion,
      kind: build.kind,
      metadata: { name, namespace, uid, resourceVersion },
      status: wanted,
    },
    { fieldManager },
  );
}
