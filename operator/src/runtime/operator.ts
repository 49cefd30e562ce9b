import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeClient } from '@appfactory/kube/client';
import { Recorder } from '@appfactory/kube/events';
import { startHealthServer } from '@appfactory/kube/health';
import type { KubeConfig } from '@appfactory/kube/kubeconfig';
import { LeaderElection } from '@appfactory/kube/lease';
import type { Log } from '@appfactory/kube/log';
import { requestObserver } from '@appfactory/kube/metrics';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { createControllers, type Runnable } from '../controllers.ts';
import { cachesSynced, createCaches, runCaches } from './caches.ts';
import type { OperatorConfig } from './config.ts';
import type { OperatorDeps } from './deps.ts';

const LEASE_NAME = 'appfactory-operator';
/** How long a reconcile in hand may go on after the program was told to stop; milliseconds. */
const FINISH_WITHIN = 8_000;

export interface OperatorOptions {
  config: OperatorConfig;
  kube: KubeConfig;
  log: Log;
  stop: AbortSignal;
}

/**
 * Runs the operator until `stop` aborts: fills the caches, waits for the lease, works, and at the end finishes what is in
 * hand and gives the lease up.
 * @throws Error when the lease was lost: then the process must end, since another operator works.
 */
export async function runOperator({ config, kube, log, stop }: OperatorOptions): Promise<void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const client = new KubeClient(kube, { userAgent: 'appfactory-operator', observe: requestObserver(registry) });
  const identity = `${hostname()}_${randomBytes(6).toString('hex')}`;
  const recorder = new Recorder({ client, log, controller: 'appfactory.dev/operator', instance: identity });
  const caches = createCaches(client, log);
  const leaseDuration = config.leaseSeconds * 1000;
  const election = new LeaderElection({
    client,
    log,
    identity,
    namespace: config.leaseNamespace,
    name: LEASE_NAME,
    leaseDuration,
    renewDeadline: (leaseDuration * 2) / 3,
    retryPeriod: leaseDuration / 8,
  });
  // The caches and connections are needed until the last reconcile has ended, so they stop later than the work does.
  const closing = new AbortController();
  let state = 'the caches are filling';
  const health = await startHealthServer({ registry, port: config.metricsPort, notReady: () => state || undefined });
  const filled = runCaches(caches, closing.signal);
  try {
    await Promise.race([cachesSynced(caches), aborted(stop)]);
    if (stop.aborted) return;
    state = '';
    process.stdout.write(`${JSON.stringify({ ready: true, address: health.address })}\n`);
    await election.acquire(stop);
    if (stop.aborted) return;
    client.guardWrites((path) => election.assertHeld(path));
    leading(registry, election);
    const deps: OperatorDeps = { client, caches, recorder, config, log, registry, signal: stop };
    await work(deps, await createControllers(deps), election);
  } finally {
    await recorder.flush();
    await election.release();
    closing.abort();
    await Promise.all([filled, health.close()]);
    await client.close();
  }
}

/** Runs the controllers until the signal of `deps` aborts, or throws at once when the lease is lost. */
async function work(deps: OperatorDeps, controllers: Runnable[], election: LeaderElection): Promise<void> {
  const { signal, log } = deps;
  const finish = new AbortController();
  // Renewing goes on while the last reconciles finish: they still write.
  const ended = new AbortController();
  const holding = election.hold(ended.signal);
  const working = Promise.all(controllers.map((controller) => controller.run(signal, finish.signal)));
  const limit = aborted(signal).then(() => sleep(FINISH_WITHIN, undefined, { signal: ended.signal }).catch(() => {}));
  await Promise.race([
    working,
    limit.then(() => {
      if (!ended.signal.aborted) log.warn('some work did not finish in time; the next start does it again');
      finish.abort();
    }),
    holding.then(() => working),
  ]);
  ended.abort();
  await holding;
}

function leading(registry: Registry, election: LeaderElection): void {
  new Gauge({
    name: 'leader_election_master_status',
    help: 'Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, 1 indicates master',
    labelNames: ['name'],
    registers: [registry],
    collect() {
      this.set({ name: LEASE_NAME }, election.isHeld ? 1 : 0);
    },
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
