import { applyBuild, type Ref, untilReady } from '@appfactory/e2e/testing/builds';
import { ownerOf } from '@appfactory/e2e/testing/person';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { NAMESPACES } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { Browser } from 'playwright-core';
import { removeBuild } from '../todoBuild.ts';
import type { Exam } from './exam.ts';
import { type CheckResult, runExam } from './runExam.ts';

/** What one prompt came to. */
export interface PromptScore {
  id: string;
  kinds: Exam['kinds'];
  ready: boolean;
  /** Why it is not Ready. */
  reason?: string;
  /** Seconds from apply to Ready. */
  seconds?: number;
  /** What the platform says that it did not build, and what it took of people. */
  notBuilt: string[];
  interventions?: NonNullable<AppBuild['status']>['interventions'];
  checks: CheckResult[];
}

/** Builds a prompt to Ready, runs its checks in the browser against the released app, and removes the app. */
export async function scorePrompt(
  platform: Platform,
  browser: Browser,
  exam: Exam,
  say: (text: string) => void,
): Promise<PromptScore> {
  const { id, kinds, prompt } = exam;
  const ref: Ref = { namespace: await platform.namespace('score'), name: id };
  const base = { id, kinds };
  try {
    const started = performance.now();
    // Nothing is decided for it: the questions keep their defaults, as for whoever walks away.
    await applyBuild(platform.client, ref, { prompt, sandbox: { keepMinutes: 0 }, release: { dataPolicy: 'Delete' } });
    let build: AppBuild;
    try {
      build = await untilReady(platform.client, ref);
    } catch (error) {
      const reason = String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
      say(`${id}: not Ready: ${reason}`);
      const checks = exam.checks.map(({ name, class: kind }) => ({
        name,
        class: kind,
        passed: false,
        reason: 'the app is not Ready',
      }));
      return { ...base, ready: false, reason, notBuilt: [], checks };
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    say(`${id}: Ready after ${seconds} s`);
    const app = { origin: platform.addressOf(ref), owner: await ownerOf(platform.client, ref) };
    const checks = await runExam(browser, exam, app, ({ name, passed, reason }) =>
      say(`${id}: ${passed ? 'passed' : 'FAILED'}: ${name}${reason ? `: ${reason.slice(0, 300)}` : ''}`),
    );
    const { plan, interventions } = build.status ?? {};
    return { ...base, ready: true, seconds, notBuilt: plan?.notBuilt ?? [], interventions, checks };
  } finally {
    await removeBuild(platform, ref);
    await platform.client.delete(NAMESPACES, { name: ref.namespace });
  }
}
