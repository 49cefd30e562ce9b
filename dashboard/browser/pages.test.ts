import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { prepareDashboard } from '@appfactory/launcher/dashboard';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { MockGateway } from '../mock/gateway.ts';
import { startSite } from './site.ts';

/** Every page as people meet it: on a phone and on a desk, light and dark. */
const PAGES = {
  Builds: '/',
  'Northwind CRM': '/builds/default/northwind-crm',
  'Pottery shop': '/builds/default/pottery-shop',
  'Club events': '/builds/default/club-events',
  'field-notes': '/builds/default/field-notes',
  'What should the app do?': '/new',
  Releases: '/releases',
  Account: '/account',
  'Sign in to App Factory': '/sign-in',
};
const LOOKS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** Bytes, compressed, that the page takes before anything is asked for. */
const MOST_BYTES = 200_000;

let site: MockGateway;
let browser: Browser;
let axe: string;

beforeAll(async () => {
  const [dir, executablePath] = await Promise.all([prepareDashboard(), findBrowser()]);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  [site, browser] = await Promise.all([startSite(dir), chromium.launch({ executablePath, args: BROWSER_ARGS })]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** A page, and what is wrong with it: errors, what its policy refuses. */
async function open(path: string, look: (typeof LOOKS)[number] = LOOKS[0]) {
  const { colorScheme, ...viewport } = look;
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-US', timezoneId: 'UTC' });
  const page = await context.newPage();
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

async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
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

test.each(LOOKS)(
  'axe finds nothing on any page, and nothing is wider than the screen ($width, $colorScheme)',
  async (look) => {
    for (const [heading, path] of Object.entries(PAGES)) {
      const { page, wrong, close } = await open(path, look);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect({ path, axe: await axeFindings(page), wrong, wider }).toEqual({ path, axe: [], wrong: [], wider: 0 });
      await close();
    }
  },
);

test('the first load of the shell is small', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(site.address, { waitUntil: 'load' });
  await page.getByRole('heading', { level: 1, name: 'Builds' }).waitFor();
  process.stdout.write(`dashboard: first load ${(bytes / 1000).toFixed(1)} kB compressed\n`);
  expect(bytes).toBeLessThan(MOST_BYTES);
  await context.close();
});

test('a log of 10,000 events draws few rows, and none is missing or doubled when the connection is lost', async () => {
  site.longLog.set('northwind-crm', 10_000);
  const { page, wrong, close } = await open('/builds/default/northwind-crm');
  await page.getByRole('tab', { name: 'Log' }).click();
  const total = page.getByText(/^[\d,]+ events$/);
  await expectText(total, '10,0');
  const before = await total.textContent();
  expect(await page.getByRole('log').locator('time').count()).toBeLessThan(150);
  await page.getByRole('log').getByText('line 10000 of a long log').waitFor();
  site.drop();
  await page.getByText('Connecting again').waitFor();
  await page.getByText('Connecting again').waitFor({ state: 'detached' });
  expect(await total.textContent()).toBe(before);
  expect(wrong.filter((text) => !/Failed to load|ERR_/.test(text))).toEqual([]);
  site.longLog.delete('northwind-crm');
  await close();
});

async function expectText(locator: ReturnType<Page['getByText']>, text: string): Promise<void> {
  await locator.filter({ hasText: text }).waitFor();
}

test('pause and resume, and a name that must be typed to delete', async () => {
  const { page, close } = await open('/builds/default/northwind-crm');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Nobody works on this app now.').waitFor();
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type northwind-crm to delete it').fill('northwind');
  expect(await dialog.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await close();
});

test('the wizard: words, plan, a mistake at its field, a reload, and the build', async () => {
  const { page, wrong, close } = await open('/new');
  await page.getByLabel('The app in your own words').fill('A CRM for a small agency, and remind a week before.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
  await page.getByText('sending mail at a time is not part').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Edit Client' }).click();
  await page.getByLabel('Name of field 1').fill('wrong');
  await page.getByLabel('Name of field 1').press('Tab');
  await page.getByText('A field’s name begins with a small letter').waitFor();
  expect(await page.getByRole('button', { name: 'Build' }).isDisabled()).toBe(true);
  await page.getByLabel('Name of field 1').fill('Full name');
  await page.getByLabel('Name of field 1').press('Tab');
  await page.getByRole('button', { name: 'Leave out Client' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.reload();
  await page.getByText('Full name').first().waitFor();
  await page.getByLabel('Name', { exact: true }).fill('taken');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.getByText('There is a build "taken" already').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('agency');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.getByRole('heading', { level: 1, name: 'agency' }).waitFor();
  expect(wrong).toEqual([]);

  await page.goto(`${site.address}/new`);
  await page.getByRole('heading', { name: 'What should the app do?' }).waitFor();
  await close();
});

test('the palette finds builds and pages by keyboard alone', async () => {
  const { page, close } = await open('/account');
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Pottery shop' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type('pottery');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Pottery shop' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { level: 1, name: 'Releases' }).waitFor();
  await close();
});

test('a password that is wrong is said at its field', async () => {
  const { page, close } = await open('/sign-in?to=/account');
  await page.getByLabel('Password').fill('wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('do not belong together').waitFor();
  expect(await page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Password').fill('the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await close();
});
