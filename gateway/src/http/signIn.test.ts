import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { startTestPlatform, type TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-gateway-'));
  [platform, browser] = await Promise.all([
    startTestPlatform(),
    findBrowser().then((executablePath) => chromium.launch({ executablePath, args: BROWSER_ARGS })),
  ]);
});

afterAll(async () => {
  await browser.close();
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a browser signs in by the link, and its pages may then ask; what is on another site may not', async () => {
  const signInLinkFile = join(folder, 'link');
  const { address } = await platform.gateway({ signInLinkFile });
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto((await readFile(signInLinkFile, 'utf8')).trim());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'App Factory', exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');

  // The policy of our pages has no scripts yet; a page with one is played by the same origin's answers.
  const ask = `fetch('${address}/graphql', { method: 'POST', credentials: 'include',
    headers: { 'content-type': 'application/json' }, body: '{"query":"{ viewer { name } }"}' })
    .then((answer) => answer.text(), String)`;
  await page.route(`${address}/dashboard`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Ours</h1>' }),
  );
  await page.goto(`${address}/dashboard`);
  expect(await page.evaluate(ask)).toBe('{"data":{"viewer":{"name":"owner"}}}');

  const elsewhere = 'http://crm.default.localhost:1/';
  await page.route(elsewhere, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Not ours</h1>' }));
  await page.goto(elsewhere);
  expect(await page.evaluate(ask)).toContain('Failed to fetch');
});
