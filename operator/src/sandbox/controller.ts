import { isDeepStrictEqual } from 'node:util';
import { Controller, type ReconcileContext, type Result, specChanged } from '@appfactory/kube/controller';
import { ApiError, isConflict, isNotFound } from '@appfactory/kube/errors';
import { type Key, keyOf } from '@appfactory/kube/object';
import { SANDBOXES } from '@appfactory/kube/resources';
import type { Sandbox, SandboxStatus } from '@appfactory/resources/sandbox';
import { Histogram } from 'prom-client';
import type { OperatorDeps } from '../runtime/deps.ts';
import { apply } from './apply.ts';
import { Claims } from './claims.ts';
import type { Cloud } from './cloud.ts';
import { statusOf } from './conditions.ts';
import { decide } from './decide.ts';
import { gather, type SandboxWorld } from './gather.ts';
import { FIELD_MANAGER } from './names.ts';
import type { Decision } from './observed.ts';

/** Looks at the world and acts on it at most this often before the status is told. */
const MOST_ROUNDS = 8;

/** Sandbox -> pod, warm or new, or a sandbox of E2B's cloud; and its end at the deadline. */
export function createSandboxController(deps: OperatorDeps, cloud: Cloud | undefined): Controller {
  const world: SandboxWorld = { ...deps, claims: new Claims(), leadsSince: Date.now(), cloud };
  const { caches, log, registry } = deps;
  const readyTime = new Histogram({
    name: 'appfactory_sandbox_ready_seconds',
    help: 'From the creation of a Sandbox to its first readiness',
    labelNames: ['how'],
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300],
    registers: [registry],
  });
  return new Controller({
    name: 'sandbox',
    log,
    registry,
    workers: 16,
    queue: { backoffFirst: 50, backoffMost: 15_000 },
    reconcile: async (key, context) => {
      const result = await reconcile(world, key, context);
      if (result?.becameReady) observeReady(readyTime, result.becameReady);
      return result;
    },
  })
    .for(caches.sandboxes, specChanged)
    .owns(caches.pods, 'Sandbox')
    .owns(caches.secrets, 'Sandbox', { added: () => false, updated: () => false })
    .watches(caches.appTemplates, ({ metadata }) =>
      caches.sandboxes
        .list()
        .filter(({ spec, status }) => spec.template === metadata.name && status?.phase !== 'Ready')
        .map((sandbox) => keyOf(sandbox.metadata)),
    );
}

async function reconcile(
  world: SandboxWorld,
  key: Key,
  { log }: ReconcileContext,
): Promise<(Result & { becameReady?: Sandbox }) | undefined> {
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const sandbox = world.caches.sandboxes.get(key);
    if (!sandbox) return undefined;
    const seen = await gather(world, sandbox);
    const decision = decide(seen);
    const urgent = decision.actions.filter((action) => action.do !== 'adoptSecret');
    for (const action of urgent) {
      log.debug({ action: action.do }, 'acting');
      try {
        await apply(world, sandbox, action);
      } catch (error) {
        if (isConflict(error) || isNotFound(error)) throw error;
        await tell(world, sandbox, failed(decision, error), seen.now);
        throw error;
      }
    }
    if (urgent.length > 0) continue;
    const status = await tell(world, sandbox, decision, seen.now);
    // After the good news, which somebody waits for.
    for (const action of decision.actions) await apply(world, sandbox, action);
    const becameReady = status?.startedAt && !sandbox.status?.startedAt ? { ...sandbox, status } : undefined;
    return { requeueAfter: decision.requeueAfter, becameReady };
  }
  // Others change the world as fast as this looks at it: let them go first.
  return { requeueAfter: 100 };
}

/** Writes the status when it differs, and an event when the reason does. */
async function tell(
  world: SandboxWorld,
  sandbox: Sandbox,
  decision: Decision,
  now: Date,
): Promise<SandboxStatus | undefined> {
  const status = statusOf(sandbox, decision, now);
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(status)), sandbox.status)) return status;
  const { apiVersion, kind } = sandbox;
  const { name, namespace, uid } = sandbox.metadata;
  // The uid makes the write fail for another Sandbox of this name.
  const object = { apiVersion, kind, metadata: { name, namespace, uid }, status };
  try {
    world.caches.sandboxes.learn(await world.client.applyStatus(SANDBOXES, object, { fieldManager: FIELD_MANAGER }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  const { state, reason, message } = decision.judgement;
  const before = sandbox.status?.conditions?.find(({ type }) => type === 'Ready');
  if (before?.reason !== reason && !sandbox.metadata.deletionTimestamp) {
    const type = state === 'stalled' || state === 'waiting' ? 'Warning' : 'Normal';
    world.recorder.record(sandbox, { type, reason, action: 'Reconcile', note: message });
  }
  return status;
}

/** The same decision, with what went wrong as what is said of it. */
function failed(decision: Decision, error: unknown): Decision {
  const message = error instanceof ApiError ? error.detail : error instanceof Error ? error.message : String(error);
  const quota = /exceeded quota/.test(message);
  const reason = quota ? 'QuotaExceeded' : error instanceof ApiError ? error.reason : 'ActionFailed';
  return {
    ...decision,
    judgement: { state: quota ? 'waiting' : 'starting', reason, message: `trying again: ${message}` },
  };
}

function observeReady(histogram: Histogram<'how'>, { metadata, status }: Sandbox): void {
  const seconds = (Date.now() - Date.parse(metadata.creationTimestamp ?? '')) / 1000;
  const how = status?.provider === 'e2b' ? 'e2b' : status?.pool ? 'warm' : 'new';
  histogram.observe({ how }, Math.max(0, seconds));
}
