import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { axeFindings, LOOKS, openPage, startVisit, type Visit, widerThanScreen } from './visit.ts';

/** What is used and owed, as the owners of an agency meet it. */
let visit: Visit;
const OWNER = { name: 'owner', makesAgencies: true, statesApps: true, ownsTenants: true };

/** Where pictures of the pages go, when somebody wants to look at them. */
const PICTURES = process.env.DASHBOARD_PICTURES;

beforeAll(async () => {
  visit = await startVisit();
});

afterEach(() => {
  Object.assign(visit.site.viewer, OWNER);
});

afterAll(() => visit?.close());

const PAGES = { Usage: '/usage', Invoices: '/usage/invoices' };
const ALL_LOOKS = [...LOOKS, { ...LOOKS[0], colorScheme: 'dark' }, { ...LOOKS[1], colorScheme: 'light' }] as const;

test.each(ALL_LOOKS)('axe finds nothing, and nothing is wider than the screen ($width, $colorScheme)', async (look) => {
  for (const [heading, path] of Object.entries(PAGES)) {
    const { page, wrong, close } = await openPage(visit, path, look);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    const found = { path, axe: await axeFindings(page), wrong, wider: await widerThanScreen(page) };
    expect(found).toEqual({ path, axe: [], wrong: [], wider: 0 });
    if (PICTURES) {
      await mkdir(PICTURES, { recursive: true });
      const name = `${heading.toLowerCase()}-${look.width}-${look.colorScheme}.png`;
      // As high as all of it: what sticks to the bottom of the screen is then below the page.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: look.width, height });
      await page.screenshot({ path: join(PICTURES, name) });
    }
    await close();
  }
});

test('by keyboard: to the usage, what a client uses, its features, and the days as a table', async () => {
  const { page, wrong, close } = await openPage(visit, '/account');
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await page.keyboard.type('gu');
  const clients = page.getByRole('list', { name: 'Clients by cost' });
  await clients.getByRole('button', { name: 'Bakery Sunrise' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'order-book' }).waitFor();
  expect(await page.getByLabel('Whose').inputValue()).toBe('bakery');
  await page.getByRole('button', { name: 'Features of order-book' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Features of order-book' }).getByText('entity-clients').waitFor();
  // Of a month that is over: the days of this one are more at midnight.
  const month = page.getByLabel('Month', { exact: true });
  await month.selectOption({ index: 1 });
  await page.getByRole('heading', { name: 'Its invoice' }).waitFor();
  await page.getByText('As a table').focus();
  await page.keyboard.press('Enter');
  const table = page.getByRole('region', { name: 'Day by day, as a table' }).getByRole('table');
  const [year = 0, number = 0] = (await month.inputValue()).split('-').map(Number);
  expect(await table.getByRole('row').count()).toBe(new Date(Date.UTC(year, number, 0)).getUTCDate() + 1);
  expect(await axeFindings(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await close();
});

test('the parts add up: the apps to what is charged, the days to what is beyond the subscription', async () => {
  const { page, close } = await openPage(visit, '/usage');
  await page.getByLabel('Month', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('heading', { name: 'Its invoice' }).waitFor();
  /** The last amount of each. */
  const numbers = async (texts: Promise<string[]>) =>
    (await texts).map((text) => Number([...text.matchAll(/\$([\d,]+\.\d\d)/g)].at(-1)?.[1]?.replace(',', '') ?? 0));
  const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);
  const lines = page.getByRole('region', { name: 'What Acme Web is charged for' }).getByRole('row');
  const charged = await numbers(lines.allTextContents());
  const [subscription = 0, total = 0] = [charged[1], charged.at(-1)];
  expect(sum(charged.slice(1, -1))).toBeCloseTo(total, 2);
  const apps = page.getByRole('list', { name: 'Apps by cost' }).getByRole('listitem');
  // Each is rounded for itself.
  expect(Math.abs(sum(await numbers(apps.allTextContents())) - (total - subscription))).toBeLessThanOrEqual(0.02);
  await page.getByText('As a table').click();
  const days = page.getByRole('region', { name: 'Day by day, as a table' }).getByRole('row');
  expect(sum(await numbers(days.allTextContents()))).toBeCloseTo(total - subscription, 2);
  await close();
});

test('the spending limit: how much is left, a mistake at its field, reached, and none', async () => {
  const { page, wrong, close } = await openPage(visit, '/usage', LOOKS[1]);
  await page.getByText('It is set by whoever runs this platform.').waitFor();
  await page.getByText('for Acme Web and its clients together').waitFor();
  await page.getByLabel('Whose').selectOption('bakery');
  const field = page.getByLabel('Most that a month may cost, in USD');
  expect(await field.inputValue()).toBe('60');
  await field.fill('a lot');
  await page.keyboard.press('Enter');
  await page.getByText('an amount of money is a decimal number').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await axeFindings(page)).toEqual([]);
  await field.fill('49');
  await page.getByRole('button', { name: 'Save the spending limit' }).click();
  await page.getByText('It is reached: builds wait').waitFor();
  await page.getByText('Builds are paused', { exact: true }).waitFor();
  await field.fill('');
  await page.getByRole('button', { name: 'Save the spending limit' }).click();
  await page.getByText('There is none: builds go on').waitFor();
  await field.fill('60');
  await page.getByRole('button', { name: 'Save the spending limit' }).click();
  await page.getByText('left of $60.00 a month').waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('invoices: their states, files, where they are paid, and marked as paid by whom they are owed to', async () => {
  const { page, wrong, close } = await openPage(visit, '/usage');
  await page.getByRole('navigation', { name: 'Usage and invoices' }).getByRole('link', { name: 'Invoices' }).click();
  const rows = page.getByRole('list', { name: 'Invoices, the last first' }).getByRole('listitem');
  await rows.first().waitFor();
  const row = (number: string) => rows.filter({ hasText: number });
  expect(await row('AF-000006').getByRole('link', { name: 'Pay' }).getAttribute('href')).toContain(
    'invoice.stripe.com',
  );
  expect(await row('AF-000006').getByRole('button').count()).toBe(0);
  expect(await row('AF-000001').getByText('paid 9 Oct 2026 online').count()).toBe(1);
  const download = page.waitForEvent('download');
  await row('AF-000005').getByRole('link', { name: 'PDF' }).click();
  expect((await download).url()).toMatch(/\/files\/invoices\/AF-000005\.pdf$/);

  const dialog = page.getByRole('dialog');
  await row('AF-000004').getByRole('button', { name: 'Mark as paid: AF-000004' }).click();
  await dialog.getByText('Florist at the Bridge has paid $49.00 for October 2026').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'It is paid' }).click();
  await dialog.getByRole('alert').getByText('Stripe does not do this now').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await row('AF-000005').getByRole('button', { name: 'Mark as paid: AF-000005' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'It is paid' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('AF-000005 is paid.').waitFor();
  expect(await row('AF-000005').getByRole('button').count()).toBe(0);
  expect(wrong).toEqual([]);
  await close();
});

test('a build that a limit holds up says so, and leads its owner to the limit', async () => {
  const build = visit.site.builds.find(({ name }) => name === 'field-notes');
  if (!build) throw new Error('there is no build field-notes');
  const { spec, status } = structuredClone({ spec: build.spec, status: build.status });
  const message = '60.10 of 60 USD of 2026-11 are spent, and what runs would soon go beyond that.';
  const ready = {
    type: 'Ready',
    status: 'False',
    reason: 'SpendingLimitReached',
    message,
    lastTransitionTime: '2026-11-30T09:00:00Z',
  };
  Object.assign(build, {
    spec: { ...spec, paused: false },
    status: { ...status, phase: 'Paused', conditions: [ready] },
  });
  const { page, wrong, close } = await openPage(visit, '/builds/default/field-notes', LOOKS[1]);
  await page.getByText('The month has come to its spending limit').waitFor();
  await page.getByText(message).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Usage and limits' }).click();
  await page.waitForURL((url) => url.pathname === '/usage');
  Object.assign(build, { spec, status });
  expect(wrong).toEqual([]);
  await close();
});

test('who owns nothing is not led there', async () => {
  Object.assign(visit.site.viewer, { name: 'ben@bakery', ownsTenants: false });
  const { page, close } = await openPage(visit, '/');
  await page.getByRole('heading', { level: 1, name: 'Builds' }).waitFor();
  expect(await page.getByRole('link', { name: 'Usage' }).count()).toBe(0);
  await page.goto(`${visit.site.address}/builds/default/northwind-crm`);
  await page.getByText('Used so far: Sandbox 7 min').waitFor();
  await close();
});
