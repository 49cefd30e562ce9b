import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { request } from 'undici';
import type { Gateway } from '../gateway.ts';
import { TestClient } from '../testing/client.ts';
import { startTestPlatform, type TestPlatform } from '../testing/platform.ts';
import { CLIENT, startIssuer, type TestIssuer } from './testing/provider.ts';

let platform: TestPlatform;
let issuer: TestIssuer;
let gateway: Gateway;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-oidc-'));
  const clientSecretFile = join(folder, 'secret');
  await writeFile(clientSecretFile, `${CLIENT.secret}\n`, { mode: 0o600 });
  [platform, issuer, browser] = await Promise.all([
    startTestPlatform(),
    startIssuer(),
    findBrowser().then((executablePath) => chromium.launch({ executablePath, args: BROWSER_ARGS })),
  ]);
  gateway = await platform.gateway({
    oidc: {
      issuer: issuer.url,
      clientId: CLIENT.id,
      clientSecretFile,
      clientAuth: 'client_secret_basic',
      name: 'Example Accounts',
    },
  });
  await issuer.allow(`${gateway.address}/sign-in/oidc/callback`);
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await issuer?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

/** Goes to the gateway, signs in at the issuer's own pages as the subject, and comes back. */
async function signIn(subject: string, { cancel = false } = {}): Promise<Page> {
  const page = await newPage(await browser.newContext());
  await page.goto(`${gateway.address}/sign-in/oidc?to=/account`);
  await page.getByPlaceholder('Enter any login').fill(subject);
  await page.getByPlaceholder('and password').fill('any');
  if (cancel) await page.getByText('[ Cancel ]').click();
  else {
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  await page.waitForURL((url) => url.origin === gateway.address);
  return page;
}

async function viewerOf(page: Page): Promise<unknown> {
  const cookies = await page.context().cookies(gateway.address);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return new TestClient(gateway.address, { cookie }).data('{ viewer { name kind } }');
}

async function invite(name: string, email: string | null): Promise<string> {
  const rows = await platform.database.query<{ id: string }>(
    'insert into account (name, email) values ($1, $2) returning id',
    [name, email],
  );
  return rows[0]?.id ?? '';
}

const linked = () =>
  platform.database.query<{ subject: string; name: string }>(
    'select subject, name from oidc_identity join account on account.id = account_id order by subject, name',
  );

test('the sign-in page can offer it', async () => {
  const nobody = new TestClient(gateway.address);
  expect(await nobody.data('{ singleSignOn { name path problem } }')).toEqual({
    singleSignOn: { name: 'Example Accounts', path: '/sign-in/oidc', problem: null },
  });
  const { address } = await platform.gateway();
  expect(await new TestClient(address).data('{ singleSignOn { name } }')).toEqual({ singleSignOn: null });
});

test('a member who was invited by a verified address is let in, and from then on known by their subject', async () => {
  await invite('ada@acme', 'Ada@Example.com');
  issuer.people.set('ada', { email: 'ada@example.com', isVerified: true });
  const page = await signIn('ada');
  // There is no dashboard here; the path is the one that was asked for.
  expect(new URL(page.url()).pathname).toBe('/account');
  expect(await viewerOf(page)).toEqual({ viewer: { name: 'ada@acme', kind: 'account' } });
  expect(await linked()).toEqual([{ subject: 'ada', name: 'ada@acme' }]);
  const [audit] = await platform.database.query<object>("select * from audit where action = 'signInByOidc'");
  expect(audit).toMatchObject({ person: 'ada@acme', arguments: { issuer: issuer.url, subject: 'ada' }, outcome: 'ok' });

  issuer.people.set('ada', { email: 'married@example.com', isVerified: false });
  expect(await viewerOf(await signIn('ada'))).toEqual({ viewer: { name: 'ada@acme', kind: 'account' } });
  // Whoever gets the address later gets nothing of hers.
  issuer.people.set('other', { email: 'ada@example.com', isVerified: true });
  expect(await viewerOf(await signIn('other'))).toEqual({ viewer: null });
});

test.each([
  ['with an address that is not verified', { email: 'bob@example.com', isVerified: false }, 'is verified'],
  ['whom nobody invited', { email: 'eve@example.com', isVerified: true }, 'Nobody was invited here'],
])('somebody %s is told so, and gets nothing', async (_, known, words) => {
  await invite(`bob-${known.isVerified}@acme`, 'bob@example.com');
  issuer.people.set('somebody', known);
  const before = await linked();
  const page = await signIn('somebody');
  await page.getByText(words).waitFor();
  expect(await viewerOf(page)).toEqual({ viewer: null });
  expect(await linked()).toEqual(before);
  const problem = new URL(page.url()).searchParams.get('problem');
  const { singleSignOn } = await new TestClient(gateway.address).data<{ singleSignOn: { problem: string } }>(
    'query ($problem: String) { singleSignOn(problem: $problem) { problem } }',
    { problem },
  );
  expect(singleSignOn.problem).toContain(words);
});

test('an account without an address is nobody’s, whatever their address is called', async () => {
  await invite('none@acme', null);
  issuer.people.set('null', { email: '', isVerified: true });
  expect(await viewerOf(await signIn('null'))).toEqual({ viewer: null });
});

test('who was invited to two teams chooses', async () => {
  await invite('cleo@acme', 'cleo@example.com');
  await invite('cleo@bakery', 'cleo@example.com');
  issuer.people.set('cleo', { email: 'cleo@example.com', isVerified: true });
  const page = await signIn('cleo');
  await page.getByRole('button', { name: 'cleo@bakery' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  expect(await viewerOf(page)).toEqual({ viewer: { name: 'cleo@bakery', kind: 'account' } });
});

test('who cancels there is told so here', async () => {
  const page = await signIn('ada', { cancel: true });
  await page.getByText('it was cancelled there').waitFor();
});

test('what comes back is for the browser that went, once', async () => {
  const context = await browser.newContext();
  const page = await newPage(context);
  await page.goto(`${gateway.address}/sign-in/oidc`);
  await page.getByPlaceholder('Enter any login').fill('ada');
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  const [begun] = (await context.cookies(`${gateway.address}/sign-in/oidc`)).map(
    ({ name, value }) => `${name}=${value}`,
  );
  const cookie = begun ?? '';
  // As if it were another browser, which has begun nothing: what comes back is of no use to it.
  await context.clearCookies({ name: 'appfactory_oidc' });
  const coming = page.waitForRequest((sent) => sent.url().startsWith(`${gateway.address}/sign-in/oidc/callback`));
  await page.getByRole('button', { name: 'Continue' }).click();
  const back = (await coming).url();
  await page.getByText('went on in another browser').waitFor();
  const open = async (url: string, headers: Record<string, string>) => {
    const answered = await request(url, { headers });
    await answered.body.dump();
    return { location: answered.headers.location, cookies: String(answered.headers['set-cookie']) };
  };
  const forged = new URL(back);
  forged.searchParams.set('state', 'forged');
  expect(await open(forged.href, { cookie })).toMatchObject({ location: '/sign-in?problem=oidc-expired' });
  const nonsense = 'appfactory_oidc=bm9uc2Vuc2U';
  expect(await open(back, { cookie: nonsense })).toMatchObject({ location: '/sign-in?problem=oidc-expired' });

  const first = await open(back, { cookie });
  expect(first.location).toBe('/');
  expect(first.cookies).toContain('appfactory_session=');
  const again = await open(back, { cookie });
  expect(again.location).toBe('/sign-in?problem=oidc-expired');
  expect(again.cookies).not.toContain('appfactory_session=');
});

test('it leads nowhere but to this gateway', async () => {
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answered = await request(`${gateway.address}/sign-in/oidc?to=${encodeURIComponent(to)}`);
    await answered.body.dump();
    const [cookie = ''] = [answered.headers['set-cookie']].flat();
    const value = /appfactory_oidc=([^;]*)/.exec(cookie)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(value, 'base64url').toString())).toMatchObject({ to: '/' });
  }
});

test('an issuer that is away is told of, and is asked again when it is back', async () => {
  const oidc = { issuer: issuer.url, clientId: CLIENT.id, clientAuth: 'client_secret_basic', name: 'Away' } as const;
  const other = await platform.gateway({ oidc });
  const begin = async () => {
    const answered = await request(`${other.address}/sign-in/oidc`);
    await answered.body.dump();
    return String(answered.headers.location);
  };
  await issuer.away(async () => {
    expect(await begin()).toBe('/sign-in?problem=oidc-away');
  });
  expect(await begin()).toContain(`${issuer.url}/auth?`);
});
