import { randomBytes } from 'node:crypto';
import type { Actor } from '@appfactory/plan/plan';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Person, Toolchain } from '../workspace/toolchain.ts';
import { StepFailed } from './reading.ts';
import { PAGE_LIMIT } from './steps.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface Account {
  email: string;
  password: string;
}

export interface ActorsOptions {
  owner: Account;
  signUp: 'approval' | 'open';
  /** Names of the roles that somebody is needed of. */
  roles: string[];
  toolchain: Toolchain;
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
  readonly #options: ActorsOptions;
  readonly #stranger = somebody('stranger');
  /** Somebody of each role. */
  readonly #people: Map<string, Account>;
  #accounts: Promise<void> | undefined;
  readonly #sessions = new Map<Actor, Promise<Session>>();
  readonly #idle = new Map<Actor, BrowserContext[]>();

  constructor(browser: Browser, target: Target, options: ActorsOptions) {
    this.#browser = browser;
    this.#target = target;
    this.#options = options;
    this.#people = new Map(options.roles.map((role) => [role, somebody(role)]));
  }

  /** Makes everybody's account in the target's database, once. */
  prepare(): Promise<void> {
    const { owner, signUp, toolchain } = this.#options;
    const people: Person[] = [{ ...owner, role: 'owner' }];
    if (signUp === 'approval') people.push({ ...this.#stranger, role: 'pending' });
    for (const [role, account] of this.#people) people.push({ ...account, role });
    this.#accounts ??= toolchain.accounts(people, this.#target.databaseUrl);
    return this.#accounts;
  }

  /** A browser context that nobody else uses, with this actor's session. Give it back, or close it, after the check. */
  async open(actor: Actor): Promise<BrowserContext> {
    const idle = this.#idle.get(actor)?.pop();
    if (idle) return idle;
    const session = await this.#session(actor);
    // The context that signed in is waiting for the first who asks.
    return this.#idle.get(actor)?.pop() ?? this.#browser.newContext({ ...PERSON, storageState: session });
  }

  /** Takes back a context whose check has passed: the actor is who they were. */
  giveBack(actor: Actor, context: BrowserContext): void {
    this.#idle.set(actor, [...(this.#idle.get(actor) ?? []), context]);
  }

  #session(actor: Actor): Promise<Session | undefined> {
    switch (actor) {
      case 'visitor':
        return Promise.resolve(undefined);
      case 'owner':
        return this.#signedIn(actor, this.#options.owner);
      case 'stranger':
        // With open sign-up everybody with an account is in: a stranger is somebody with a made-up session.
        return this.#options.signUp === 'open'
          ? Promise.resolve(this.#madeUp())
          : this.#signedIn(actor, this.#stranger);
      default: {
        const person = this.#people.get(actor.slice('role:'.length));
        if (!person) throw new Error(`nobody was made for "${actor}"`);
        return this.#signedIn(actor, person);
      }
    }
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

  #signedIn(actor: Actor, account: Account): Promise<Session> {
    const known = this.#sessions.get(actor);
    if (known) return known;
    const session = this.prepare().then(() => this.#signIn(actor, account));
    this.#sessions.set(actor, session);
    return session;
  }

  async #signIn(actor: Actor, { email, password }: Account): Promise<Session> {
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
      const session = await context.storageState();
      await page.close();
      // With what it has loaded of the app, which another one would have to load again.
      this.giveBack(actor, context);
      return session;
    } catch (error) {
      await context.close().catch(() => undefined);
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new StepFailed(`Signing in as ${email} did not work: ${reason}`);
    }
  }
}

function somebody(name: string): Account {
  return { email: `${name}@checks.example`, password: randomBytes(18).toString('base64url') };
}
