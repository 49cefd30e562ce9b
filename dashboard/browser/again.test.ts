import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { axeFindings, LOOKS, openPage, startVisit, type Visit, widerThanScreen } from './visit.ts';

let visit: Visit;

// Each test has builds of its own.
beforeEach(async () => {
  visit = await startVisit();
});

afterEach(() => visit?.close());

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
    await page.keyboard.press('Control+k');
    await page.keyboard.type('cancel the work');
    await page.getByRole('option', { name: 'Cancel the work', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel the work on this app' }).waitFor();
    const confirm = page.getByRole('button', { name: 'Cancel the work', exact: true });
    while (!(await confirm.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab');
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
