import { eventually } from '@appfactory/operator/testing/eventually';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventsOf } from '../mock/fixtures.ts';
import { someNews } from '../mock/news.ts';
import { axeFindings, LOOKS, openPage, startVisit, type Visit, widerThanScreen } from './visit.ts';

let visit: Visit;

// Each test has news of its own.
beforeEach(async () => {
  visit = await startVisit();
  for (const [name, items] of someNews()) visit.site.news.set(name, items);
});

afterEach(() => visit?.close());

/** Set to a folder, pictures of the pages are put there, to be looked at. */
const PICTURES = process.env.SCREENSHOTS;

test.each(LOOKS)(
  'the list says of which builds there is something new, until it is seen ($width, $colorScheme)',
  async (look) => {
    const { page, wrong, close } = await openPage(visit, '/', look);
    const card = page.getByRole('region', { name: 'While you were away' });
    await card.getByRole('link', { name: /Club events/ }).waitFor();
    const rows = page.getByRole('list', { name: 'Builds' }).getByRole('listitem');
    await rows.filter({ hasText: 'Club events' }).getByText('stopped, change asked for, 3 more').waitFor();
    await rows.filter({ hasText: 'Pottery shop' }).getByText('new version, finished, 1 more').waitFor();
    expect(await rows.filter({ hasText: 'Northwind' }).getByText('New:').count()).toBe(0);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/away-list-${look.width}.png` });
    expect(await axeFindings(page)).toEqual([]);
    expect(await widerThanScreen(page)).toBe(0);

    await card.getByRole('button', { name: 'Mark as seen' }).click();
    await card.waitFor({ state: 'detached' });
    await rows.getByText('New:').first().waitFor({ state: 'detached' });
    // It is shown at once, and noted a moment later.
    await eventually('all looks are noted', () => visit.site.news.size === 0);
    await page.reload();
    await rows.filter({ hasText: 'Club events' }).waitFor();
    expect(await page.getByText('While you were away').count()).toBe(0);
    expect(wrong).toEqual([]);
    await close();
  },
);

test.each(LOOKS)('a build’s page tells what happened, once ($width, $colorScheme)', async (look) => {
  const { page, wrong, close } = await openPage(visit, '/builds/default/club-events', look);
  const panel = page.getByRole('region', { name: 'While you were away' });
  await panel.getByText('It stopped, and needs you', { exact: true }).waitFor();
  await panel.getByText('2 questions answered for you: see the plan', { exact: true }).waitFor();
  expect(await panel.getByText('3 features proven', { exact: true }).count()).toBe(0);
  await panel.getByRole('button', { name: 'Show 1 more' }).click();
  await panel.getByText('3 features proven', { exact: true }).waitFor();
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/away-build-${look.width}.png` });
  expect(await axeFindings(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(0);

  await panel.getByRole('button', { name: 'vera@acme asks for a change', exact: true }).click();
  await page.getByRole('tab', { name: /^Chat/, selected: true }).waitFor();

  // Looking was noted when it was told; the panel stays until it is closed.
  await eventually('the look is noted', async () => visit.site.looks.some(({ name }) => name === 'club-events'));
  await panel.getByRole('button', { name: 'Close what happened while you were away' }).click();
  await panel.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Club events' }).waitFor();
  expect(await page.getByText('While you were away').count()).toBe(0);
  expect(wrong).toEqual([]);
  await close();
});

test('what is seen while it happens is no news afterwards: leaving notes how far somebody has seen', async () => {
  visit.site.news.clear();
  const { page, close } = await openPage(visit, '/builds/default/club-events');
  await page.getByRole('tab', { name: 'Log' }).click();
  const build = visit.site.builds.find(({ name }) => name === 'club-events');
  const events = build ? eventsOf(build) : [];
  await page.getByText(`${events.length} events`, { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Builds', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Builds', exact: true }).waitFor();
  const last = await eventually('how far is noted', async () =>
    visit.site.looks.findLast(({ name, events }) => name === 'club-events' && events > 0),
  );
  expect(last.events).toBe(events.at(-1)?.sequence);
  await close();
});
