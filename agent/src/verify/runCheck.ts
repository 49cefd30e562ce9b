import type { Actor, Check, Step } from '@appfactory/plan/plan';
import type { Page } from 'playwright-core';
import type { Actors, Target } from './actors.ts';
import { StepFailed } from './reading.ts';
import { doStep, PAGE_LIMIT, STEP_LIMIT } from './steps.ts';
import { runValues } from './values.ts';

export interface CheckResult {
  check: string;
  result: 'passed' | 'failed';
  /** What was seen, when it failed. */
  seen?: string;
  /** PNG: what proves it on the production server, or, when it failed, the whole page; left out where the browser gives none. */
  screenshot?: Uint8Array;
}

/**
 * What React says when a script of the page is not there any more. A development server that has just got other files names
 * its scripts anew; a page from before asks for the old ones and stays empty. Whoever sees that loads it again.
 */
const OUTDATED = /^(?:Failed to load chunk|ChunkLoadError|Loading chunk)\b/;
/** Times that a check is begun on a preview whose files have just changed. */
const BEGINNINGS = 3;

/** The page is from before the files changed: no verdict about the app. */
class Outdated extends Error {
  override readonly name = 'Outdated';
}

/** Does a check, and on a preview begins it anew when its page turns out to be from before the files changed. */
export async function runCheck(
  check: Check,
  actors: Pick<Actors, 'open' | 'giveBack'>,
  target: Target,
): Promise<CheckResult> {
  for (let left = target.kind === 'preview' ? BEGINNINGS : 1; ; left--) {
    try {
      return await attempt(check, actors, target, left > 1);
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
    }
  }
}

/**
 * Does the steps of one check as its actor. A step that does not hold, a page that throws and a server that answers with an
 * error fail it; a broken connection to the browser is no verdict and is thrown.
 */
async function attempt(
  check: Check,
  actors: Pick<Actors, 'open' | 'giveBack'>,
  target: Target,
  mayBeOutdated: boolean,
): Promise<CheckResult> {
  const thrown: string[] = [];
  let say: (error: Outdated) => void = () => undefined;
  const outdated = new Promise<never>((_, reject) => {
    say = reject;
  });
  // Only a step that is being done hears of it.
  outdated.catch(() => undefined);
  const opened: { actor: Actor; page: Page }[] = [];
  const become = async (actor: Actor): Promise<Page> => {
    const known = opened.find((one) => one.actor === actor);
    if (known) return known.page;
    const page = await actors.open(actor);
    opened.push({ actor, page });
    page.setDefaultTimeout(STEP_LIMIT);
    page.setDefaultNavigationTimeout(PAGE_LIMIT);
    page.on('pageerror', (error) => {
      thrown.push(error.message.split('\n')[0] ?? error.message);
      if (mayBeOutdated && OUTDATED.test(error.message)) say(new Outdated(error.message));
    });
    return page;
  };
  let page: Page;
  try {
    page = await become(check.as);
  } catch (error) {
    if (error instanceof StepFailed) return { check: check.name, result: 'failed', seen: error.message };
    throw error;
  }
  let passed = false;
  const failed = async (seen: string): Promise<CheckResult> => ({
    check: check.name,
    result: 'failed',
    seen: seen.slice(0, 1000),
    screenshot: await page.screenshot({ fullPage: true, timeout: 20_000 }).catch(() => undefined),
  });
  try {
    const values = runValues();
    let row = '';
    const fill = (text: string) => values(text).replaceAll('{row}', row);
    for (const [index, step] of check.steps.entries()) {
      try {
        if (step.do === 'become') page = await become(step.actor);
        else if (step.do === 'remember') row = new URL(page.url()).pathname;
        // Whoever has just signed in is where they want to be.
        else if (index === 0 && isThere(page, step, target)) continue;
        else await Promise.race([doStep(step, { page, origin: target.origin, fill, limit: STEP_LIMIT }), outdated]);
      } catch (error) {
        if (error instanceof Outdated) throw error;
        if (!page.context().browser()?.isConnected()) throw error;
        return await failed(`Step ${index + 1}, ${describe(step)}: ${messageOf(error)}${whatWasThrown(thrown)}`);
      }
    }
    // A development server reports its own overlay's errors too; what visitors get is the production build.
    if (target.kind === 'production' && thrown.length > 0) return await failed(`The page threw: ${thrown[0]}`);
    // What is on the screen: the whole of a long page would take longer than the check. What passes on the preview is proven
    // again on the production server, and somebody waits for it.
    const screenshot =
      target.kind === 'production' ? await page.screenshot({ timeout: 5_000 }).catch(() => undefined) : undefined;
    passed = true;
    return { check: check.name, result: 'passed', screenshot };
  } finally {
    // After a failure nobody knows what the browser holds.
    for (const { actor, page: one } of opened) {
      const context = one.context();
      const closing = passed ? one.close().then(() => actors.giveBack(actor, context)) : context.close();
      await closing.catch(() => undefined);
    }
  }
}

function isThere(page: Page, step: Step, { origin }: Target): boolean {
  return step.do === 'open' && page.url() === new URL(step.path, origin).href;
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
    case 'upload':
      return `give "${step.label}" the file ${step.file}`;
    case 'download':
      return `download "${step.name}"`;
    case 'check':
      return `switch "${step.label}" ${step.on ? 'on' : 'off'}`;
    case 'see':
    case 'notSee':
      return `${step.do === 'see' ? 'see' : 'do not see'} "${step.text}"`;
    case 'seePicture':
      return `see the picture "${step.name}"`;
    case 'missing':
      return `find no ${step.role} "${step.name}"`;
    case 'remember':
      return 'remember the path';
    case 'become':
      return `become ${step.actor}`;
    case 'seeError':
      return `see "${step.text}" at "${step.label}"`;
  }
}
