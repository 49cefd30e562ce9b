import { Controller, type Result } from '@appfactory/kube/controller';
import { type Key, keyOf } from '@appfactory/kube/object';
import { controllerOf } from '@appfactory/kube/ownership';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { Sandbox } from '@appfactory/resources/sandbox';
import type { OperatorDeps } from '../runtime/deps.ts';
import { type Origin, sandboxSource } from './sources.ts';
import { sandboxEntries } from './spans.ts';
import type { Teller } from './teller.ts';

/** What runs is told of this often: so much, of each sandbox, a limit may not know of yet; milliseconds. */
const TELL_EVERY = 60_000;

/** A sandbox that runs, with what its time since it was last told of is for. */
interface Running {
  sandbox: Sandbox;
  of: Pick<Origin, 'generation' | 'feature'>;
  /** When it was seen to be gone. */
  goneAt?: Date;
}

/** Tells the ledger the time in which sandboxes are ready, those of builds and all others. */
export function createSandboxMeter({ caches, log, registry }: OperatorDeps, teller: Teller): Controller {
  const running = new Map<Key, Running>();

  async function reconcile(key: Key): Promise<Result | undefined> {
    const sandbox = caches.sandboxes.get(key);
    const before = running.get(key);
    if (before && before.sandbox.metadata.uid !== sandbox?.metadata.uid) {
      before.goneAt ??= new Date();
      const time = timeOf(before.sandbox, before.goneAt);
      if (time) await tellTime(teller, before, time);
      end(key, before);
    }
    const now = new Date();
    const time = sandbox && timeOf(sandbox, now);
    if (!sandbox || !time) return undefined;
    const of = workOf(caches.appBuilds.get(key), sandbox);
    const kept = running.get(key);
    // Until now it was what was in hand then.
    await tellTime(teller, { sandbox, of: kept?.of ?? of }, time);
    const next: Running = { sandbox, of };
    running.set(key, next);
    if (time.runs) return { requeueAfter: TELL_EVERY };
    end(key, next);
    return undefined;
  }

  function end(key: Key, { sandbox, of }: Running): void {
    running.delete(key);
    teller.forget(sandboxSource(sandbox, of).source);
  }

  return new Controller({ name: 'sandbox-meter', log, registry, workers: 8, reconcile })
    .for(caches.sandboxes, {
      updated: (now, old) => readiness(now) !== readiness(old) || isDeleting(now) !== isDeleting(old),
    })
    .watches(caches.appBuilds, ({ metadata }) => [keyOf(metadata)].filter((key) => running.has(key)), {
      added: () => false,
      updated: (now, old) => featureInHand(now) !== featureInHand(old),
      deleted: () => false,
    });
}

/** Tells what a sandbox has run until now, before it is deleted. */
export async function tellSandbox({ caches }: OperatorDeps, teller: Teller, sandbox: Sandbox): Promise<void> {
  const time = timeOf(sandbox, new Date());
  const of = workOf(caches.appBuilds.get(keyOf(sandbox.metadata)), sandbox);
  if (time) await tellTime(teller, { sandbox, of }, time);
}

async function tellTime(teller: Teller, { sandbox, of }: Running, { from, until }: Time): Promise<void> {
  const measured = sandboxSource(sandbox, of);
  await teller.advance(measured.source, from, (start) => sandboxEntries(measured, { from: start, until }));
}

export interface Time {
  from: Date;
  until: Date;
  /** It goes on. */
  runs: boolean;
}

/** The time in which it was ready, as far as its status tells; undefined when it never was. Pure. */
export function timeOf({ metadata, status }: Sandbox, now: Date): Time | undefined {
  if (!status?.startedAt) return undefined;
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  const since = ready ? new Date(ready.lastTransitionTime) : now;
  const isReady = ready?.status === 'True';
  const ends = [isReady ? now : since];
  if (status.expiresAt) ends.push(new Date(status.expiresAt));
  if (metadata.deletionTimestamp) ends.push(new Date(metadata.deletionTimestamp));
  const until = new Date(Math.min(...ends.map((end) => end.getTime())));
  const started = new Date(status.startedAt);
  // What was before it was lost and came back is told already.
  return { from: isReady && since > started ? since : started, until, runs: isReady && until >= now };
}

function readiness({ status }: Sandbox): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return `${ready?.status} ${ready?.lastTransitionTime}`;
}

function isDeleting({ metadata }: Sandbox): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** What its build does in it now. */
function workOf(build: AppBuild | undefined, sandbox: Sandbox): Running['of'] {
  if (!build || controllerOf(sandbox)?.uid !== build.metadata.uid) return {};
  return { generation: build.status?.plan?.generation, feature: featureInHand(build) };
}

function featureInHand({ status }: AppBuild): string | undefined {
  return status?.plan?.features.find(({ state }) => state === 'Writing')?.id;
}
