import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { prepareDashboard } from '@appfactory/launcher/dashboard';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { MockGateway } from '../mock/gateway.ts';
import { startSite } from './site.ts';

/** Pages as people meet them: on a desk and on a phone, light and dark. */
export const LOOKS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const satisfies readonly Look[];
export interface Look {
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
}

/** The built dashboard in front of the stand-in gateway, and a real browser. */
export interface Visit {
  site: MockGateway;
  browser: Browser;
  close(): Promise<void>;
}

export async function startVisit(): Promise<Visit> {
  const [dir, executablePath] = await Promise.all([prepareDashboard(), findBrowser()]);
  const [site, browser] = await Promise.all([startSite(dir), chromium.launch({ executablePath, args: BROWSER_ARGS })]);
  return {
    site,
    browser,
    async close() {
      await browser.close();
      await site.stop();
    },
  };
}

/** Milliseconds that nothing takes on any machine: Playwright's own half a minute is too little for one that is busy. */
const PATIENCE = 300_000;

/** A page, and what is wrong with it: errors, what its policy refuses. */
export async function openPage({ site, browser }: Visit, path: string, look: Look = LOOKS[0]) {
  const { colorScheme, ...viewport } = look;
  // Without motion: what fades is not measured halfway.
  const motion = { reducedMotion: 'reduce' } as const;
  const context = await browser.newContext({ viewport, colorScheme, ...motion, locale: 'en-US', timezoneId: 'UTC' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.includes('.localhost')) wrong.push(message.text());
  });
  // The apps in frames are not there: they are not what is looked at.
  await page.route(/\.localhost:/, (route) => route.fulfill({ contentType: 'text/html', body: '<p>The app</p>' }));
  await page.goto(site.address + path);
  return { page, wrong, close: () => context.close() };
}

let axe: Promise<string> | undefined;

export async function axeFindings(page: Page): Promise<string[]> {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await axe);
  await settled(page);
  return page.evaluate(async () => {
    const run = (
      window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const { violations } = await run.run({ exclude: [['iframe']] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Waits until nothing fades or moves any more: colours are measured where they rest. What never ends (a spinner) is not waited for. */
function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Opens the palette, and types: it has the keyboard a moment after it is there. */
export async function findInPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await typeInPalette(page, words);
}

export async function typeInPalette(page: Page, words: string): Promise<void> {
  const field = page.getByPlaceholder('Find a page, a build, something to do');
  await field.waitFor();
  await page.waitForFunction((input) => input === document.activeElement, await field.elementHandle());
  await page.keyboard.type(words);
}

/** Presses Enter on what was found, once that is what Enter would choose. */
export async function chooseInPalette(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name, exact: true, selected: true }).waitFor();
  await page.keyboard.press('Enter');
}

/** Pixels by which the page is wider than the screen. */
export function widerThanScreen(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
