import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from './client.ts';
import type { Lease } from './core.ts';
import { isAlreadyExists, isConflict } from './errors.ts';
import type { Log } from './log.ts';
import { LEASES } from './resources.ts';
import { resourcePath } from './resourceType.ts';

export interface LeaderElectionOptions {
  client: KubeClient;
  log: Log;
  namespace: string;
  name: string;
  /** Names this process; unique among all that may hold the lease. */
  identity: string;
  /** How long others wait after the last renewal before they take over; milliseconds. */
  leaseDuration?: number;
  /** How long renewing may fail before this process counts as having lost the lease. Less than leaseDuration. */
  renewDeadline?: number;
  /** Wait between tries and between renewals. */
  retryPeriod?: number;
}

/** Thrown for a write that came after the lease had run out. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/**
 * Leader election by a coordination.k8s.io Lease. Other processes' clocks are never compared with ours: what counts is how
 * long the record has not changed, as seen here.
 *
 *     const election = new LeaderElection({ client, log, namespace, name: 'operator', identity });
 *     await election.acquire(signal);
 *     client.guardWrites((path) => election.assertHeld(path));
 *     void election.hold(signal).catch(() => process.exit(1));
 *     ...
 *     await election.release();
 */
export class LeaderElection {
  readonly #options: Required<LeaderElectionOptions>;
  #held: Lease | undefined;
  /** Monotonic time before which nobody else can have taken over. */
  #safeUntil = 0;
  #seen: { version: string | undefined; at: number } = { version: undefined, at: 0 };

  constructor(options: LeaderElectionOptions) {
    this.#options = { leaseDuration: 15_000, renewDeadline: 10_000, retryPeriod: 2_000, ...options };
  }

  get isHeld(): boolean {
    return this.#held !== undefined && performance.now() < this.#safeUntil;
  }

  /**
   * Throws when the lease may be somebody else's by now, for example because this process was stopped for a while. This,
   * in front of every write but the lease's own, is what keeps two leaders from writing: timers alone fire late in a process that stalled.
   */
  assertHeld(path: string): void {
    if (this.isHeld || path.startsWith(resourcePath(LEASES, this.#options.namespace))) return;
    throw new LeaseLostError(`lease "${this.#options.name}" ran out: this process must not write any more`);
  }

  /** Waits until the lease is ours. */
  async acquire(signal: AbortSignal): Promise<void> {
    const { log, name, identity, retryPeriod } = this.#options;
    let told = false;
    while (!signal.aborted) {
      try {
        if (await this.#tryTake()) {
          log.info({ lease: name, identity }, 'leading');
          return;
        }
        if (!told) log.info({ lease: name, identity }, 'waiting: another process leads');
        told = true;
      } catch (error) {
        log.warn({ err: error, lease: name }, 'cannot take the lease yet; trying again');
      }
      await sleep(retryPeriod * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(() => {});
    }
  }

  /** Renews until the signal aborts. @throws LeaseLostError when it could not for renewDeadline: the process must end. */
  async hold(signal: AbortSignal): Promise<void> {
    const { log, name, retryPeriod } = this.#options;
    while (!signal.aborted) {
      await sleep(retryPeriod, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        if (!(await this.#renew())) throw new LeaseLostError(`lease "${name}" was taken by another process`);
      } catch (error) {
        if (error instanceof LeaseLostError) throw error;
        log.warn({ err: error, lease: name }, 'renewing the lease failed; trying again');
        if (!this.isHeld) throw new LeaseLostError(`lease "${name}" could not be renewed in time`, { cause: error });
      }
    }
  }

  /** Gives the lease up, so that another process need not wait for it to run out. */
  async release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    await this.#options.client
      .update(LEASES, {
        ...held,
        spec: { ...held.spec, holderIdentity: '', leaseDurationSeconds: 1, renewTime: microTime() },
      })
      .catch((error: unknown) => this.#options.log.debug({ err: error }, 'the lease could not be released'));
  }

  async #tryTake(): Promise<boolean> {
    const { client, namespace, name, identity, leaseDuration } = this.#options;
    const found = await client.find(LEASES, { namespace, name });
    const askedAt = performance.now();
    const now = microTime();
    const spec = {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(leaseDuration / 1000),
      acquireTime: now,
      renewTime: now,
      leaseTransitions: (found?.spec?.leaseTransitions ?? -1) + 1,
    };
    if (found && this.#isOthers(found)) return false;
    try {
      this.#held = await (found
        ? client.update(LEASES, { ...found, spec })
        : client.create(LEASES, {
            apiVersion: 'coordination.k8s.io/v1',
            kind: 'Lease',
            metadata: { namespace, name },
            spec,
          }));
    } catch (error) {
      if (isConflict(error) || isAlreadyExists(error)) return false;
      throw error;
    }
    this.#extend(askedAt);
    return true;
  }

  /** Whether somebody holds it who has renewed it within its duration, by our own clock. */
  #isOthers(lease: Lease): boolean {
    const version = lease.metadata.resourceVersion;
    if (version !== this.#seen.version) this.#seen = { version, at: performance.now() };
    if (!lease.spec?.holderIdentity || lease.spec.holderIdentity === this.#options.identity) return false;
    const duration = (lease.spec.leaseDurationSeconds ?? this.#options.leaseDuration / 1000) * 1000;
    return performance.now() - this.#seen.at < duration;
  }

  /** False when another process has it. */
  async #renew(): Promise<boolean> {
    const held = this.#held;
    if (!held) return false;
    const askedAt = performance.now();
    try {
      this.#held = await this.#options.client.update(LEASES, {
        ...held,
        spec: { ...held.spec, renewTime: microTime() },
      });
    } catch (error) {
      if (!isConflict(error)) throw error;
      // Perhaps our own write, whose answer was lost.
      const found = await this.#options.client.find(LEASES, held.metadata);
      if (found?.spec?.holderIdentity !== this.#options.identity) return false;
      this.#held = found;
      return true;
    }
    this.#extend(askedAt);
    return true;
  }

  #extend(from: number): void {
    this.#safeUntil = from + this.#options.renewDeadline;
  }
}

function microTime(): string {
  return new Date().toISOString().replace(/Z$/, '000Z');
}
