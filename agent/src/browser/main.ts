import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/**
 * The browser that judges the app, served to the agent in the same pod. It opens untrusted pages, so this container has no
 * credential of any kind; BROWSER_PATH, a random word, keeps other clients out.
 */
const BROWSERS = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The user's own browser, an installed one, or the one that comes as a package. */
async function findBrowser(): Promise<string> {
  const chosen = process.env.APPFACTORY_BROWSER;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`APPFACTORY_BROWSER names "${chosen}", which is not there; correct it or unset it`);
  }
  const installed = BROWSERS.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

const path = process.env.BROWSER_PATH;
if (!path) throw new Error('BROWSER_PATH is not set: give the browser the secret word of its address');
const executablePath = await findBrowser();
const server = await chromium.launchServer({
  executablePath,
  args: ARGS,
  headless: true,
  host: process.env.POD_IP ?? '127.0.0.1',
  port: Number(process.env.BROWSER_PORT ?? 9222),
  wsPath: `/${path}`,
});
console.log(JSON.stringify({ ready: true, browser: executablePath }));

const stop = async () => {
  await server.close();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
server.once('close', () => process.exit(1));
