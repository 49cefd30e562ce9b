import type { Locator, Page } from 'playwright-core';

const POLL = 50;

/** What a person would say: what was wanted, and what was seen instead. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** The control of a label that can be seen. */
export function labelled(scope: Page | Locator, label: string): Locator {
  return scope.getByLabel(label, { exact: true }).locator('visible=true').first();
}

export async function found(locator: Locator, what: string, page: Page): Promise<void> {
  try {
    await locator.waitFor({ state: 'visible' });
  } catch {
    const seen = await readable(page, 'page');
    throw new StepFailed(
      `There is no ${what.replace(/^an? /, '')} on ${new URL(page.url()).pathname}. There was: ${seen.slice(0, 600)}`,
    );
  }
}

/**
 * A page of React that came from the server shows its controls before they work. A person is slower than that; a check
 * waits until React has taken the element over.
 */
export async function hydrated(locator: Locator, limit: number): Promise<void> {
  await until(limit, () =>
    locator
      .evaluate((element) => {
        const next = '__next_f' in globalThis;
        return !next || Object.keys(element).some((key) => key.startsWith('__reactProps'));
      })
      .catch(() => false),
  );
}

const PLACES = {
  table: 'table',
  main: 'main',
  heading: 'main h1',
  dialog: '[role=dialog], [role=alertdialog]',
  page: 'body',
} as const;

/** The text of a part of the page as a person reads it; empty when the part is not there. */
export async function readable(page: Page, place: keyof typeof PLACES): Promise<string> {
  try {
    const texts = await page
      .locator(PLACES[place])
      .locator('visible=true')
      .evaluateAll((elements) => elements.map((element) => (element as { innerText?: string }).innerText ?? ''));
    return folded(texts.join(' '));
  } catch {
    return ''; // The page is just being replaced by the next.
  }
}

export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Asks again until it is true; false after `limit` milliseconds. */
export async function until(limit: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + limit;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
