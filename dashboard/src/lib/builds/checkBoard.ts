import type { BuildEvent } from '#lib/api/queries/builds.ts';

export interface SeenCheck {
  name: string;
  result: 'passed' | 'failed' | 'skipped';
  /** Where it ran last: while it is built, or on the production server at the end. */
  against: string;
  seen: string | undefined;
  /** Path of the picture of it. */
  screenshot?: string;
}

export interface ProofStep {
  step: string;
  state: string;
  seconds: number | undefined;
  detail: string | undefined;
}

/** What the events of a build add up to: the last result of each check of each feature, and the steps of the proof. */
export class CheckBoard {
  readonly #checks = new Map<string, Map<string, SeenCheck>>();
  #proof = new Map<string, ProofStep>();
  #generation = 0;

  add(event: BuildEvent): void {
    if (event.generation > this.#generation) {
      // A new generation proves itself anew; what it keeps of the app keeps its checks.
      this.#generation = event.generation;
      this.#proof = new Map();
    }
    if (event.type === 'check') this.#addCheck(event);
    if (event.type === 'verification' && event.step) {
      const { step, state, seconds, message } = event;
      this.#proof.set(step, { step, state: state ?? '', seconds: seconds ?? undefined, detail: message ?? undefined });
    }
  }

  checksOf(feature: string): SeenCheck[] {
    return [...(this.#checks.get(feature)?.values() ?? [])];
  }

  get proof(): ProofStep[] {
    return [...this.#proof.values()];
  }

  #addCheck({ feature, check: name, result, against, message, screenshotLink }: BuildEvent): void {
    if (!feature || !name) return;
    const known = this.#checks.get(feature) ?? new Map<string, SeenCheck>();
    known.set(name, {
      name,
      result: result === 'passed' || result === 'failed' ? result : 'skipped',
      against: against ?? 'preview',
      seen: message ?? undefined,
      screenshot: screenshotLink ?? undefined,
    });
    this.#checks.set(feature, known);
  }
}
