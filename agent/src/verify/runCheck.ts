import type { Check, Step } from '@appfactory/plan/plan';
import type { Actors, Target } from './actors.ts';
import { StepFailed } from './reading.ts';
import { doStep, PAGE_LIMIT, STEP_LIMIT } from './steps.ts';
import { runValues } from './values.ts';

export interface CheckResult {
  check: string;
  result: 'passed' | 'failed';
  /** What was seen, when it failed. */
  seen?: string;
  /** PNG, when it failed. */
  screenshot?: Uint8Array;
}

/**
 * Does the steps of one check as its actor. A step that does not hold, a page that throws and a server that answers with an
 * error fail it; a broken connection to the browser is no verdict and is thrown.
 */
export async function runCheck(check: Check, actors: Actors, target: Target): Promise<CheckResult> {
  let context: Awaited<ReturnType<Actors['open']>>;
  try {
    context = await actors.open(check.as);
  } catch (error) {
    if (error instanceof StepFailed) return { check: check.name, result: 'failed', seen: error.message };
    throw error;
  }
  const page = await context.newPage();
  let passed = false;
  page.setDefaultTimeout(STEP_LIMIT);
  page.setDefaultNavigationTimeout(PAGE_LIMIT);
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message.split('\n')[0] ?? error.message));
  const failed = async (seen: string): Promise<CheckResult> => ({
    check: check.name,
    result: 'failed',
    seen: seen.slice(0, 1000),
    screenshot: await page.screenshot({ fullPage: true, timeout: 20_000 }).catch(() => undefined),
  });
  try {
    const stepContext = { page, origin: target.origin, fill: runValues(), limit: STEP_LIMIT };
    for (const [index, step] of check.steps.entries()) {
      try {
        await doStep(step, stepContext);
      } catch (error) {
        if (!page.context().browser()?.isConnected()) throw error;
        return await failed(`Step ${index + 1}, ${describe(step)}: ${messageOf(error)}${whatWasThrown(thrown)}`);
      }
    }
    // A development server reports its own overlay's errors too; what visitors get is the production build.
    if (target.kind === 'production' && thrown.length > 0) return await failed(`The page threw: ${thrown[0]}`);
    passed = true;
    return { check: check.name, result: 'passed' };
  } finally {
    // After a failure nobody knows what the browser holds.
    const closing = passed ? page.close().then(() => actors.giveBack(check.as, context)) : context.close();
    await closing.catch(() => undefined);
  }
}

function whatWasThrown(thrown: string[]): string {
  return thrown.length > 0 ? ` (the page threw: ${thrown[0]})` : '';
}

function messageOf(error: unknown): string {
  if (error instanceof StepFailed) return error.message;
  return error instanceof Error ? error.message.split('\n').slice(0, 4).join(' ') : String(error);
}

function describe(step: Step): string {
  switch (step.do) {
    case 'open':
    case 'at':
      return `${step.do} ${step.path}`;
    case 'reload':
      return 'reload';
    case 'click':
      return `click ${step.role} "${step.name}"`;
    case 'fill':
    case 'seeValue':
      return `${step.do} "${step.label}"`;
    case 'choose':
      return `choose "${step.option}" in "${step.label}"`;
    case 'check':
      return `switch "${step.label}" ${step.on ? 'on' : 'off'}`;
    case 'see':
    case 'notSee':
      return `${step.do === 'see' ? 'see' : 'do not see'} "${step.text}"`;
    case 'seeError':
      return `see "${step.text}" at "${step.label}"`;
  }
}
