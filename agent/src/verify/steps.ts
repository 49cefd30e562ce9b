import type { Step } from '@appfactory/plan/plan';
import type { Page } from 'playwright-core';
import { capital, folded, found, hydrated, labelled, readable, StepFailed, until } from './reading.ts';

/**
 * Milliseconds that a step may take, and a page until it is there: a development server compiles a page at its first visit,
 * and the machine may be busy with ten other builds. What is wrong is seen by what the page says, not by how long it takes.
 */
export const STEP_LIMIT = 120_000;
export const PAGE_LIMIT = 300_000;
export interface StepContext {
  page: Page;
  /** Origin of the app. */
  origin: string;
  /** Replaces {run}, {number} and {date} by what is new in this run. */
  fill(text: string): string;
  /** Milliseconds that a step may take. */
  limit: number;
}

/** What is done on one page; who is at the browser, and what stays with them, is up to runCheck. */
export type PageStep = Exclude<Step, { do: 'become' | 'remember' }>;
type StepOf<Do extends Step['do']> = Extract<Step, { do: Do }>;

/** Does one step. Throws StepFailed when what should be there is not. */
export async function doStep(step: PageStep, context: StepContext): Promise<void> {
  switch (step.do) {
    case 'open':
      return open(step, context);
    case 'reload':
      await context.page.reload();
      return;
    case 'click':
      return click(step, context);
    case 'fill':
      return enter(step, context);
    case 'choose':
      return choose(step, context);
    case 'check':
      return setChecked(step, context);
    case 'upload':
      return upload(step, context);
    case 'download':
      return download(step, context);
    case 'see':
    case 'notSee':
      return see(step, context);
    case 'seePicture':
      return seePicture(step, context);
    case 'seeError':
      return seeError(step, context);
    case 'seeValue':
      return seeValue(step, context);
    case 'at':
      return at(step, context);
    case 'missing':
      return missing(step, context);
  }
}

async function open({ path }: StepOf<'open'>, { page, origin, fill }: StepContext): Promise<void> {
  const address = new URL(fill(path), origin).href;
  const answer = await page.goto(address);
  if (answer && answer.status() >= 500) throw new StepFailed(`Opening ${path} answered status ${answer.status()}`);
}

async function click({ role, name, within }: StepOf<'click'>, { page, fill, limit }: StepContext): Promise<void> {
  const scope = within ? page.getByLabel(fill(within), { exact: true }) : page;
  const target = scope.getByRole(role, { name: fill(name), exact: true }).first();
  await found(target, `a ${role} "${fill(name)}"`, page);
  await hydrated(target, limit);
  await target.click();
}

/** The control of a step: the one of its label, on the page or within the region that the step names. */
function controlOf({ label, within }: { label: string; within?: string }, { page, fill }: StepContext) {
  return labelled(within ? page.getByLabel(fill(within), { exact: true }) : page, fill(label));
}

async function enter(step: StepOf<'fill'>, context: StepContext): Promise<void> {
  const { label, value } = step;
  const { page, fill, limit } = context;
  const input = controlOf(step, context);
  await found(input, `an input "${fill(label)}"`, page);
  await hydrated(input, limit);
  const text = fill(value);
  try {
    await input.fill(text);
  } catch (error) {
    // A date or number input refuses text of another kind; what a person can type there is typed.
    if (!/Malformed value|Cannot type text/.test(String(error))) throw error;
    await input.focus();
    await page.keyboard.type(text);
  }
}

async function choose(step: StepOf<'choose'>, context: StepContext): Promise<void> {
  const { label, option } = step;
  const { page, fill, limit } = context;
  const control = controlOf(step, context);
  await found(control, `a choice "${fill(label)}"`, page);
  await hydrated(control, limit);
  const wanted = fill(option);
  if ((await control.evaluate((element) => element.tagName)) === 'SELECT') {
    await control.selectOption({ label: wanted });
    return;
  }
  await control.click();
  const opened = page.getByRole('listbox').first();
  await found(opened, `the choices of "${fill(label)}"`, page);
  const search = page.locator('[role=combobox]:is(input):visible').last();
  if ((await search.count()) > 0) await search.fill(wanted);
  const choice = page
    .getByRole('option', { name: wanted, exact: true })
    .or(page.getByRole('option').filter({ has: page.getByText(wanted, { exact: true }) }))
    .first();
  await found(choice, `"${wanted}" among the choices of "${fill(label)}"`, page);
  await choice.click();
  await opened.waitFor({ state: 'hidden' });
}

async function setChecked(step: StepOf<'check'>, context: StepContext): Promise<void> {
  const { label, on } = step;
  const { page, fill, limit } = context;
  const control = controlOf(step, context);
  await found(control, `a switch "${fill(label)}"`, page);
  await hydrated(control, limit);
  await control.setChecked(on);
}

const FILE_TYPES: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  txt: 'text/plain',
  csv: 'text/csv',
};

async function upload(step: StepOf<'upload'>, { page, fill, limit }: StepContext): Promise<void> {
  const { label, content, encoding = 'utf8' } = step;
  const name = fill(step.file);
  // A page may hide the input and show a larger place to drop files on.
  const input = page.getByLabel(fill(label), { exact: true }).and(page.locator('input[type=file]')).first();
  try {
    await input.waitFor({ state: 'attached' });
  } catch {
    throw new StepFailed(`There is no file input "${fill(label)}" on ${new URL(page.url()).pathname}`);
  }
  await hydrated(input, limit);
  await input.setInputFiles({
    name,
    mimeType: FILE_TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    buffer: Buffer.from(fill(content), encoding),
  });
}

async function download(step: StepOf<'download'>, { page, fill, limit }: StepContext): Promise<void> {
  const { role } = step;
  const name = fill(step.name);
  const target = page.getByRole(role, { name, exact: true }).first();
  await found(target, `a ${role} "${name}"`, page);
  await hydrated(target, limit);
  const [handed] = await Promise.all([page.waitForEvent('download', { timeout: limit }), target.click()]).catch(
    (error: unknown) => {
      if (!/Timeout/.test(String(error))) throw error;
      throw new StepFailed(`The ${role} "${name}" hands out no file`);
    },
  );
  const chunks: Buffer[] = [];
  for await (const chunk of await handed.createReadStream()) chunks.push(Buffer.from(chunk as Uint8Array));
  const text = Buffer.concat(chunks).toString('utf8');
  await handed.delete();
  for (const wanted of step.see.map(fill))
    if (!text.includes(wanted))
      throw new StepFailed(`The file should hold "${wanted}". It holds: ${text.slice(0, 600)}`);
  for (const unwanted of step.notSee.map(fill))
    if (text.includes(unwanted)) throw new StepFailed(`The file should not hold "${unwanted}"`);
}

async function see(step: StepOf<'see'> | StepOf<'notSee'>, { page, fill, limit }: StepContext): Promise<void> {
  const text = folded(fill(step.text));
  const place = step.in ?? 'page';
  const wanted = step.do === 'see';
  let seen = '';
  const right = await until(limit, async () => {
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

async function seePicture(step: StepOf<'seePicture'>, { page, fill, limit }: StepContext): Promise<void> {
  const name = fill(step.name);
  const picture = page.getByRole('img', { name, exact: true }).and(page.locator('img')).first();
  await found(picture, `a picture "${name}"`, page);
  const loaded = await until(limit, () =>
    picture.evaluate((element) => Number((element as { naturalWidth?: number }).naturalWidth) > 0).catch(() => false),
  );
  if (!loaded) throw new StepFailed(`The picture "${name}" on ${new URL(page.url()).pathname} is not loaded`);
}

async function seeError(step: StepOf<'seeError'>, context: StepContext): Promise<void> {
  const { label, text } = step;
  const { page, fill, limit } = context;
  const control = controlOf(step, context);
  await found(control, `an input "${fill(label)}"`, page);
  let seen = '';
  const right = await until(limit, async () => {
    seen = folded(
      await control.evaluate((element) => {
        const ids: string[] = (element.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
        return ids.map((id) => element.ownerDocument.getElementById(id)?.textContent ?? '').join(' ');
      }),
    );
    return seen.includes(folded(fill(text)));
  });
  if (!right)
    throw new StepFailed(
      `The field "${fill(label)}" should say "${fill(text)}"; it says ${seen ? `"${seen}"` : 'nothing'}`,
    );
}

async function seeValue(step: StepOf<'seeValue'>, context: StepContext): Promise<void> {
  const { label, value } = step;
  const { page, fill, limit } = context;
  const input = controlOf(step, context);
  await found(input, `an input "${fill(label)}"`, page);
  let seen = '';
  const right = await until(limit, async () => {
    seen = await input.inputValue();
    return seen === fill(value);
  });
  if (!right) throw new StepFailed(`The field "${fill(label)}" should hold "${fill(value)}"; it holds "${seen}"`);
}

async function at({ path }: StepOf<'at'>, { page, fill, limit }: StepContext): Promise<void> {
  const wanted = fill(path);
  const right = await until(limit, async () => new URL(page.url()).pathname === wanted);
  if (!right) throw new StepFailed(`Should be at ${wanted}; is at ${new URL(page.url()).pathname}`);
}

async function missing({ role, name }: StepOf<'missing'>, { page, fill, limit }: StepContext): Promise<void> {
  const control = page.getByRole(role, { name: fill(name), exact: true });
  const right = await until(limit, async () => (await control.count()) === 0);
  if (!right) throw new StepFailed(`There should be no ${role} "${fill(name)}" on ${new URL(page.url()).pathname}`);
}
