import { contrast } from '@appfactory/resources/colour';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import {
  axeFindings,
  chooseInPalette,
  findInPalette,
  LOOKS,
  openPage,
  startVisit,
  type Visit,
  widerThanScreen,
} from './visit.ts';

/** An agency and its clients, as the people of each meet them. */
let visit: Visit;
const OWNER = { name: 'owner', makesAgencies: true, statesApps: true, ownsTenants: true, whiteLabel: null };

beforeAll(async () => {
  visit = await startVisit();
});

afterEach(() => {
  Object.assign(visit.site.viewer, OWNER);
});

afterAll(() => visit?.close());

const PAGES = {
  Clients: '/clients',
  'Acme Web': '/clients/acme',
  'Keys of Acme Web': '/clients/acme/keys',
  'Bakery Sunrise': '/clients/bakery',
  'Florist at the Bridge': '/clients/florist',
};

test.each(LOOKS)('axe finds nothing, and nothing is wider than the screen ($width, $colorScheme)', async (look) => {
  for (const [heading, path] of Object.entries(PAGES)) {
    const { page, wrong, close } = await openPage(visit, path, look);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page
      .getByRole('heading', { level: 2 })
      .or(page.getByRole('list', { name: /Agencies/ }))
      .first()
      .waitFor();
    const wider = await widerThanScreen(page);
    expect({ path, axe: await axeFindings(page), wrong, wider }).toEqual({ path, axe: [], wrong: [], wider: 0 });
    await close();
  }
});

test('by keyboard: to the clients, a new one with a name that is taken, then with its own', async () => {
  const { page, close } = await openPage(visit, '/account');
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await page.keyboard.type('gc');
  await page.getByRole('link', { name: 'Bakery Sunrise' }).waitFor();
  await findInPalette(page, 'New client');
  await chooseInPalette(page, 'New client');
  const dialog = page.getByRole('dialog', { name: 'New client' });
  await dialog.getByLabel('Name', { exact: true }).fill('Taken');
  expect(await dialog.getByLabel('Name in addresses').inputValue()).toBe('taken');
  await page.keyboard.press('Enter');
  await dialog.getByText('choose another name').waitFor();
  expect(await dialog.getByLabel('Name in addresses').getAttribute('aria-invalid')).toBe('true');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel('Name', { exact: true }).fill('Müller & Söhne');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/clients/muller-sohne');
  await page.getByText('Nobody yet. Invite its people').waitFor();
  await close();
});

test('members: an invitation whose link is shown once, roles, the last owner, and who goes', async () => {
  const { page, wrong, close } = await openPage(visit, '/clients/acme', LOOKS[1]);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Vera Voss');
  await dialog.getByText('They sign in as vera-voss@acme.').waitFor();
  await dialog.getByRole('radio', { name: /Member/ }).check();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByText('it is shown only here').waitFor();
  expect(await dialog.getByLabel('The link').inputValue()).toMatch(/\/sign-in\?link=/);
  expect(await axeFindings(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(0);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain('sign-in?link=');

  await page.getByLabel('Role of Vera Voss').selectOption('owner');
  await page.getByText('Vera Voss is an owner now.').waitFor();
  await page.getByLabel('Role of Vera Voss').selectOption('member');
  await page.getByText('Vera Voss is a member now.').waitFor();
  await page.getByLabel('Role of Ada Byron').selectOption('viewer');
  await page.getByText('"ada" is the last owner').waitFor();
  expect(await page.getByLabel('Role of Ada Byron').inputValue()).toBe('owner');
  await page.getByRole('button', { name: 'Remove Vera Voss' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Vera Voss is let in no more.').waitFor();
  await page.getByLabel('Role of Vera Voss').waitFor({ state: 'detached' });
  expect(wrong).toEqual([]);
  await close();
});

test('the look: a sample while it is typed, a warning, a mistake at its field, and back to the agency’s', async () => {
  const { page, wrong, close } = await openPage(visit, '/clients/bakery');
  await page.getByText('Now they see the look of acme.').waitFor();
  await page.getByRole('img', { name: 'Sample, light: Acme Studio' }).waitFor();
  await page.getByLabel('Name of the product').fill('Sunrise Desk');
  await page.getByRole('img', { name: 'Sample, dark: Sunrise Desk' }).waitFor();
  await page.getByLabel('Accent', { exact: true }).fill('#ffd500');
  await page.getByText('This accent is hard to read on white').waitFor();
  await page.getByLabel('Address of the logo').fill('http://bakery.example/logo.png');
  await page.getByRole('button', { name: 'Save the look' }).click();
  await page.getByText('The address of a picture begins with https://.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel('Address of the logo').fill('');
  await page.getByRole('button', { name: 'Save the look' }).click();
  await page.getByText('The look is saved.').waitFor();
  await page.reload();
  expect(await page.getByLabel('Name of the product').inputValue()).toBe('Sunrise Desk');
  await page.getByRole('button', { name: 'Use the look of acme' }).click();
  await page.getByText('Now they see the look of acme.').waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('limits: a mistake at its field; and deletion, by a name that is typed', async () => {
  const { page, wrong, close } = await openPage(visit, '/clients/bakery');
  await page.getByText('1 of 5 apps are in use.').waitFor();
  await page.getByLabel('Apps', { exact: true }).fill('1000');
  await page.getByRole('button', { name: 'Save the limits' }).click();
  await page.getByText('"acme" itself has 100 apps').waitFor();
  await page.getByLabel('Apps', { exact: true }).fill('8');
  await page.getByRole('button', { name: 'Save the limits' }).click();
  await page.getByText('1 of 8 apps are in use.').waitFor();

  await page.getByRole('button', { name: 'Delete Bakery Sunrise' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('stays for whoever runs this platform').waitFor();
  await dialog.getByLabel('Type bakery to delete it').fill('baker');
  expect(await dialog.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel('Type bakery to delete it').fill('bakery');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/clients');
  await page.getByText('Being deleted', { exact: true }).waitFor();
  await page.goto(`${visit.site.address}/clients/acme`);
  await page.getByText('Delete its clients first.').waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('the history: kept for as many days as are typed, once somebody has said that what is older goes', async () => {
  const { page, wrong, close } = await openPage(visit, '/clients/acme');
  const days = page.getByLabel('Days that it is kept', { exact: true });
  const save = page.getByRole('button', { name: 'Save the days', exact: true });
  await days.waitFor();
  expect(await save.isDisabled()).toBe(true);
  await days.fill('3000');
  await days.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Keep 3,000 days of history', exact: true });
  await dialog.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Delete what is older', exact: true }).click();
  await page.getByText('Too big: expected number to be <=2000').waitFor();
  await days.fill('90');
  await save.click();
  await page.getByRole('dialog', { name: 'Keep 90 days of history', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Leave it as it is', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await save.click();
  await page.getByRole('button', { name: 'Delete what is older', exact: true }).click();
  await page.getByText('what came before was deleted').waitFor();
  // Longer, and for ever: nothing goes, so nobody is asked.
  await days.fill('');
  await save.click();
  await page.getByText('The history is kept for ever.', { exact: true }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await close();
});

test.each(LOOKS)(
  'a client’s person sees the agency’s name and colours, that can be read, and nothing to state ($colorScheme)',
  async (look) => {
    const whiteLabel = { name: 'Acme Studio', logo: null, colours: { accent: '#ffd500', background: '#ffe9a8' } };
    Object.assign(visit.site.viewer, {
      name: 'ben@bakery',
      makesAgencies: false,
      statesApps: false,
      ownsTenants: false,
      whiteLabel,
    });
    const { page, wrong, close } = await openPage(visit, '/', look);
    await page.getByRole('heading', { level: 1, name: 'Builds' }).waitFor();
    await page.getByRole('link', { name: 'Acme Studio' }).waitFor();
    expect(await page.title()).toBe('Builds · Acme Studio');
    expect(await page.getByRole('link', { name: 'New app' }).count()).toBe(0);
    const [accent = '', surface = ''] = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return [style.getPropertyValue('--accent'), style.colorScheme === 'dark' ? '#121419' : '#ffffff'];
    });
    expect(contrast(accent, surface)).toBeGreaterThanOrEqual(4.5);
    expect(await axeFindings(page)).toEqual([]);
    await page.goto(`${visit.site.address}/builds/default/northwind-crm`);
    await page.getByRole('heading', { level: 1, name: 'Northwind CRM' }).waitFor();
    await page.getByRole('tab', { name: 'Versions' }).waitFor();
    expect(await page.getByRole('button', { name: /Pause|More to do/ }).count()).toBe(0);
    await page.goto(`${visit.site.address}/clients/florist`);
    await page.getByText('You are a viewer here').waitFor();
    expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await close();
  },
);

test('who belongs to several chooses where: in the wizard, and in the list', async () => {
  const { page, wrong, close } = await openPage(visit, '/new');
  await page.getByLabel('The app in your own words').fill('An order book for a bakery.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
  await page.getByLabel('Where').selectOption({ label: 'Acme Web' });
  await page.getByLabel('Name', { exact: true }).fill('orders');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.waitForURL((url) => url.pathname === '/builds/acme/orders');

  await page.goto(`${visit.site.address}/clients/acme`);
  await page.getByRole('link', { name: 'Its apps' }).click();
  const builds = page.getByRole('list', { name: 'Builds' }).getByRole('listitem');
  await builds.filter({ hasText: 'acme/orders' }).waitFor();
  expect(await builds.count()).toBe(1);
  await page.getByLabel('Where').selectOption({ label: 'Everywhere' });
  await builds.filter({ hasText: 'Pottery shop' }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  expect(wrong).toEqual([]);
  await close();
});

test('somebody who has an account may join with it by the link of an invitation', async () => {
  const { page, close } = await openPage(visit, '/sign-in?link=a-link-that-is-good-once');
  await page.getByRole('button', { name: 'Join as owner' }).waitFor();
  await page.getByRole('button', { name: 'Sign in with the account of the link' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await close();
});

test('keys: tried when they are set, told apart by four characters, and taken away', async () => {
  const { page, wrong, close } = await openPage(visit, '/clients/acme');
  await page.getByRole('link', { name: 'Keys' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Keys of Acme Web' }).waitFor();
  const field = page.getByLabel('Key of UploadThing', { exact: true });
  const kind = await field.evaluate(({ type, autocomplete }: HTMLInputElement) => [type, autocomplete]);
  expect(kind).toEqual(['password', 'off']);
  await field.fill('refused');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('refuses this key').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await field.fill('marker-0123456789-ab12');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('The service knows this key.').waitFor();
  await page.getByText('ab12').waitFor();
  expect(await page.content()).not.toContain('marker-0123456789');
  await page.getByLabel('Another key of Resend').fill('lost');
  await page.getByRole('button', { name: 'Try and replace' }).first().click();
  await page.getByText('not tried yet').waitFor();
  await page.getByRole('button', { name: 'Remove the key of Resend' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove and restart' }).click();
  await page.getByLabel('Key of Resend', { exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await close();
  // Whoever owns nothing there is told who may.
  const other = await openPage(visit, '/clients/florist/keys');
  await other.page.getByText('Only its owners set keys').waitFor();
  await other.close();
});
