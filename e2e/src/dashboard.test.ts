import { APP_BUILDS, TENANTS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { untilReady } from './testing/builds.ts';
import { eventually, PATIENCE } from './testing/eventually.ts';
import { Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { newTenant } from './testing/tenants.ts';

/** A newcomer, who has what `npm start` printed and nothing else. */
const NAME = 'newcomer-notes';
const REF = { namespace: 'default', name: NAME };
/** The app of whoever comes back. */
const READING = { namespace: 'default', name: 'reading-list' };

let platform: Platform;
let person: Person;
/** The person of an agency's client. */
let ben: Person;

beforeAll(async () => {
  platform = await sharedPlatform();
  person = await Person.open();
  person.page.setDefaultTimeout(PATIENCE);
});

afterAll(async () => {
  for (const ref of [REF, READING]) await platform?.client.delete(APP_BUILDS, ref).catch(() => undefined);
  await person?.close();
  await ben?.close();
  await platform?.close();
});

test('signs in by the link, states an app, sees it being built, changes it by saying so, and deletes it', async () => {
  const { page } = person;
  const link = await eventually('the sign-in link is printed', async () => {
    const links = [...(await platform.output()).matchAll(/Sign in, once, by this link: (\S+)/g)];
    return links.at(-1)?.[1];
  });
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Builds' }).waitFor();

  await page.getByRole('link', { name: 'New app' }).first().click();
  await page.getByLabel('The app in your own words').fill('Keep notes. A note has a title and a body.');
  await page.getByRole('button', { name: 'See the plan' }).click();
  await page.getByRole('heading', { name: 'Notes', exact: true }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill(NAME);
  await page.getByRole('button', { name: 'Build' }).click();

  await page.waitForURL((url) => url.pathname === `/builds/default/${NAME}`);
  await page.getByRole('list', { name: 'Features' }).getByText('Notes', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('log').getByText('The agent began').waitFor();
  // The first thing that is proven by a real browser comes in by itself.
  await page.getByRole('log').getByText('is proven').first().waitFor();
  const [frame] = await Promise.all([page.locator('iframe').getAttribute('src')]);
  expect(new URL(frame ?? '').hostname).toMatch(/\.localhost$/);

  // It is changed by saying so, and what is there already is built on.
  await eventually('the foundation is committed', async () => {
    const { status } = await platform.client.get(APP_BUILDS, REF);
    return status?.plan?.features.find(({ id }) => id === 'foundation')?.commit;
  });
  await page.getByRole('tab', { name: /^Chat/ }).click();
  await page
    .getByLabel('What should be different?')
    .fill('add a priority (low, high) to notes and remind me a day before');
  await page.keyboard.press('Enter');
  const chat = page.getByRole('log', { name: 'Chat' });
  await chat.getByText('Notes › Priority').waitFor();
  await chat.getByText('reminders and e-mail of its own accord is not part of this version').waitFor();
  await chat.getByRole('button', { name: 'Accept' }).click();
  await chat.getByText('Accepted by owner · version 2').waitFor();
  await eventually('the next generation keeps what did not change', async () => {
    const { status } = await platform.client.get(APP_BUILDS, REF);
    const state = (id: string) => status?.plan?.features.find((feature) => feature.id === id)?.state;
    return status?.observedGeneration === 2 && state('foundation') === 'Kept' && state('entity-notes');
  });
  expect(person.thrown).toEqual([]);

  await page.getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByLabel(`Type ${NAME} to delete it`).fill(NAME);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await eventually('the build is gone', async () => !(await platform.client.find(APP_BUILDS, REF)));
}, 1_800_000);

test('makes an agency and its client, and invites its person, who sees their app alone, under the agency’s name', async () => {
  const word = Math.random().toString(36).slice(2, 8);
  const [agency, client] = [`agency-${word}`, `bakery-${word}`];
  const other = await newTenant(platform, 'other');
  const secret = { namespace: other, name: 'secret-plans' };
  await platform.client.create(APP_BUILDS, {
    apiVersion: 'appfactory.dev/v1alpha1',
    kind: 'AppBuild',
    metadata: secret,
    spec: { prompt: 'A trade secret.', paused: true },
  });
  const { page } = person;
  const make = async (button: string, name: string, displayName: string) => {
    await page.getByRole('link', { name: 'Clients' }).first().click();
    await page.getByRole('button', { name: button }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(displayName);
    await dialog.getByLabel('Name in addresses').fill(name);
    if (button === 'New client')
      await dialog.getByLabel('It is').selectOption({ label: 'A client of Acme Studio Ltd' });
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL((url) => url.pathname === `/clients/${name}`);
  };
  await make('New agency', agency, 'Acme Studio Ltd');
  await page.getByLabel('Name of the product').fill('Acme Studio');
  await page.getByLabel('Accent', { exact: true }).fill('#0f766e');
  await page.getByRole('button', { name: 'Save the look' }).click();
  await page.getByText('The look is saved.').waitFor();
  await make('New client', client, 'Bakery Sunrise');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Ben');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByLabel('The link').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('link', { name: 'New app' }).first().click();
  await page.getByLabel('The app in your own words').fill('An order book. An order has a customer and a due date.');
  await page.getByRole('button', { name: 'See the plan' }).click();
  await page.getByLabel('Where').selectOption({ label: 'Bakery Sunrise' });
  await page.getByLabel('Name', { exact: true }).fill('order-book');
  await page.getByRole('button', { name: 'Build' }).click();
  await page.waitForURL((url) => url.pathname === `/builds/${client}/order-book`);
  await page.getByRole('button', { name: 'Pause' }).click();

  ben = await Person.open();
  ben.page.setDefaultTimeout(PATIENCE);
  await ben.page.goto(link);
  await ben.page.getByRole('button', { name: 'Sign in' }).click();
  const builds = ben.page.getByRole('list', { name: 'Builds' }).getByRole('listitem');
  await builds.filter({ hasText: `${client}/order-book` }).waitFor();
  expect(await builds.count()).toBe(1);
  expect(await ben.page.title()).toBe('Builds · Acme Studio');
  const accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent')";
  expect(await ben.page.evaluate(accent)).toBe('#0f766e');
  expect(await ben.page.getByRole('link', { name: 'New app' }).count()).toBe(0);

  // Nothing of another's, wherever he looks: not even that it is there.
  const at = (path: string) => new URL(path, link).href;
  await ben.page.goto(at('/clients'));
  const tenants = ben.page.getByRole('list', { name: /^Agencies/ }).getByRole('listitem');
  await tenants.filter({ hasText: 'Bakery Sunrise' }).waitFor();
  expect(await tenants.count()).toBe(1);
  const told = async (path: string) => {
    await ben.page.goto(at(path));
    await ben.page.getByRole('heading', { name: /^There is no such/ }).waitFor();
    const text = await ben.page.getByRole('main').innerText();
    return text.replaceAll(/\b(other-\w+|secret-plans|nowhere|nothing)\b/g, 'X');
  };
  expect(await told(`/clients/${other}`)).toBe(await told('/clients/nowhere'));
  expect(await told(`/builds/${other}/secret-plans`)).toBe(await told('/builds/nowhere/nothing'));
  expect([...ben.thrown, ...person.thrown]).toEqual([]);

  for (const name of [client, agency]) {
    await page.goto(at(`/clients/${name}`));
    await page.getByRole('button', { name: /^Delete/ }).click();
    const confirm = page.getByRole('dialog');
    await confirm.getByLabel(`Type ${name} to delete it`).fill(name);
    await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/clients');
    await eventually(`${name} is gone`, async () => !(await platform.client.find(TENANTS, { name })));
  }
  await ben.page.goto(at('/'));
  await ben.page.getByRole('heading', { name: 'Sign in to App Factory' }).waitFor();
  await platform.client.delete(APP_BUILDS, secret);
}, 1_800_000);

test('states an app, closes the browser, and is told when they come back that it is ready, and opens it', async () => {
  const title = 'Reading list';
  await person.page.goto(new URL('/new', person.page.url()).href);
  await person.page.getByLabel('The app in your own words').fill('A reading list. A book has a title and an author.');
  await person.page.getByRole('button', { name: 'See the plan' }).click();
  await person.page.getByRole('heading', { name: 'Books', exact: true }).waitFor();
  await person.page.getByLabel('Title', { exact: true }).fill(title);
  await person.page.getByLabel('Name', { exact: true }).fill(READING.name);
  await person.page.getByRole('button', { name: 'Build' }).click();
  await person.page.waitForURL((url) => url.pathname === `/builds/default/${READING.name}`);
  await person.page.getByRole('list', { name: 'Features' }).getByText('Books', { exact: true }).waitFor();
  const home = new URL('/', person.page.url()).href;
  const kept = await person.keeps();
  await person.close();

  // Nobody looks; nothing waits for them.
  await untilReady(platform.client, READING);

  person = await Person.open(kept);
  person.page.setDefaultTimeout(PATIENCE);
  const { page } = person;
  const told = page.getByRole('region', { name: 'While you were away' });
  await eventually('the list tells of it', async () => {
    // The gateway may hear of it a moment later than this test.
    await page.goto(home);
    await page.getByRole('list', { name: 'Builds' }).getByRole('listitem').first().waitFor();
    // Its end is known from the history, and that it is online from its status: either may come first.
    return (
      (await told
        .getByRole('link')
        .filter({ hasText: title })
        .filter({ hasText: 'A new version is online' })
        .count()) === 1
    );
  });
  const row = page.getByRole('list', { name: 'Builds' }).getByRole('listitem').filter({ hasText: title });
  await row.getByText('Ready', { exact: true }).waitFor();
  const news = told.getByRole('link').filter({ hasText: title });
  expect(await news.innerText()).toMatch(/A new version is online/);
  await news.click();
  await page.waitForURL((url) => url.pathname === `/builds/default/${READING.name}`);
  await told.getByText('A new version is online', { exact: true }).waitFor();
  const [app] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Open app', exact: true }).click(),
  ]);
  app.setDefaultTimeout(PATIENCE);
  await app.waitForURL(({ hostname }) => hostname === `${READING.name}.default.localhost`);
  expect(person.thrown).toEqual([]);
}, 3_600_000);
