import { createHash } from 'node:crypto';
import type { Bucket } from '@appfactory/events/bucket';
import type { Reporter } from '@appfactory/events/stream';
import type { Check, Plan, PlannedFeature } from '@appfactory/plan/plan';
import type { CheckCounts } from '@appfactory/resources/appBuild';
import type { Browser } from 'playwright-core';
import type { Toolchain } from '../workspace/toolchain.ts';
import { type Account, Actors, type Target } from './actors.ts';
import { rolesIn } from './rolesIn.ts';
import { runCheck } from './runCheck.ts';

export interface VerifierOptions {
  plan: Plan;
  owner: Account;
  toolchain: Toolchain;
  reporter: Reporter;
  bucket: Bucket;
  /** A browser, or the reason why there is none: then every check is skipped. */
  browser: Promise<Browser | string>;
}

/** As many visitors as a small machine has processors for. */
const AT_ONCE = 2;

/** Runs acceptance checks against an app and reports each verdict. A check that could not run is skipped, never passed. */
export class Verifier {
  readonly #options: VerifierOptions;
  readonly #actors = new Map<string, Actors>();
  /** Names of the checks that were skipped against the production build. */
  readonly skipped: string[] = [];

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /** Makes the accounts of everybody whom the checks act as, which takes as long as a page. */
  makeAccounts(target: Target): Promise<void> {
    return this.#actorsOf(target).makeAccounts();
  }

  /** All checks of a feature, a few at a time. */
  async verify(feature: PlannedFeature, target: Target): Promise<CheckCounts> {
    const counts: CheckCounts = { passed: 0, failed: 0, skipped: 0 };
    const waiting = [...feature.checks];
    const work = async () => {
      for (let check = waiting.shift(); check; check = waiting.shift()) {
        counts[await this.#verdict(check, feature, target)] += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return counts;
  }

  async #verdict(check: Check, feature: PlannedFeature, target: Target): Promise<keyof CheckCounts> {
    const { reporter } = this.#options;
    const browser = await this.#options.browser;
    const about = { type: 'check', feature: feature.id, name: check.name, against: target.kind } as const;
    if (typeof browser === 'string') {
      if (target.kind === 'production') this.skipped.push(check.name);
      await reporter.report({ ...about, result: 'skipped', seen: browser });
      return 'skipped';
    }
    const verdict = await runCheck(check, this.#actorsOf(target), target);
    const kept = verdict.screenshot && (await this.#keep(check.name, target, verdict.screenshot));
    await reporter.report({ ...about, result: verdict.result, seen: verdict.seen, ...kept });
    return verdict.result;
  }

  #actorsOf(target: Target): Actors {
    const known = this.#actors.get(target.origin);
    if (known) return known;
    const { owner, toolchain, plan } = this.#options;
    const actors = new Actors(() => this.#browser(), target, {
      owner,
      toolchain,
      signUp: plan.app.signUp,
      roles: rolesIn(plan),
    });
    this.#actors.set(target.origin, actors);
    return actors;
  }

  async #browser(): Promise<Browser> {
    const browser = await this.#options.browser;
    if (typeof browser === 'string') throw new Error(browser);
    return browser;
  }

  async #keep(
    check: string,
    target: Target,
    png: Uint8Array,
  ): Promise<{ screenshot: string; screenshotDigest: string }> {
    const screenshot = `screenshot/${target.kind}/${check.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 120)}.png`;
    await this.#options.bucket.put(screenshot, png);
    return { screenshot, screenshotDigest: createHash('sha256').update(png).digest('hex') };
  }
}

export function addCounts(a: CheckCounts, b: CheckCounts): CheckCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
