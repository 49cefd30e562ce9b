import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Stop } from '../stop.ts';
import { type Account, Actors, type ActorsOptions } from './actors.ts';
import { type Pages, servePages } from './testing/pages.ts';

/** A page says who is in by the session's cookie, as the app under test does. */
let pages: Pages;
let signIns: number;
beforeAll(async () => {
  pages = await servePages((request, response) => {
    if (request.method === 'POST') {
      signIns += 1;
      response.setHeader('set-cookie', 'authjs.session-token=of-the-owner; Path=/; HttpOnly');
      return void response.writeHead(303, { location: '/' }).end();
    }
    if (request.url === '/sign-in') {
      return void response.end(
        '<form method=post><label>Email<input></label><label>Password<input type=password></label><button>Sign in</button></form><script>document.querySelector("form").__reactProps = {}</script>',
      );
    }
    response.end(/authjs\.session-token=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody');
  });
}, 120_000);
afterAll(() => pages.close());

type MadePerson = Parameters<ActorsOptions['toolchain']['accounts']>[0][number];

function actorsOf(signUp: ActorsOptions['signUp'], roles: string[], broken?: Stop) {
  signIns = 0;
  const made: MadePerson[] = [];
  const owner: Account = { email: 'owner@example.com', password: 'right' };
  const accounts = async (people: readonly MadePerson[]) => {
    if (broken) throw broken;
    made.push(...people);
  };
  const target = { kind: 'preview', origin: pages.origin } as const;
  return {
    made,
    actors: new Actors(async () => pages.browser, target, { owner, signUp, roles, toolchain: { accounts } }),
  };
}

async function seenBy(page: Page): Promise<string> {
  await page.goto(pages.origin);
  const text = await page.locator('body').innerText();
  await page.close();
  return text;
}

test('the owner signs in through the page, once; the others have the sessions that were made with their accounts', async () => {
  const { made, actors } = actorsOf('approval', ['clerk']);
  const [one, two] = await Promise.all([actors.open('owner'), actors.open('owner')]);
  // The first goes on where the owner has come to.
  expect([one.url(), two.url()]).toEqual([`${pages.origin}/`, 'about:blank']);
  expect([await seenBy(one), await seenBy(two)]).toEqual(['of-the-owner', 'of-the-owner']);
  expect(signIns).toBe(1);
  const session = (role: string) => made.find((person) => person.role === role)?.session;
  expect(await seenBy(await actors.open('stranger'))).toBe(session('pending'));
  expect(await seenBy(await actors.open('role:clerk'))).toBe(session('clerk'));
  expect(await seenBy(await actors.open('visitor'))).toBe('nobody');
  expect(made.map(({ role }) => role)).toEqual(['owner', 'pending', 'clerk']);
  expect(session('owner')).toBeUndefined();
  expect(signIns).toBe(1);
}, 120_000);

test('accounts that cannot be made end the build with their own words', async () => {
  const { actors } = actorsOf('approval', [], new Stop('terminal', 'AccountFailed', 'no such table'));
  await expect(actors.open('owner')).rejects.toMatchObject({ reason: 'AccountFailed' });
}, 120_000);

test('where everybody may sign up, a stranger comes with a session that was never made', async () => {
  const { made, actors } = actorsOf('open', []);
  expect(await seenBy(await actors.open('stranger'))).toMatch(/^[\w-]{32}$/);
  expect(made).toEqual([]);
}, 120_000);

test('a role that nobody was made for is a fault of the plan', async () => {
  await expect(actorsOf('approval', []).actors.open('role:clerk')).rejects.toThrow('nobody was made for "role:clerk"');
});
