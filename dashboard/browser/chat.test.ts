import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { OF_CLIENT } from '../mock/chat.ts';
import { axeFindings, LOOKS, type Look, openPage, startVisit, type Visit, widerThanScreen } from './visit.ts';

let visit: Visit;

// Each test has chats of its own.
beforeEach(async () => {
  visit = await startVisit();
});

afterEach(() => visit?.close());

async function openChat(name: string, look?: Look) {
  const opened = await openPage(visit, `/builds/default/${name}`, look);
  await opened.page.getByRole('tab', { name: /^Chat/ }).click();
  return opened;
}

test.each(LOOKS)('a change is said, seen as a diff and accepted ($width, $colorScheme)', async (look) => {
  const { page, wrong, close } = await openChat('club-events', look);
  await page.getByRole('heading', { name: 'Change the app by saying so' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  // What is suggested is taken into the field, and can be sent by keyboard alone.
  await page.getByRole('button', { name: 'add a due date to invoices' }).click();
  await page.keyboard.type(' and remind a week before');
  await page.keyboard.press('Enter');
  const log = page.getByRole('log', { name: 'Chat' });
  await log.getByText('Invoices › Due date').waitFor();
  await log.getByText('This part is not done').waitFor();
  await log.getByText('reminders and e-mail of its own accord is not part of this version').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(0);
  await log.getByRole('button', { name: 'Accept' }).click();
  await log.getByText('Accepted by owner · version 2').waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('what was overtaken is proposed again; what is not taken stays to be sent again', async () => {
  const { page, close } = await openChat('club-events');
  const log = page.getByRole('log', { name: 'Chat' });
  await page.getByLabel('What should be different?').fill('add a meanwhile date to invoices');
  await page.keyboard.press('Enter');
  await log.getByRole('button', { name: 'Accept' }).click();
  await log.getByText('The app was changed after this was proposed').waitFor();
  await log.getByRole('button', { name: 'Propose again' }).click();
  await log.getByRole('button', { name: 'Accept' }).click();
  await log.getByText(/Accepted by owner/).waitFor();

  await page.getByLabel('What should be different?').fill('too fast');
  await page.keyboard.press('Enter');
  await log.getByText('20 messages a minute are the most').waitFor();
  await log.getByRole('button', { name: 'Edit' }).click();
  expect(await page.getByLabel('What should be different?').inputValue()).toBe('too fast');
  await page.getByLabel('What should be different?').fill('blah');
  await page.keyboard.press('Enter');
  await log.getByText('I do not know how to say this in the spec').waitFor();
  await log.getByText('What would work').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await close();
});

test('a place in the preview is pointed at by mouse and by keyboard; the request of a client’s person is there for others', async () => {
  const { page, wrong, close } = await openPage(visit, '/builds/default/northwind-crm');
  await page.getByRole('tab', { name: /^Chat.*waiting: 1/ }).waitFor();
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('button', { name: 'Comment 1: add a due date' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: /^Point at/ }).click({ position: { x: 100, y: 300 } });
  await page.getByLabel('What should be different here?').fill('add a nickname');
  await page.getByLabel('On the page').fill('/clients');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Comment', exact: true }).last().click();
  const log = page.getByRole('log', { name: 'Chat' });
  await log.getByText('/clients · desktop').waitFor();

  // By keyboard: the pin moves, Enter writes, Escape leaves twice.
  await page.getByRole('button', { name: 'Comment', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByLabel('What should be different here?').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Point at/ }).waitFor({ state: 'detached' });

  await log.getByText('Change request').waitFor();
  await log.getByRole('button', { name: 'Accept' }).first().click();
  await log
    .getByText(/Accepted by owner/)
    .nth(1)
    .waitFor();
  expect(wrong).toEqual([]);
  await close();
});

test('a client’s person says, takes back, and accepts nothing', async () => {
  const { page, close } = await openChat(OF_CLIENT);
  await page.getByLabel('What should be different?').fill('add a gift note to invoices');
  await page.keyboard.press('Enter');
  const log = page.getByRole('log', { name: 'Chat' });
  await log.getByText('Waits for somebody who may change the app').waitFor();
  expect(await log.getByRole('button', { name: 'Accept' }).count()).toBe(0);
  await log.getByRole('button', { name: 'Take back' }).click();
  await log.getByText('Not now, by owner').waitFor();
  await close();
});
