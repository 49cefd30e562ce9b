import type { LedgerEntry } from '@appfactory/billing/ledger';
import { JOBS } from '@appfactory/kube/resources';
import { billingOf } from '../billing/billing.ts';
import { noRoomFor } from '../billing/room.ts';
import { generationSource } from '../billing/sources.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { toSeconds } from './conditions.ts';
import { ANNOTATION_USED_SECONDS } from './names.ts';
import type { AgentRun, Observed } from './observed.ts';
import { secondsLeft } from './steps/hold.ts';

/** Suspends an agent. How long it has run is written with it: Kubernetes forgets that when a Job is resumed. */
export async function suspend(
  { client, caches }: OperatorDeps,
  seen: Observed,
  run: AgentRun | undefined,
  fieldManager: string,
): Promise<void> {
  if (!run) return;
  const used = Math.ceil(seen.build.spec.budget.minutes * 60 - secondsLeft(seen));
  const patch = { metadata: { annotations: { [ANNOTATION_USED_SECONDS]: String(used) } }, spec: { suspend: true } };
  const { resourceVersion } = run;
  const job = { name: run.name, namespace: seen.build.metadata.namespace };
  caches.jobs.learn(await client.mergePatch(JOBS, job, patch, { fieldManager, resourceVersion }));
}

/** The spending limit has no room for it any more: another build has begun in this moment. It is looked at again. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/** One more generation begins: the ledger has it before the agent is there, and once, however often this is tried. */
export async function tellStart(
  deps: OperatorDeps,
  { build, status, now }: Observed,
  generation: number,
): Promise<void> {
  const billing = billingOf(deps);
  if (!billing || status.usage?.builds) return;
  const { caches } = deps;
  const { namespace = '' } = build.metadata;
  const { source, origin } = generationSource(build, generation);
  const id = source.source;
  // Without a wait between the look and the reservation: others begin at the same time.
  const noRoom = noRoomFor({ caches, billing }, { namespace, entry: id, now });
  if (noRoom) throw new NoRoom(noRoom);
  billing.starts.reserve(id, namespace);
  const entry: LedgerEntry = { id, ...origin, meter: 'builds', quantity: 1, at: toSeconds(now) };
  try {
    // An earlier try may have told it: then nothing more comes over the stream.
    if (!(await billing.teller.once(source, entry))) billing.starts.settle(id);
  } catch (error) {
    billing.starts.settle(id);
    throw error;
  }
}
