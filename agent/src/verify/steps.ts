import type { Step } from '@appfactory/plan/plan';
import type { Locator, Page } from 'playwright-core';

/** Milliseconds that a step may take; a development server compiles a page at its first visit. */
const STEP_LIMIT = 60_000;
const POLL = 50;

/** What a person would say: what was wanted, and what was seen instead. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

export interface StepContext {
  page: Page;
  /** Origin of the app. */
  origin: string;
  /** Replaces {run}, {number} and {date} by what is new in this run. */
  fill(text: string): string;
}

type StepOf<Do extends Step['do']> = Extract<Step, { do: Do }>;

/** Does one step. Throws StepFailed when what should be there is not. */
export async function doStep(step: Step, context: StepContext): Promise<void> {
  switch (step.do) {
    case 'open':
      return open(step, context);
    case 'reload':
      await context.page.reload({ timeout: STEP_LIMIT });
      return;
    case 'click':
      return click(step, context);
    case 'fill':
      return enter(step, context);
    case 'choose':
      return choose(step, context);
    case 'check':
      return setChecked(step, context);
    case 'see':
    case 'notSee':
      return see(step, context);
    case 'seeError':
      return seeError(step, context);
    case 'seeValue':
      return seeValue(step, context);
    case 'at':
      return at(step, context);
  }
}

async function open({ path }: StepOf<'open'>, { page, origin, fill }: StepContext): Promise<void> {
  const address = new URL(fill(path), origin).href;
  const answer = await page.goto(address, { timeout: STEP_LIMIT });
  if (answer && answer.status() >= 500) throw new StepFailed(`Opening ${path} answered status ${answer.status()}`);
}

async function click({ role, name, within }: StepOf<'click'>, { page, fill }: StepContext): Promise<void> {
  const scope = within ? page.getByLabel(fill(within), { exact: true }) : page;
  const target = scope.getByRole(role, { name: fill(name), exact: true }).first();
  await found(target, `a ${role} "${fill(name)}"`, page);
  await hydrated(target);
  await target.click({ timeout: STEP_LIMIT });
}

async function enter({ label, value }: StepOf<'fill'>, { page, fill }: StepContext): Promise<void> {
  const input = labelled(page, fill(label));
  await found(input, `an input "${fill(label)}"`, page);
  await hydrated(input);
  const text = fill(value);
  try {
    await input.fill(text, { timeout: STEP_LIMIT });
  } catch (error) {
    // A date or number input refuses text of another kind; what a person can type there is typed.
    if (!/Malformed value|Cannot type text/.test(String(error))) throw error;
    await input.focus();
    await page.keyboard.type(text);
  }
}

async function choose({ label, option }: StepOf<'choose'>, { page, fill }: StepContext): Promise<void> {
  const control = labelled(page, fill(label));
  await found(control, `a choice "${fill(label)}"`, page);
  await hydrated(control);
  const wanted = fill(option);
  if ((await control.evaluate((element) => element.tagName)) === 'SELECT') {
    await control.selectOption({ label: wanted }, { timeout: STEP_LIMIT });
    return;
  }
  await control.click({ timeout: STEP_LIMIT });
  const opened = page.getByRole('listbox').first();
  await found(opened, `the choices of "${fill(label)}"`, page);
  const search = page.locator('[role=combobox]:is(input):visible').last();
  if ((await search.count()) > 0) await search.fill(wanted, { timeout: STEP_LIMIT });
  const choice = page
    .getByRole('option', { name: wanted, exact: true })
    .or(page.getByRole('option').filter({ has: page.getByText(wanted, { exact: true }) }))
    .first();
  await found(choice, `"${wanted}" among the choices of "${fill(label)}"`, page);
  await choice.click({ timeout: STEP_LIMIT });
  await opened.waitFor({ state: 'hidden', timeout: STEP_LIMIT });
}

async function setChecked({ label, on }: StepOf<'check'>, { page, fill }: StepContext): Promise<void> {
  const control = labelled(page, fill(label));
  await found(control, `a switch "${fill(label)}"`, page);
  await hydrated(control);
  await control.setChecked(on, { timeout: STEP_LIMIT });
}

async function see(step: StepOf<'see'> | StepOf<'notSee'>, { page, fill }: StepContext): Promise<void> {
  const text = folded(fill(step.text));
  const place = step.in ?? 'page';
  const wanted = step.do === 'see';
  let seen = '';
  const right = await until(async () => {
    seen = await readable(page, place);
    return seen.includes(text) === wanted;
  });
  if (!right) {
    const what = wanted ? `did not see "${text}"` : `still saw "${text}"`;
    throw new StepFailed(
      `${capital(what)} on ${new URL(page.url()).pathname}${place === 'page' ? '' : ` (${place})`}. There was: ${seen.slice(0, 600)}`,
    );
  }
}

async function seeError({ label, text }: StepOf<'seeError'>, { page, fill }: StepContext): Promise<void> {
  const control = labelled(page, fill(label));
  await found(control, `an input "${fill(label)}"`, page);
  let seen = '';
  const right = await until(async () => {
    seen = folded(
      await control.evaluate((element) => {
        const ids = (element.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
        return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
      }),
    );
    return seen.includes(folded(fill(text)));
  });
  if (!right)
    throw new StepFailed(
      `The field "${fill(label)}" should say "${fill(text)}"; it says ${seen ? `"${seen}"` : 'nothing'}`,
    );
}

async function seeValue({ label, value }: StepOf<'seeValue'>, { page, fill }: StepContext): Promise<void> {
  const input = labelled(page, fill(label));
  await found(input, `an input "${fill(label)}"`, page);
  let seen = '';
  const right = await until(async () => {
    seen = await input.inputValue();
    return seen === fill(value);
  });
  if (!right) throw new StepFailed(`The field "${fill(label)}" should hold "${fill(value)}"; it holds "${seen}"`);
}

async function at({ path }: StepOf<'at'>, { page, fill }: StepContext): Promise<void> {
  const wanted = fill(path);
  const right = await until(async () => new URL(page.url()).pathname === wanted);
  if (!right) throw new StepFailed(`Should be at ${wanted}; is at ${new URL(page.url()).pathname}`);
}

/** The control of a label that can be seen. */
function labelled(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true }).locator('visible=true').first();
}

async function found(locator: Locator, what: string, page: Page): Promise<void> {
  try {
    await locator.waitFor({ state: 'visible', timeout: STEP_LIMIT });
  } catch {
    const seen = await readable(page, 'page');
    throw new StepFailed(
      `There is no ${what.replace(/^an? /, '')} on ${new URL(page.url()).pathname}. There was: ${seen.slice(0, 600)}`,
    );
  }
}

/**
 * A page of React that came from the server shows its controls before they work. A person is slower than that; a check
 * waits until React has taken the element over.
 */
async function hydrated(locator: Locator): Promise<void> {
  await until(() =>
    locator
      .evaluate((element) => {
        const next = '__next_f' in globalThis;
        return !next || Object.keys(element).some((key) => key.startsWith('__reactProps'));
      })
      .catch(() => false),
  );
}

const PLACES = { table: 'table', main: 'main', dialog: '[role=dialog], [role=alertdialog]', page: 'body' } as const;

/** The text of a part of the page as a person reads it; empty when the part is not there. */
async function readable(page: Page, place: keyof typeof PLACES): Promise<string> {
  try {
    const texts = await page
      .locator(PLACES[place])
      .locator('visible=true')
      .evaluateAll((elements) => elements.map((element) => (element as HTMLElement).innerText));
    return folded(texts.join(' '));
  } catch {
    return ''; // The page is just being replaced by the next.
  }
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Asks again until it is true; false after the limit of a step. */
async function until(condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + STEP_LIMIT;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
