import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { startTestPlatform, type TestPlatform } from '@appfactory/gateway/testing/platform';
import { smallBuild } from '@appfactory/gateway/testing/smallBuild';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { prepareDashboard } from '@appfactory/launcher/dashboard';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

/** The real gateway, Kubernetes, NATS and PostgreSQL; what an agent would report is reported by the test. */
let platform: TestPlatform;
let browser: Browser;
let folder: string;
let dashboardDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-dashboard-'));
  dashboardDir = await prepareDashboard();
  platform = await startTestPlatform();
  browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a newcomer signs in by the link, states an app, follows it live, and deletes it', async () => {
  const signInLinkFile = join(folder, 'link');
  const { address } = await platform.gateway({ signInLinkFile, dashboardDir });
  const link = (await readFile(signInLinkFile, 'utf8')).trim();
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) wrong.push(message.text());
  });

  await page.goto(address);
  await page.getByText('First time here?').waitFor();
  await page.goto(link);
  await page.getByText('You are about to sign in').waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'State your first app' }).waitFor();
  await page.getByRole('link', { name: /Agency CRM/ }).click();
  await page.getByRole('button', { name: 'See the plan' }).click();
  await page.getByRole('heading', { name: 'Invoices' }).waitFor();

  // What is left out of the plan stays out, though the words still have it.
  await page.getByRole('button', { name: 'Edit Project' }).click();
  await page.getByRole('button', { name: 'Leave out Project' }).click();
  await page.getByRole('heading', { name: 'Projects' }).waitFor({ state: 'detached' });
  await page.getByLabel('Name', { exact: true }).fill('agency');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.waitForURL((url) => url.pathname === '/builds/default/agency');
  await page.getByRole('heading', { level: 1, name: 'agency' }).waitFor();

  const ref = { namespace: 'default', name: 'agency' };
  const { metadata, spec } = await platform.cluster.plane.client.get(APP_BUILDS, ref);
  expect(spec.entities?.map(({ name }) => name)).toEqual(['Client', 'Invoice']);

  await page.getByRole('tab', { name: 'Log' }).click();
  const reporter = platform.reporter({ ...ref, uid: metadata.uid ?? '' });
  const events = smallBuild(3);
  for (const event of events) await reporter.report(event);
  await page.getByRole('log').getByText('Finished: everything is proven').waitFor();
  await page.getByText(`${events.length} events`).waitFor();

  await page.getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByLabel('Type agency to delete it').fill('agency');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('heading', { name: 'State your first app' }).waitFor();

  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This link no longer works').waitFor();
  expect(wrong).toEqual([]);
});
