import { isDeepStrictEqual } from 'node:util';
import { mergeConditions } from '@appfactory/kube/conditions';
import { Controller, type Result, specChanged } from '@appfactory/kube/controller';
import { isNotFound } from '@appfactory/kube/errors';
import { type Key, keyOf } from '@appfactory/kube/object';
import { SANDBOX_POOLS } from '@appfactory/kube/resources';
import { LABEL_POOL, LABEL_SANDBOX } from '@appfactory/resources/meta';
import type { SandboxPool, SandboxPoolStatus } from '@appfactory/resources/sandboxPool';
import type { OperatorDeps } from '../runtime/deps.ts';
import { apply } from './apply.ts';
import { decide, REFILL_WAIT, ROOM_WAIT } from './decide.ts';
import { gather, lacksRoom } from './gather.ts';
import type { Action, Decision } from './observed.ts';

const FIELD_MANAGER = 'appfactory-sandboxpool';
/** Requests at the same time: refilling must be faster than claiming. */
const PARALLEL = 8;

/** SandboxPool -> warm pods that nobody has claimed, each with its token Secret. */
export function createSandboxPoolController(deps: OperatorDeps): Controller {
  const { caches, log, registry } = deps;
  // One for all pools: they make room for the same pod.
  let roomMadeAt: number | undefined;
  const claimedAt = new Map<Key, number>();
  caches.pods.addHandler({
    updated: ({ metadata }, old) => {
      const { [LABEL_POOL]: pool, [LABEL_SANDBOX]: sandbox } = metadata.labels ?? {};
      if (!pool || !sandbox || old.metadata.labels?.[LABEL_SANDBOX]) return;
      claimedAt.set(keyOf({ namespace: metadata.namespace, name: pool }), performance.now());
    },
  });
  const isRecent = (at: number | undefined, wait: number) => at !== undefined && performance.now() - at < wait;
  const keysOf = (pools: SandboxPool[]) => pools.map((pool) => keyOf(pool.metadata));
  return (
    new Controller({
      name: 'sandboxpool',
      log,
      registry,
      workers: 2,
      queue: { backoffMost: 15_000 },
      reconcile: (key) => {
        const decision = look(deps, key, {
          roomWasMade: isRecent(roomMadeAt, ROOM_WAIT),
          claimedJustNow: isRecent(claimedAt.get(key), REFILL_WAIT),
        });
        if (!decision) claimedAt.delete(key);
        if (decision?.makesRoom) roomMadeAt = performance.now();
        return decision ? act(deps, decision) : Promise.resolve(undefined);
      },
    })
      .for(caches.sandboxPools, specChanged)
      .owns(caches.pods, 'SandboxPool')
      .owns(caches.secrets, 'SandboxPool', { added: () => false, updated: () => true })
      .watches(caches.appTemplates, ({ metadata }) =>
        keysOf(caches.sandboxPools.list().filter(({ spec }) => spec.template === metadata.name)),
      )
      // Somebody waits for room, or waits no more: every pool is asked for a warm pod.
      .watches(caches.pods, (pod) => (lacksRoom(pod) ? keysOf(caches.sandboxPools.list()) : []), {
        updated: (pod, old) => lacksRoom(pod) !== lacksRoom(old),
      })
  );
}

function look(
  deps: OperatorDeps,
  key: Key,
  recent: Parameters<typeof gather>[2],
): (Decision & { pool: SandboxPool }) | undefined {
  const pool = deps.caches.sandboxPools.get(key);
  if (!pool || pool.metadata.deletionTimestamp) return undefined;
  return { ...decide(gather(deps, pool, recent)), pool };
}

async function act(deps: OperatorDeps, decision: Decision & { pool: SandboxPool }): Promise<Result> {
  const { pool, actions, requeueAfter } = decision;
  try {
    await applyAll(deps, pool, actions);
  } finally {
    // Also when an action failed: the counts are true all the same, and Ready must be there from the first pass on.
    await tell(deps, pool, decision);
  }
  return { requeueAfter };
}

async function applyAll(deps: OperatorDeps, pool: SandboxPool, actions: Action[]): Promise<void> {
  const queue = [...actions];
  const errors: unknown[] = [];
  const work = async () => {
    for (let action = queue.shift(); action; action = queue.shift()) {
      await apply(deps, pool, action).catch((error: unknown) => {
        errors.push(error);
        // What refused one (a quota, a lost connection) refuses the others too.
        queue.length = 0;
      });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  if (errors.length > 0) throw errors[0];
}

async function tell(deps: OperatorDeps, pool: SandboxPool, { judgement, facts }: Decision): Promise<void> {
  const { state, reason, message } = judgement;
  const observation = { reason, message: message.slice(0, 1024), observedGeneration: pool.metadata.generation };
  const abnormal = { ready: undefined, working: 'Reconciling', stalled: 'Stalled' }[state];
  const conditions = mergeConditions(pool.status?.conditions, [
    { type: 'Ready', status: state === 'ready' ? 'True' : 'False', ...observation },
    ...(abnormal ? [{ type: abnormal, status: 'True' as const, ...observation }] : []),
  ]);
  const status: SandboxPoolStatus = { observedGeneration: pool.metadata.generation, ...facts, conditions };
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(status)), pool.status)) return;
  const { apiVersion, kind } = pool;
  const { name, namespace, uid } = pool.metadata;
  try {
    const object = { apiVersion, kind, metadata: { name, namespace, uid }, status };
    deps.caches.sandboxPools.learn(
      await deps.client.applyStatus(SANDBOX_POOLS, object, { fieldManager: FIELD_MANAGER }),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const before = pool.status?.conditions?.find(({ type }) => type === 'Ready');
  if (before?.reason !== reason && state === 'stalled') {
    deps.recorder.record(pool, { type: 'Warning', reason, action: 'Reconcile', note: message });
  }
}
