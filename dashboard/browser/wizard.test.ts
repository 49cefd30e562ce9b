import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { MockGateway } from '../mock/gateway.ts';
import { axeFindings, LOOKS, type Look, openPage, startVisit, type Visit, widerThanScreen } from './visit.ts';

/** Stating an app: in words, by editing what was understood, and from what is there already. */
let visit: Visit;
let site: MockGateway;

beforeAll(async () => {
  visit = await startVisit();
  ({ site } = visit);
});

afterAll(() => visit?.close());

const open = (path: string, look: Look = LOOKS[0]) => openPage(visit, path, look);
const PROMPT = 'A CRM for a small agency. Track clients, projects and invoices.';

/** The page of a plan. */
async function openPlan(look: Look = LOOKS[0]) {
  const opened = await open('/new', look);
  const { page } = opened;
  await page.getByLabel('The app in your own words').fill(PROMPT);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
  return opened;
}

const orderOf = (page: Page) =>
  page.getByRole('list', { name: 'Features in order' }).locator('p:first-child').allTextContents();

async function looksRight(page: Page) {
  expect({ axe: await axeFindings(page), wider: await widerThanScreen(page) }).toEqual({ axe: [], wider: 0 });
}

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

test.each(LOOKS)('the plan is read and edited ($width, $colorScheme)', async (look) => {
  const { page, wrong, close } = await openPlan(look);
  await page.getByText('A rough figure from the number of features').waitFor();
  await page.getByText('No model is asked').waitFor();
  await looksRight(page);
  await page.getByRole('radio', { name: 'List' }).check();
  await page.getByText('Each project has one client (Client); each client has any number of projects.').waitFor();
  await looksRight(page);
  await page.getByRole('radio', { name: 'Picture' }).check();
  await page.getByRole('link', { name: 'Project 4 fields, 2 links' }).click();
  expect(new URL(page.url()).hash).toBe('#entity-Project');
  expect(wrong).toEqual([]);
  await close();
});

test('rights are stated in a matrix by keyboard alone, and are there after a reload', async () => {
  const { page, wrong, close } = await openPlan();
  const cell = (name: string) => page.getByRole('button', { name, exact: true });
  await cell('Member may see Clients: none').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('o');
  // Who deletes their own sees them.
  await cell('Staff may delete Clients: their own').waitFor();
  await page.keyboard.press('n');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await cell('Staff may change Clients: none').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('o');
  await cell('Staff may change Projects: their own').waitFor();
  await page.reload();
  await cell('Staff may delete Clients: none').waitFor();
  await cell('Staff may change Projects: their own').waitFor();
  await page.getByRole('button', { name: 'Remove Staff' }).click();
  await cell('Staff may change Projects: their own').waitFor({ state: 'detached' });
  await cell('Member may see Clients: none').waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('on a phone rights are shown of one role at a time', async () => {
  const { page, close } = await openPlan(LOOKS[1]);
  await page.getByRole('button', { name: 'Staff may see Clients: all' }).waitFor();
  expect(await page.getByRole('button', { name: /^Member may/ }).count()).toBe(0);
  await page.getByLabel('Role whose rights are shown').selectOption('Member');
  await page.getByRole('button', { name: 'Member may see Clients: none' }).click();
  await page.getByRole('button', { name: 'Member may see Clients: their own' }).waitFor();
  await looksRight(page);
  await close();
});

test('features are moved by keys and by dragging, as far as what they need allows, added and left out', async () => {
  const { page, wrong, close } = await openPlan();
  const foundation = 'Agency CRM: name, look, sign-in';
  expect(await orderOf(page)).toEqual([foundation, 'Clients', 'Projects', 'Invoices', 'Dashboard']);
  expect(await page.getByRole('button', { name: /^Move Invoices/ }).count()).toBe(0);
  await page.getByText('needs Projects').waitFor();

  await page.getByRole('button', { name: 'Add a feature' }).click();
  await page.getByRole('menuitem', { name: 'A landing page' }).click();
  const handle = page.getByRole('button', { name: /^Move Landing page: welcome: number/ });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('status').getByText('Landing page: welcome is number 4 of 6 now.').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.getByText('is number 3 of 6 now.').waitFor();
  const moved = [foundation, 'Clients', 'Landing page: welcome', 'Projects', 'Invoices', 'Dashboard'];
  expect(await orderOf(page)).toEqual(moved);
  await page.locator('summary').filter({ hasText: 'As a manifest' }).click();
  await page.getByText('order: [Client, landing, Project, Invoice, dashboard]').waitFor();

  const first = page.getByRole('list', { name: 'Features in order' }).getByRole('listitem').first();
  const [from, to] = [await handle.boundingBox(), await first.boundingBox()];
  if (!from || !to) throw new Error('there is nothing to drag');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 2, { steps: 5 });
  await page.mouse.up();
  await page.getByText('order: [landing, Client, Project, Invoice, dashboard]').waitFor();
  // However far it is dragged, what every app begins with stays first.
  expect((await orderOf(page)).slice(0, 2)).toEqual([foundation, 'Landing page: welcome']);
  await looksRight(page);

  await page.getByRole('button', { name: 'Drop Landing page: welcome' }).click();
  await page.getByText('order: [Client, Project, Invoice, dashboard]').waitFor();
  await page.getByRole('button', { name: 'Drop Projects' }).click();
  await page.getByText('order: [Client, Invoice, dashboard]').waitFor();
  expect(await orderOf(page)).toEqual([foundation, 'Clients', 'Invoices', 'Dashboard']);
  expect(wrong).toEqual([]);
  await close();
});

test('a draft is there after signing out and in, and is nobody else’s on this browser', async () => {
  const { page, close } = await open('/new');
  await page.getByLabel('The app in your own words').fill(PROMPT);
  const goAway = async () => {
    await page.goto(`${site.address}/account`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in to App Factory' }).waitFor();
  };
  const signIn = async () => {
    await page.getByLabel('Password').fill('the right one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    // Whoever goes elsewhere before the answer is there may not be signed in.
    await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
    await page.goto(`${site.address}/new`);
  };
  await goAway();
  site.viewer.name = 'ben@bakery';
  await signIn();
  expect(await page.getByLabel('The app in your own words').inputValue()).toBe('');
  await goAway();
  site.viewer.name = 'owner';
  await signIn();
  expect(await page.getByLabel('The app in your own words').inputValue()).toBe(PROMPT);
  await close();
});

test.each(LOOKS)('from a template, a manifest or a document ($width, $colorScheme)', async (look) => {
  const { page, wrong, close } = await open('/new', look);
  const choose = (name: string, text: string) =>
    page.getByLabel('A file to start from').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('heading', { level: 1, name: 'What should the app do?' }).waitFor();
  await looksRight(page);
  await page.getByRole('button', { name: /^Repair shop/ }).click();
  await page.getByRole('heading', { name: 'Repair', exact: true }).waitFor();
  if (look.width < 640) await page.getByLabel('Role whose rights are shown').selectOption('Customer');
  await page.getByRole('button', { name: 'Customer may change Report: their own' }).waitFor();
  await looksRight(page);
  await page.getByRole('button', { name: 'Start over' }).click();

  await choose('bad.yaml', 'kind: AppBuild\nspec: [');
  await page.getByText('“bad.yaml” is no YAML').waitFor();
  await choose('crm.sql', 'create table client (id int);');
  await page.getByText('From crm.sql').waitFor();
  expect(wrong).toEqual([]);
  await close();
});
