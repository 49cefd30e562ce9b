import { type Account, PERSON } from '@appfactory/agent/verify/actors';
import { StepFailed, until } from '@appfactory/agent/verify/reading';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { closest } from './meaning.ts';
import { PATIENCE, Screen } from './screen.ts';

/** Somebody at a browser of their own: a new page of it, and where their work begins. */
export interface Somebody {
  screen: Screen;
  /** Where they land: the first page for visitors, the page after signing in for the others. */
  start: string;
}

/**
 * The people of an app's checks. Each has a browser context that is kept for all checks; who is neither owner nor visitor
 * signs up on the app's own page, and the owner gives them the role of that name.
 */
export class People {
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #owner: Account;
  readonly #known = new Map<string, Promise<{ context: BrowserContext; start: string }>>();

  constructor(browser: Browser, origin: string, owner: Account) {
    this.#browser = browser;
    this.#origin = origin;
    this.#owner = owner;
  }

  /** @param actor owner, visitor, or a role of the prompt */
  async open(actor: string): Promise<Somebody> {
    let known = this.#known.get(actor);
    if (!known) {
      known = this.#introduce(actor);
      this.#known.set(actor, known);
      // Somebody who could not sign in may try again in the next check.
      known.catch(() => this.#known.delete(actor));
    }
    const { context, start } = await known;
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE * 2);
    return { screen: new Screen(page), start };
  }

  async close(): Promise<void> {
    for (const one of this.#known.values()) await one.then(({ context }) => context.close()).catch(() => undefined);
  }

  async #introduce(actor: string): Promise<{ context: BrowserContext; start: string }> {
    const context = await this.#browser.newContext(PERSON);
    try {
      if (actor === 'visitor') return { context, start: this.#origin };
      if (actor === 'owner') return { context, start: await this.#signIn(context, this.#owner) };
      const word = actor
        .normalize('NFD')
        .replace(/[^a-zA-Z0-9]+/g, '-')
        .toLowerCase();
      const account = { email: `${word}-${Date.now().toString(36)}@example.com`, password: `Long-enough-${word}-2027` };
      const role = await this.#signUp(context, account, actor);
      if (role !== undefined) await this.#give(account.email, actor);
      return { context, start: await this.#signIn(context, account) };
    } catch (error) {
      await context.close().catch(() => undefined);
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new StepFailed(`No ${actor} could be signed in: ${reason}`);
    }
  }

  async #signIn(context: BrowserContext, account: Account): Promise<string> {
    const page = await context.newPage();
    try {
      const screen = new Screen(page);
      await screen.open(new URL('/sign-in', this.#origin).href);
      // Somebody who has just signed up may be in already.
      if (new URL(page.url()).pathname !== '/sign-in') return page.url();
      await fillIn(page, account);
      await page
        .getByRole('button', { name: /^(sign in|log in|anmelden)/i })
        .first()
        .click();
      const left = await until(PATIENCE * 2, async () => new URL(page.url()).pathname !== '/sign-in');
      if (!left)
        throw new StepFailed(`The sign-in page says: ${(await screen.text(page.locator('form'))).slice(0, 200)}`);
      await screen.settled();
      return page.url();
    } finally {
      await page.close();
    }
  }

  /** Signs up; gives the role that the owner has yet to give, undefined where the person took it themselves. */
  async #signUp(context: BrowserContext, account: Account, role: string): Promise<string | undefined> {
    const page = await context.newPage();
    try {
      const screen = new Screen(page);
      await screen.open(new URL('/sign-up', this.#origin).href);
      await page.getByLabel(/^name/i).first().fill(`Somebody (${role})`);
      await fillIn(page, account);
      let taken: string | undefined;
      const choice = page.getByRole('combobox').first();
      if (await choice.isVisible().catch(() => false)) {
        await choice.click();
        const names = await page.getByRole('option').allInnerTexts();
        taken = closest([role], names, (name) => name);
        if (taken === undefined) await page.keyboard.press('Escape');
        else await page.getByRole('option', { name: taken, exact: true }).click();
      }
      await page.locator('form button[type=submit]').first().click();
      const left = await until(PATIENCE * 2, async () => new URL(page.url()).pathname !== '/sign-up');
      if (!left)
        throw new StepFailed(`The sign-up page says: ${(await screen.text(page.locator('form'))).slice(0, 200)}`);
      return taken === undefined ? role : undefined;
    } finally {
      await page.close();
    }
  }

  /** The owner lets the person in, with the role of the app that is called most like it, else as a member. */
  async #give(email: string, role: string): Promise<void> {
    const { screen, start } = await this.open('owner');
    try {
      await screen.open(start);
      const link = await screen.find(() => screen.links(), ['People', 'Members', 'Team', 'Users'], { least: 0.9 });
      if (!link) throw screen.fault('There is no page for people', await screen.links());
      await screen.follow(link);
      const row = screen.page.locator('li, tr').filter({ hasText: email }).first();
      await row.waitFor({ state: 'visible' });
      const picker = row.getByRole('combobox').first();
      if (await picker.isVisible().catch(() => false)) {
        await picker.click();
        const options = screen.page.getByRole('option');
        await options.first().waitFor({ state: 'visible' });
        const names = await options.allInnerTexts();
        const name = closest([role, 'Member'], names, (one) => one) ?? names[0];
        await options.nth(names.indexOf(name ?? '')).click();
      } else {
        const approve = row.getByRole('button', { name: /approve|let in|freischalten|annehmen/i }).first();
        if (await approve.isVisible().catch(() => false)) await approve.click();
      }
      const done = await until(PATIENCE * 2, async () => !/waiting|wartet/i.test(await screen.text(row)));
      if (!done) throw new StepFailed(`${email} could not be let in`);
    } finally {
      await screen.page.close();
    }
  }
}

async function fillIn(page: Page, { email, password }: Account): Promise<void> {
  await page
    .getByLabel(/^e-?mail/i)
    .first()
    .fill(email);
  await page
    .getByLabel(/^(password|passwort)/i)
    .first()
    .fill(password);
}
