import { existsSync } from 'node:fs';

/** In this order: the headless ones draw no window, and do the same work in two thirds of the time. */
const INSTALLED = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chrome-headless-shell',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
];

/** What a browser of ours starts with: no privileges to give away, no shared memory to rely on, no calls of its own. */
export const BROWSER_ARGS = [
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

/** Path of the browser that this machine has, if it has one. */
export function installedBrowser(): string | undefined {
  return INSTALLED.find((path) => existsSync(path));
}

/** Path of a Chromium: the user's own (APPFACTORY_BROWSER), an installed one, or the headless one that comes as a package. */
export async function findBrowser(): Promise<string> {
  const chosen = process.env.APPFACTORY_BROWSER;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`APPFACTORY_BROWSER names "${chosen}", which is not there; correct it or unset it`);
  }
  const installed = installedBrowser();
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
