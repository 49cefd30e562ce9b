import { APP_BUILDS } from '@appfactory/kube/resources';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, PATIENCE } from './testing/eventually.ts';
import { Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

/** A newcomer, who has what `npm start` printed and nothing else. */
const NAME = 'newcomer-notes';
const REF = { namespace: 'default', name: NAME };

let platform: Platform;
let person: Person;

beforeAll(async () => {
  platform = await sharedPlatform();
  person = await Person.open();
  person.page.setDefaultTimeout(PATIENCE);
});

afterAll(async () => {
  await platform?.client.delete(APP_BUILDS, REF).catch(() => undefined);
  await person?.close();
  await platform?.close();
});

test('signs in by the link, states an app, sees it being built, and deletes it', async () => {
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
  expect(person.thrown).toEqual([]);

  await page.getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByLabel(`Type ${NAME} to delete it`).fill(NAME);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await eventually('the build is gone', async () => !(await platform.client.find(APP_BUILDS, REF)));
}, 1_800_000);
