import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { doStep, type PageStep, STEP_LIMIT } from '@appfactory/agent/verify/steps';
import type { KubeClient } from '@appfactory/kube/client';
import { SECRETS } from '@appfactory/kube/resources';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Ref } from './builds.ts';

export type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Somebody with a real browser. */
export class Person {
  readonly page: Page;
  /** What the pages threw. */
  readonly thrown: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    page.setDefaultTimeout(STEP_LIMIT);
    page.on('pageerror', (error) => this.thrown.push(error.message));
  }

  /** @param kept what the browser that they closed before has kept (`keeps`) */
  static async open(kept?: Kept): Promise<Person> {
    const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
    return new Person(browser, await browser.newPage({ locale: 'en-US', timezoneId: 'UTC', storageState: kept }));
  }

  /** What a browser keeps when it is closed: cookies with a date, and what pages have stored. */
  async keeps(): Promise<Kept> {
    const { cookies, origins } = await this.page.context().storageState();
    return { cookies: cookies.filter(({ expires }) => expires > 0), origins };
  }

  /** Does the steps on the app at `origin`. Throws with what was seen instead. */
  async at(origin: string, ...steps: PageStep[]): Promise<void> {
    for (const step of steps) {
      try {
        await doStep(step, { page: this.page, origin, fill: (text) => text, limit: STEP_LIMIT });
      } catch (error) {
        throw new Error(`${JSON.stringify(step)}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }
  }

  /** Signs in on the app's own page. */
  async signIn(origin: string, { email, password }: { email: string; password: string }): Promise<void> {
    await this.at(
      origin,
      { do: 'open', path: '/sign-in' },
      { do: 'fill', label: 'Email', value: email },
      { do: 'fill', label: 'Password', value: password },
      { do: 'click', role: 'button', name: 'Sign in' },
    );
    await this.page.waitForURL((url) => url.pathname !== '/sign-in');
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** The first owner of a built app, as its Secret tells. */
export async function ownerOf(client: KubeClient, { namespace, name }: Ref) {
  const { data = {} } = await client.get(SECRETS, { namespace, name: `${name}-owner` });
  const read = (key: string) => Buffer.from(data[key] ?? '', 'base64').toString('utf8');
  return { email: read('email'), password: read('password') };
}
