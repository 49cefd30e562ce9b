import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { type SignedInPlatform, startSignedIn } from '@appfactory/gateway/testing/signedIn';
import { prepareDashboard } from '@appfactory/launcher/dashboard';
import { freePort } from '@appfactory/launcher/plane/ports';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

/* The dashboard with a real gateway, which goes away and is another one when it is back. */

let world: SignedInPlatform;
let browser: Browser;
let dashboardDir: string;

beforeAll(async () => {
  const executablePath = await findBrowser();
  [world, dashboardDir, browser] = await Promise.all([
    startSignedIn(),
    prepareDashboard(),
    chromium.launch({ executablePath, args: BROWSER_ARGS }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test('a page goes on where it was when the gateway is back: nothing is missing, nothing comes twice', async () => {
  const { platform, owner } = world;
  const { createBuild } = await owner.data<{ createBuild: { id: string } }>(
    'mutation { createBuild(input: { name: "told", prompt: "A todo list." }) { ... on Build { id } } }',
  );
  const reporter = platform.reporter({ namespace: 'default', name: 'told', uid: createBuild.id });
  const said: string[] = [];
  const say = async (when: string) => {
    for (const number of [1, 2, 3]) {
      const message = `${when} ${number}`;
      said.push(message);
      await reporter.report({ type: 'progress', message });
    }
  };

  const served = { port: await freePort(), dashboardDir };
  const first = await platform.gateway(served);
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
  const [name = '', value = ''] = (owner.headers.cookie ?? '').split(/=(.*)/s);
  await context.addCookies([{ name, value, url: first.address }]);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await page.goto(`${first.address}/builds/default/told`);
  await page.getByRole('tab', { name: 'Log' }).click();
  const log = page.getByRole('log');
  await say('before');
  await log.getByText('before 3', { exact: true }).waitFor();

  await first.stop();
  await page.getByText('Connecting again', { exact: true }).waitFor();
  await say('meanwhile');
  const second = await platform.gateway(served);
  expect(second.address).toBe(first.address);
  await log.getByText('meanwhile 3', { exact: true }).waitFor();
  await page.getByText('Connecting again', { exact: true }).waitFor({ state: 'detached' });
  await say('after');
  await log.getByText('after 3', { exact: true }).waitFor();
  const rows = (await log.getByRole('paragraph').allTextContents()).map((text) => text.trim());
  expect(rows.filter((text) => /^(before|meanwhile|after) \d$/.test(text))).toEqual(said);

  // The state of the build is followed again, too.
  await owner.at(second.address).data('mutation { pauseBuild(build: { name: "told" }) { ... on Build { id } } }');
  await page.getByRole('button', { name: 'Resume', exact: true }).first().waitFor();
  expect(thrown).toEqual([]);
  await context.close();
});
