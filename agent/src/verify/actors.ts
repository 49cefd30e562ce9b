import { randomBytes } from 'node:crypto';
import type { Actor } from '@appfactory/plan/plan';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Stop } from '../stop.ts';
import type { Person, Toolchain } from '../workspace/toolchain.ts';
import { StepFailed } from './reading.ts';
import { PAGE_LIMIT } from './steps.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface Account {
  email: string;
  password: string;
}

/** Somebody who is signed in from the start. */
interface Member extends Account {
  /** Token of their session in the app's database. */
  session: string;
}

export interface ActorsOptions {
  owner: Account;
  signUp: 'approval' | 'open';
  /** Names of the roles that somebody is needed of. */
  roles: string[];
  toolchain: Pick<Toolchain, 'accounts'>;
}

/** An app under test: where it answers, and the database behind it. */
export interface Target {
  kind: 'preview' | 'production';
  origin: string;
  /** Left out: the preview's own database. */
  databaseUrl?: string;
}

/** Somebody who wants no animations: what is checked is what the app does, not how long it takes to glide there. */
export const PERSON = {
  viewport: { width: 1280, height: 900 },
  locale: 'en-US',
  timezoneId: 'UTC',
  reducedMotion: 'reduce',
} as const;

/**
 * Opens browsers as the people of the checks. The owner signs in once per target, through the app's own page, which proves
 * that page; the others' sessions are made with their accounts, so that nobody waits for the same page again. All come back
 * with what the browser has kept of the app, as a person would.
 */
export class Actors {
  readonly #browser: () => Promise<Browser>;
  readonly #target: Target;
  readonly #options: ActorsOptions;
  readonly #stranger = somebody('stranger');
  /** Somebody of each role. */
  readonly #people: Map<string, Member>;
  #accounts: Promise<void> | undefined;
  #ownerSession: Promise<Session> | undefined;
  /** The page on which the owner has signed in, until a check goes on with it. */
  #landed: Page | undefined;
  /** Contexts that nobody uses, by the actor whose session they have. */
  readonly #idle = new Map<Actor, BrowserContext[]>();

  constructor(browser: () => Promise<Browser>, target: Target, options: ActorsOptions) {
    this.#browser = browser;
    this.#target = target;
    this.#options = options;
    this.#people = new Map(options.roles.map((role) => [role, somebody(role)]));
  }

  /**
   * A page of this actor in a browser context that nobody else uses: where the owner has just signed in, the page that they came
   * to, else an empty one. Give its context back, or close it, after the check.
   */
  async open(actor: Actor): Promise<Page> {
    const idle = this.#idle.get(actor)?.pop();
    if (idle) {
      // Whoever comes without an account comes without a cart as well.
      if (actor === 'visitor') await idle.clearCookies();
      return idle.newPage();
    }
    const storageState = await this.#session(actor);
    const landed = actor === 'owner' ? this.#landed : undefined;
    if (landed) {
      this.#landed = undefined;
      return landed;
    }
    const context = await (await this.#browser()).newContext({ ...PERSON, storageState });
    return context.newPage();
  }

  /** Takes back a context whose check has passed: the actor is who they were. */
  giveBack(actor: Actor, context: BrowserContext): void {
    this.#idle.set(actor, [...(this.#idle.get(actor) ?? []), context]);
  }

  /** Makes everybody's account in the target's database, once. */
  makeAccounts(): Promise<void> {
    const { owner, signUp, toolchain } = this.#options;
    const people: Person[] = [{ ...owner, role: 'owner' }];
    if (signUp === 'approval') people.push({ ...this.#stranger, role: 'pending' });
    for (const [role, account] of this.#people) people.push({ ...account, role });
    this.#accounts ??= toolchain.accounts(people, this.#target.databaseUrl);
    return this.#accounts;
  }

  async #session(actor: Actor): Promise<Session | undefined> {
    switch (actor) {
      case 'visitor':
        return undefined;
      case 'owner':
        this.#ownerSession ??= this.#signIn(this.#options.owner);
        return this.#ownerSession;
      case 'stranger':
        // With open sign-up everybody with an account is in: a stranger is somebody with a session that nobody made.
        if (this.#options.signUp === 'approval') await this.makeAccounts();
        return this.#sessionOf(this.#stranger);
      default: {
        const person = this.#people.get(actor.slice('role:'.length));
        if (!person) throw new Error(`nobody was made for "${actor}"`);
        await this.makeAccounts();
        return this.#sessionOf(person);
      }
    }
  }

  #sessionOf({ session }: Member): Session {
    const { hostname } = new URL(this.#target.origin);
    const cookie = {
      domain: hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax' as const,
    };
    return { origins: [], cookies: [{ ...cookie, name: 'authjs.session-token', value: session }] };
  }

  async #signIn({ email, password }: Account): Promise<Session> {
    const accounts = this.makeAccounts();
    // Awaited when the page is there; the page may fail first.
    accounts.catch(() => undefined);
    const context = await (await this.#browser()).newContext(PERSON);
    try {
      const page = await context.newPage();
      await page.goto(new URL('/sign-in', this.#target.origin).href, { timeout: PAGE_LIMIT });
      await page.waitForFunction(
        () => Object.keys(document.querySelector('form') ?? {}).some((key) => key.startsWith('__reactProps')),
        undefined,
        { timeout: PAGE_LIMIT },
      );
      await accounts;
      await page.getByLabel('Email', { exact: true }).fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL((url) => url.pathname !== '/sign-in', { timeout: PAGE_LIMIT });
      const session = await context.storageState();
      this.#landed = page;
      return session;
    } catch (error) {
      await context.close().catch(() => undefined);
      if (error instanceof Stop) throw error;
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new StepFailed(`Signing in as ${email} did not work: ${reason}`);
    }
  }
}

function somebody(name: string): Member {
  const secret = () => randomBytes(24).toString('base64url');
  return { email: `${name}@checks.example`, password: secret(), session: secret() };
}
