import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventsOf } from '../mock/fixtures.ts';
import type { MockGateway } from '../mock/gateway.ts';
import {
  axeFindings,
  chooseInPalette,
  LOOKS,
  openPage,
  startVisit,
  typeInPalette,
  type Visit,
  widerThanScreen,
} from './visit.ts';

/** Every page as people meet it: on a phone and on a desk, light and dark. */
const PAGES = {
  Builds: '/',
  'Northwind CRM': '/builds/default/northwind-crm',
  'Pottery shop': '/builds/default/pottery-shop',
  'Club events': '/builds/default/club-events',
  'field-notes': '/builds/default/field-notes',
  'What should the app do?': '/new',
  Releases: '/releases',
  'Deployment of Pottery shop': '/releases/default/pottery-shop',
  Account: '/account',
  'Sign in to App Factory': '/sign-in',
};

/** Bytes, compressed, that the page takes before anything is asked for. */
const MOST_BYTES = 200_000;

let visit: Visit;
let site: MockGateway;
let browser: Browser;

beforeAll(async () => {
  visit = await startVisit();
  ({ site, browser } = visit);
});

afterAll(() => visit?.close());

const open = (path: string, look: (typeof LOOKS)[number] = LOOKS[0]) => openPage(visit, path, look);

test.each(LOOKS)(
  'axe finds nothing on any page, and nothing is wider than the screen ($width, $colorScheme)',
  async (look) => {
    for (const [heading, path] of Object.entries(PAGES)) {
      const { page, wrong, close } = await open(path, look);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect({ path, axe: await axeFindings(page), wrong, wider: await widerThanScreen(page) }).toEqual({
        path,
        axe: [],
        wrong: [],
        wider: 0,
      });
      await close();
    }
  },
);

test('the first load of the shell is small', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
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
  const build = site.builds.find(({ name }) => name === 'northwind-crm');
  const all = build ? eventsOf(build, 10_000).length : 0;
  // They come many at a time: the last of them, too.
  const total = page.getByText(`${all.toLocaleString('en-US')} events`, { exact: true });
  await total.waitFor();
  expect(await page.getByRole('log').locator('time').count()).toBeLessThan(150);
  await page.getByRole('log').getByText('line 10000 of a long log').waitFor();
  site.drop();
  await page.getByText('Connecting again').waitFor();
  site.back();
  await page.getByText('Connecting again').waitFor({ state: 'detached' });
  expect(await total.count()).toBe(1);
  expect(wrong.filter((text) => !/Failed to load|ERR_/.test(text))).toEqual([]);
  site.longLog.delete('northwind-crm');
  await close();
});

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

test.each(LOOKS)('what was built is seen and taken along, by keyboard, too ($width, $colorScheme)', async (look) => {
  const { page, wrong, close } = await open('/builds/default/pottery-shop', look);
  const looksRight = async () => {
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ axe: await axeFindings(page), wider }).toEqual({ axe: [], wider: 0 });
  };
  await page.locator('summary').filter({ hasText: 'Clients' }).click();
  await page.getByRole('button', { name: 'What was seen: the list shows what was created' }).click();
  const picture = page.getByRole('dialog');
  await picture.getByRole('heading', { name: 'the list shows what was created' }).waitFor();
  await picture.getByRole('img').waitFor();
  await looksRight();
  await page.keyboard.press('ArrowRight');
  await picture.getByRole('heading', { name: 'a new one is created' }).waitFor();
  await page.keyboard.press('Escape');
  await picture.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Its code' }).click();
  const commits = page.getByRole('list', { name: 'Commits' });
  await commits.getByText('const clients = await listClients();').waitFor();
  await looksRight();

  await page.getByRole('radio', { name: 'Files' }).check();
  await page.getByRole('treeitem', { name: 'app', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('treeitem', { name: 'layout.tsx' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByText('"name": "northwind-crm"').waitFor();
  if (look.width < 768) await page.getByRole('button', { name: 'Files' }).click();
  await page.getByLabel('Find a file').fill('odd');
  await page.getByRole('treeitem', { name: 'odd.ts' }).click();
  // What would be read otherwise than it runs is seen.
  await page.getByText('‹U+202E›').waitFor();
  await looksRight();

  await page.getByRole('button', { name: 'Take it with you' }).click();
  const [zip] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Source as a zip' }).click(),
  ]);
  expect(zip.suggestedFilename()).toBe('app.zip');
  await page.getByRole('button', { name: 'Take it with you' }).click();
  await page.getByRole('menuitem', { name: 'Clone with git' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`git clone ${site.address}/git/default/pottery-shop.git`).waitFor();
  await dialog.getByRole('button', { name: 'Make a token' }).click();
  await dialog.getByText('appfactory_').waitFor();
  await looksRight();
  await page.keyboard.press('Escape');
  await page.goto(`${site.address}/account`);
  await page.getByRole('button', { name: 'Revoke Clone of pottery-shop' }).click();
  await page.getByText('lets nobody in any more').waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('a deployment: what runs, its log, its domain, and another version', async () => {
  const { page, wrong, close } = await open('/releases');
  await page.getByRole('link', { name: 'Deployment of Pottery shop' }).click();
  await page.getByRole('list', { name: 'Where it runs' }).getByText('restarted 1×').waitFor();
  await page.getByText('The orders of 2026-11-24').waitFor();
  await page.getByLabel('A name of your own').fill('taken.example');
  await page.getByRole('button', { name: 'Change domain' }).click();
  await page.getByText('The name is taken already.').waitFor();
  await page.getByLabel('A name of your own').fill('shop.example');
  await page.getByRole('button', { name: 'Change domain' }).click();
  await page.getByText('shop.example', { exact: true }).waitFor();
  const versions = page.getByRole('list', { name: 'Versions' });
  await versions.getByRole('button', { name: 'Roll back to version 2' }).click();
  await versions.getByRole('button', { name: 'Serve the newest' }).click();
  await versions.getByRole('button', { name: 'Roll back to version 2' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await close();
});

test('environment variables: set by keyboard, replaced and removed; a secret is shown to nobody', async () => {
  const { page, wrong, close } = await open('/releases/default/pottery-shop');
  const list = page.getByRole('list', { name: 'Environment variables' });
  await list.getByText('hello@pottery.example').waitFor();
  await page.getByRole('button', { name: 'Add a variable' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const value = dialog.getByLabel('Value', { exact: true });
  expect(await value.evaluate(({ type, autocomplete }: HTMLInputElement) => [type, autocomplete])).toEqual([
    'password',
    'off',
  ]);
  expect(await axeFindings(page)).toEqual([]);
  // From field to field, and with Enter, as anybody types.
  await dialog.getByLabel('Name').press('Control+a');
  await page.keyboard.type('DATABASE_URL');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('marker-0123456789');
  await page.keyboard.press('Enter');
  await dialog.getByText('The platform sets DATABASE_URL itself').waitFor();
  await dialog.getByLabel('Name').fill('STRIPE_KEY');
  await value.press('Enter');
  await list.getByText('STRIPE_KEY', { exact: true }).waitFor();
  expect(await page.content()).not.toContain('marker-0123456789');
  await page.getByText('What the app can use').click();
  await page.getByRole('button', { name: 'Set AUTH_GITHUB_ID' }).click();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('AUTH_GITHUB_ID');
  await value.fill('Iv1.0123456789');
  await dialog.getByRole('button', { name: 'Add and restart' }).click();
  await list.getByText('Iv1.0123456789').waitFor();
  await list.getByRole('button', { name: 'Replace RESEND_API_KEY' }).click();
  await dialog.getByLabel('New value').fill('re_0123456789');
  await dialog.getByRole('button', { name: 'Replace and restart' }).click();
  await list.getByRole('button', { name: 'Remove STRIPE_KEY' }).click();
  await dialog.getByRole('button', { name: 'Remove and restart' }).click();
  await list.getByText('STRIPE_KEY', { exact: true }).waitFor({ state: 'detached' });
  expect(await axeFindings(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await close();
});

test('how one signs in to an app is told when it is asked for, and forgotten when it is closed', async () => {
  const { page, wrong, close } = await open('/builds/default/pottery-shop');
  const summary = page.getByText('How to sign in to the app', { exact: true });
  await summary.click();
  expect(await page.getByText('kiln-and-clay-42').count()).toBe(0);
  await page.getByRole('button', { name: 'Show the password', exact: true }).press('Enter');
  await page.getByText('kiln-and-clay-42', { exact: true }).waitFor();
  await page.getByText('owner@pottery-shop.example', { exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await summary.click();
  await summary.click();
  await page.getByRole('button', { name: 'Show the password', exact: true }).waitFor();
  expect(await page.getByText('kiln-and-clay-42').count()).toBe(0);
  expect(wrong).toEqual([]);
  await close();
});

test('an app’s data: asked for, waited for, and downloaded', async () => {
  const { page, wrong, close } = await open('/releases/default/pottery-shop');
  await page.getByRole('button', { name: 'Pack the data', exact: true }).press('Enter');
  const link = page.getByRole('link', { name: 'Download the archive', exact: true });
  await link.waitFor();
  await page.getByText('1.5 MB: a database of 249.9 kB and 12 uploaded files').waitFor();
  await page.getByRole('button', { name: 'Pack the data anew', exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const coming = page.waitForEvent('download');
  await link.press('Enter');
  expect(new URL((await coming).url()).pathname).toBe('/data/default/pottery-shop-0123abcd.tar.gz');

  // It is deleted when that was meant, and one that is being packed is cancelled.
  await page.getByRole('button', { name: 'Delete the archive', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Keep it', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await link.waitFor();
  await page.getByRole('button', { name: 'Delete the archive', exact: true }).press('Enter');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Delete the archive', exact: true }).press('Enter');
  await page.getByText('The archive is deleted.', { exact: true }).waitFor();
  const pack = page.getByRole('button', { name: 'Pack the data', exact: true });
  await pack.press('Enter');
  await page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
  await page.getByText('The data are not packed any more.', { exact: true }).waitFor();
  await pack.waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('the palette finds builds and pages by keyboard alone', async () => {
  const { page, close } = await open('/account');
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Pottery shop' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await typeInPalette(page, 'pottery');
  await chooseInPalette(page, 'Pottery shop');
  await page.getByRole('heading', { level: 1, name: 'Pottery shop' }).waitFor();
  await page.keyboard.type('gr');
  await page.getByRole('heading', { level: 1, name: 'Releases' }).waitFor();
  await close();
});

test('single sign-on is offered, and what went wrong there is said', async () => {
  const { page, close } = await open('/sign-in?problem=oidc-unknown&to=/account');
  const link = page.getByRole('link', { name: 'Sign in with Example Accounts' });
  expect(await link.getAttribute('href')).toBe('/sign-in/oidc?to=%2Faccount');
  await page.getByText('Nobody was invited here').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await close();
});

test('who wants no motion sees the new look of a button at once', async () => {
  const { page, close } = await open('/sign-in');
  const opacities = await page
    .getByRole('button', { name: 'Sign in', exact: true })
    .evaluate((button: HTMLButtonElement) => {
      const opacity = () => getComputedStyle(button).opacity;
      button.disabled = true;
      const off = opacity();
      button.disabled = false;
      return [off, opacity()];
    });
  expect(opacities).toEqual(['0.5', '1']);
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
