import { randomBytes } from 'node:crypto';
import type { Actor } from '@appfactory/plan/plan';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Toolchain } from '../workspace/toolchain.ts';
import { StepFailed } from './reading.ts';
import { PAGE_LIMIT } from './steps.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface Account {
  email: string;
  password: string;
}

/** An app under test: where it answers, and the database behind it. */
export interface Target {
  kind: 'preview' | 'production';
  origin: string;
  /** Left out: the preview's own database. */
  databaseUrl?: string;
}

/** Somebody who wants no animations: what is checked is what the app does, not how long it takes to glide there. */
const PERSON = {
  viewport: { width: 1280, height: 900 },
  locale: 'en-US',
  timezoneId: 'UTC',
  reducedMotion: 'reduce',
} as const;

/**
 * Opens browsers as the people of the checks. Each signs in once per target, through the app's own page, and comes back with
 * what the browser has kept of the app, as a person would.
 */
export class Actors {
  readonly #browser: Browser;
  readonly #target: Target;
  readonly #owner: Account;
  readonly #stranger: Account | undefined;
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #toolchain: Toolchain;
  readonly #people = new Map<string, Promise<Account>>();
  readonly #idle = new Map<Actor, BrowserContext[]>();

  private constructor(
    browser: Browser,
    target: Target,
    toolchain: Toolchain,
    owner: Account,
    stranger: Account | undefined,
  ) {
    this.#toolchain = toolchain;
    this.#browser = browser;
    this.#target = target;
    this.#owner = owner;
    this.#stranger = stranger;
  }

  /** Makes the accounts in the target's database. With open sign-up a stranger is somebody with a made-up session. */
  static async create(
    browser: Browser,
    target: Target,
    options: { owner: Account; signUp: 'approval' | 'open'; toolchain: Toolchain },
  ): Promise<Actors> {
    const { owner, signUp, toolchain } = options;
    await toolchain.account(owner.email, owner.password, 'owner', target.databaseUrl);
    let stranger: Account | undefined;
    if (signUp === 'approval') {
      stranger = { email: 'stranger@checks.example', password: randomBytes(18).toString('base64url') };
      await toolchain.account(stranger.email, stranger.password, 'pending', target.databaseUrl);
    }
    return new Actors(browser, target, toolchain, owner, stranger);
  }

  /** A browser context that nobody else uses, with this actor's session. Give it back, or close it, after the check. */
  async open(actor: Actor): Promise<BrowserContext> {
    const idle = this.#idle.get(actor)?.pop();
    return idle ?? this.#browser.newContext({ ...PERSON, storageState: await this.#session(actor) });
  }

  /** Takes back a context whose check has passed: the actor is who they were. */
  giveBack(actor: Actor, context: BrowserContext): void {
    this.#idle.set(actor, [...(this.#idle.get(actor) ?? []), context]);
  }

  async #session(actor: Actor): Promise<Session | undefined> {
    switch (actor) {
      case 'visitor':
        return undefined;
      case 'owner':
        return this.#signedIn(this.#owner);
      case 'stranger':
        return this.#stranger ? this.#signedIn(this.#stranger) : this.#madeUp();
      default:
        return this.#signedIn(await this.#person(actor.slice('role:'.length)));
    }
  }

  /** Somebody of a role, whose account is made when the first check asks for them. */
  #person(role: string): Promise<Account> {
    const known = this.#people.get(role);
    if (known) return known;
    const account = { email: `${role}@checks.example`, password: randomBytes(18).toString('base64url') };
    const made = this.#toolchain
      .account(account.email, account.password, role, this.#target.databaseUrl)
      .then(() => account);
    this.#people.set(role, made);
    return made;
  }

  #madeUp(): Session {
    const { hostname } = new URL(this.#target.origin);
    const cookie = {
      domain: hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax' as const,
    };
    return {
      origins: [],
      cookies: [{ ...cookie, name: 'authjs.session-token', value: '00000000-0000-4000-8000-000000000000' }],
    };
  }

  #signedIn(account: Account): Promise<Session> {
    const known = this.#sessions.get(account.email);
    if (known) return known;
    const session = this.#signIn(account);
    this.#sessions.set(account.email, session);
    return session;
  }

  async #signIn({ email, password }: Account): Promise<Session> {
    const context = await this.#browser.newContext(PERSON);
    try {
      const page = await context.newPage();
      await page.goto(new URL('/sign-in', this.#target.origin).href, { timeout: PAGE_LIMIT });
      await page.waitForFunction(
        () => Object.keys(document.querySelector('form') ?? {}).some((key) => key.startsWith('__reactProps')),
        undefined,
        { timeout: PAGE_LIMIT },
      );
      await page.getByLabel('Email', { exact: true }).fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL((url) => url.pathname !== '/sign-in', { timeout: PAGE_LIMIT });
      return await context.storageState();
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new StepFailed(`Signing in as ${email} did not work: ${reason}`);
    } finally {
      await context.close();
    }
  }
}
