import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { type ExamCheck, examSchema } from './exam.ts';
import { runExam } from './runExam.ts';
import { TinyApp } from './testing/tinyApp.ts';

let browser: Browser;
const app = new TinyApp();
let origin: string;

beforeAll(async () => {
  origin = await app.start();
  browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
});
afterAll(async () => {
  await browser?.close();
  await app.stop();
});

const anna = { name: 'Anna {run}', email: 'anna@example.com' };
const add = { do: 'add', thing: 'Customer', values: anna };
const called = { thing: 'Customer', called: 'Anna {run}' };

/** Runs checks of these steps; gives why each failed, or "passed". */
async function outcomes(...checks: { as?: string; class?: ExamCheck['class']; steps: object[] }[]): Promise<string[]> {
  const exam = examSchema.parse({
    id: 'tiny',
    class: 'vague',
    kinds: ['app'],
    language: 'en',
    prompt: 'Clients',
    expect: { entities: [{ name: 'Customer', aka: ['Client'] }] },
    checks: checks.map((check, at) => ({ name: `check ${at}`, class: 'function', as: 'owner', ...check })),
  });
  const results = await runExam(browser, exam, { origin, owner: app.owner });
  return results.map(({ passed, reason }) => (passed ? 'passed' : (reason ?? '')));
}

test('does what a person would: lists, adds, opens, changes, steps, searches, deletes', async () => {
  expect(
    await outcomes(
      { steps: [add, { do: 'list', thing: 'Customer' }, { do: 'see', text: 'Anna {run}' }] },
      { steps: [add, { do: 'edit', ...called, values: { name: 'Berta {run}' } }, { do: 'see', text: 'Berta {run}' }] },
      { steps: [add, { do: 'act', ...called, action: 'Approved' }, { do: 'reload' }, { do: 'see', text: 'Approved' }] },
      { steps: [add, { do: 'search', thing: 'Customer', text: 'Nobody' }, { do: 'notSee', text: 'Anna {run}' }] },
      {
        steps: [
          add,
          { do: 'remove', ...called },
          { do: 'list', thing: 'Customer' },
          { do: 'notSee', text: 'Anna {run}' },
        ],
      },
      { steps: [{ do: 'addRefused', thing: 'Customer', values: { ...anna, email: 'no' }, field: 'email' }] },
      { steps: [{ do: 'seeField', thing: 'Customer', field: 'e-mail' }] },
      { as: 'visitor', steps: [{ do: 'home' }, { do: 'seeSection', about: 'opening hours' }] },
      { as: 'visitor', class: 'permission', steps: [{ do: 'refused', to: { do: 'list', thing: 'Customer' } }] },
    ),
  ).toEqual(Array.from({ length: 9 }, () => 'passed'));
});

test('fails with the step and what was seen, also where it cannot be carried out', async () => {
  const [unseen, field, refused, allowed, shop, nothing] = await outcomes(
    {
      steps: [
        { do: 'list', thing: 'Customer' },
        { do: 'see', text: 'Zebra' },
      ],
    },
    { steps: [{ do: 'seeField', thing: 'Customer', field: 'shoe size' }] },
    { steps: [{ do: 'addRefused', thing: 'Customer', values: anna, field: 'email' }] },
    { class: 'permission', steps: [{ do: 'refused', to: add }] },
    { as: 'visitor', steps: [{ do: 'addToCart', product: 'Bread' }] },
    { as: 'visitor', class: 'permission', steps: [{ do: 'refused', to: { do: 'list', thing: 'Zeppelin' } }] },
  );
  expect(unseen).toMatch(/^step 2 .*Did not see "Zebra" on \/clients/);
  expect(field).toMatch(/There is no field "shoe size" on \/clients\/new \(there is: Full name \| E-mail address\)/);
  expect(refused).toMatch(/It was taken, though "email" is wrong/);
  expect(allowed).toMatch(/It was not refused/);
  expect(shop).toMatch(/"Bread" is not there to read/);
  // A refusal proves nothing where nobody can.
  expect(nothing).toMatch(/There is no way to a list of "Zeppelin"/);
});
