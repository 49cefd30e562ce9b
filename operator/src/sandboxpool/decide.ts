import type { Pod } from '@appfactory/kube/core';
import { LABEL_POOL, LABEL_SANDBOX } from '@appfactory/resources/meta';
import { SPEC_HASH } from '../sandbox/names.ts';
import { explainStart, isLive, isPodReady, isUnschedulable } from '../sandbox/podState.ts';
import type { Action, Decision, Observed } from './observed.ts';

/** How long the scheduler gets for using the room of one warm pod before another is taken away; milliseconds. */
export const ROOM_WAIT = 5_000;
/** After a claim the pool is not filled for this long: starting a pod would slow down what was just claimed; milliseconds. */
export const REFILL_WAIT = 1_000;

/** Which warm pods to make and which to take away. Pure. */
export function decide(seen: Observed): Decision {
  const { pool, template, hash, hungry, roomWasMade } = seen;
  const wanted = pool.metadata.deletionTimestamp || !template ? 0 : pool.spec.replicas;
  const live = seen.pods.filter(isLive);
  const current = live.filter((pod) => pod.metadata.annotations?.[SPEC_HASH] === hash);
  const ready = current.filter(isPodReady);
  const actions: Action[] = [];
  for (const pod of seen.pods) {
    if (pod.metadata.deletionTimestamp) continue;
    if (!isLive(pod)) actions.push({ do: 'deletePod', pod, why: 'it ended' });
    else if (!current.includes(pod)) actions.push({ do: 'deletePod', pod, why: 'its template has changed' });
  }
  // What is the least use goes first: what does not answer yet, then the youngest.
  const expendable = current.toSorted((a, b) => Number(isPodReady(a)) - Number(isPodReady(b)) || youngerFirst(a, b));
  let surplus = Math.max(0, current.length - wanted);
  // A warm pod is worth less than anything that somebody waits for.
  const makesRoom = hungry !== undefined && !roomWasMade && surplus === 0 && current.length > 0;
  if (makesRoom) surplus = 1;
  const why = makesRoom ? 'another pod needs its room' : 'it is not wanted';
  for (const pod of expendable.slice(0, surplus)) actions.push({ do: 'deletePod', pod, why });
  // But when none is left for those who wait, filling is what helps them.
  const isQuiet = !seen.claimedJustNow || (ready.length === 0 && seen.claimsWait);
  const missing = hungry || !isQuiet ? 0 : wanted - current.length;
  actions.push(...fill(seen, missing));
  return {
    actions,
    makesRoom,
    facts: { replicas: current.length, readyReplicas: ready.length, selector: selectorOf(pool.metadata.name) },
    judgement: judge(seen, current, ready, wanted),
    requeueAfter: hungry ? ROOM_WAIT : isQuiet ? undefined : REFILL_WAIT,
  };
}

/** Selector of the warm pods of a pool. */
export function selectorOf(pool: string): string {
  return `${LABEL_POOL}=${pool},!${LABEL_SANDBOX}`;
}

/** New pods take the Secrets that a crash left behind; what is left over then goes. */
function fill({ pool, spareSecrets, suffix }: Observed, missing: number): Action[] {
  const spare = [...spareSecrets];
  const actions: Action[] = [];
  for (let n = 0; n < missing; n++) {
    const name = spare.shift()?.metadata.name;
    actions.push({
      do: 'createPod',
      name: name ?? `${pool.metadata.name}-${suffix()}`,
      secretExists: name !== undefined,
    });
  }
  actions.push(...spare.map((secret): Action => ({ do: 'deleteSecret', secret })));
  return actions;
}

function judge(
  { pool, template, hungry }: Observed,
  current: Pod[],
  ready: Pod[],
  wanted: number,
): Decision['judgement'] {
  if (!template) {
    const message = `there is no AppTemplate "${pool.spec.template}": kubectl get apptemplates shows those that there are`;
    return { state: 'stalled', reason: 'TemplateNotFound', message };
  }
  const count = `${ready.length} of ${wanted} warm sandboxes can be claimed`;
  if (hungry) {
    const { namespace, name } = hungry.metadata;
    return { state: 'working', reason: 'MakingRoom', message: `${count}; pod "${namespace}/${name}" waits for room` };
  }
  if (ready.length >= wanted) return { state: 'ready', reason: 'Filled', message: count };
  const waiting = current.find((pod) => !isPodReady(pod));
  if (waiting && isUnschedulable(waiting)) {
    return { state: 'working', reason: 'Unschedulable', message: `${count}; ${explainStart(waiting).message}` };
  }
  return {
    state: 'working',
    reason: 'Filling',
    message: waiting ? `${count}; ${explainStart(waiting).message}` : count,
  };
}

function youngerFirst(a: Pod, b: Pod): number {
  return (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '');
}
