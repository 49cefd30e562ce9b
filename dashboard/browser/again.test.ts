import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
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

let visit: Visit;

// Each test has builds of its own.
beforeEach(async () => {
  visit = await startVisit();
});

afterEach(() => visit?.close());

const isFocused = (element: Element) => element === document.activeElement;

const specOf = (name: string) => visit.site.builds.find((build) => build.name === name)?.spec;

describe('cancelling', () => {
  test.each(LOOKS)('is asked for, says what it means, and can be taken back ($width, $colorScheme)', async (look) => {
    const { page, wrong, close } = await openPage(visit, '/builds/default/northwind-crm', look);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel the work on this app' });
    await dialog.getByText('2 of 5 features are done.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await widerThanScreen(page)).toBe(0);
    await dialog.getByRole('button', { name: 'Let it go on', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(specOf('northwind-crm')?.cancelled).toBeNull();

    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog.getByRole('button', { name: 'Cancel the work', exact: true }).click();
    await page.getByText('Nobody works on this app any more.').waitFor();
    expect(specOf('northwind-crm')?.cancelled).toBe(true);
    await dialog.waitFor({ state: 'hidden' });
    for (const name of ['Cancel', 'Pause'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(await widerThanScreen(page)).toBe(0);

    await page.getByRole('button', { name: 'Go on', exact: true }).first().click();
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    expect(specOf('northwind-crm')?.cancelled).toBeNull();
    expect(wrong).toEqual([]);
    await close();
  });

  test('is done by keyboard alone, from the palette', async () => {
    const { page, close } = await openPage(visit, '/builds/default/northwind-crm');
    await page.getByRole('button', { name: 'Cancel', exact: true }).waitFor();
    await findInPalette(page, 'cancel the work');
    await chooseInPalette(page, 'Cancel the work');
    await page.getByRole('dialog', { name: 'Cancel the work on this app' }).waitFor();
    const confirm = page.getByRole('button', { name: 'Cancel the work', exact: true });
    while (!(await confirm.evaluate(isFocused))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Nobody works on this app any more.').waitFor();
    expect(specOf('northwind-crm')?.cancelled).toBe(true);
    await close();
  });

  test('is not offered for what is over', async () => {
    for (const name of ['pottery-shop', 'club-events']) {
      const { page, close } = await openPage(visit, `/builds/default/${name}`);
      await page.getByRole('button', { name: 'More to do', exact: true }).waitFor();
      expect(await page.getByRole('button', { name: 'Cancel', exact: true }).count()).toBe(0);
      await close();
    }
  });
});

const featuresOf = (name: string) =>
  visit.site.builds
    .find((build) => build.name === name)
    ?.status.plan?.features.map(({ id, state }) => `${id} ${state}`);

describe('rolling back to a feature', () => {
  test.each(LOOKS)('says what it means, then what is so ($width, $colorScheme)', async (look) => {
    const { page, wrong, close } = await openPage(visit, '/builds/default/pottery-shop', look);
    const menu = page.getByRole('button', { name: 'What can be done at Projects', exact: true });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Roll back to here', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back to Projects', exact: true });
    await dialog.getByText('Not in the app then: Invoices, Dashboard.', { exact: true }).waitFor();
    await dialog.getByText('What is online stays until the other version is proven.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await widerThanScreen(page)).toBe(0);
    await dialog.getByRole('button', { name: 'Leave it as it is', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(featuresOf('pottery-shop')).not.toContain('dashboard RolledBack');

    await menu.click();
    await page.getByRole('menuitem', { name: 'Roll back to here', exact: true }).click();
    await dialog.getByRole('button', { name: 'Roll back', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Not in the app: Invoices, Dashboard.').waitFor();
    await page.getByText('3 of 3 features').waitFor();
    expect(featuresOf('pottery-shop')?.slice(2)).toEqual([
      'entity-projects Kept',
      'entity-invoices RolledBack',
      'dashboard RolledBack',
    ]);
    expect(await axeFindings(page)).toEqual([]);
    expect(await widerThanScreen(page)).toBe(0);

    // Forward again, to the end: then the app is all that its spec says.
    await page.getByRole('button', { name: 'What can be done at Dashboard', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Go forward to here', exact: true }).click();
    const forward = page.getByRole('dialog', { name: 'Go forward to Dashboard', exact: true });
    await forward.getByRole('button', { name: 'Go forward', exact: true }).click();
    await forward.waitFor({ state: 'hidden' });
    await page.getByText('5 of 5 features').waitFor();
    expect(await page.getByText('Not in the app:').count()).toBe(0);
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('starting again at a feature', () => {
  test('is done by keyboard alone', async () => {
    const { page, close } = await openPage(visit, '/builds/default/club-events');
    const menu = page.getByRole('button', { name: 'What can be done at Clients', exact: true });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Retry from here', exact: true }).waitFor();
    while (!(await page.getByRole('menuitem', { name: 'Retry from here', exact: true }).evaluate(isFocused)))
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Retry from Clients', exact: true });
    await dialog.getByText('Written again: Clients, Projects, Invoices, Dashboard.', { exact: true }).waitFor();
    await dialog.getByText('Stays as it is: Northwind CRM: name, look, sign-in.', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const confirm = dialog.getByRole('button', { name: 'Retry', exact: true });
    while (!(await confirm.evaluate(isFocused))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel', exact: true }).waitFor();
    expect(featuresOf('club-events')?.slice(0, 3)).toEqual([
      'foundation Kept',
      'entity-clients Writing',
      'entity-projects Planned',
    ]);
    // While somebody works on it, there is no way back.
    expect(await page.getByRole('button', { name: /^What can be done at/ }).count()).toBe(0);
    await close();
  });

  test('is offered where a build stopped, of what failed', async () => {
    const { page, close } = await openPage(visit, '/builds/default/club-events');
    await page.getByRole('button', { name: 'Try again', exact: true }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Invoices', { exact: false }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await close();
  });

  test('is in the palette, for each feature', async () => {
    const { page, close } = await openPage(visit, '/builds/default/pottery-shop');
    await page.getByRole('button', { name: 'What can be done at Clients', exact: true }).waitFor();
    await findInPalette(page, 'retry from invoices');
    await chooseInPalette(page, 'Retry from Invoices');
    await page.getByRole('dialog', { name: 'Retry from Invoices', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Retry from Invoices', exact: true }).waitFor({ state: 'hidden' });
    await findInPalette(page, 'roll back to clients');
    await page.getByRole('option', { name: 'Roll back to Clients', exact: true }).waitFor();
    await close();
  });

  test('is offered to nobody who only sees the app', async () => {
    visit.site.viewer.statesApps = false;
    const { page, close } = await openPage(visit, '/builds/default/pottery-shop');
    await page.getByRole('list', { name: 'Features', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^What can be done at/ }).count()).toBe(0);
    await close();
  });
});
