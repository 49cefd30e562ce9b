import { chromium } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from './findBrowser.ts';

/**
 * The browser that judges the app, served to the agent in the same pod. It opens untrusted pages, so this container has no
 * credential of any kind; BROWSER_PATH, a random word, keeps other clients out.
 */
const path = process.env.BROWSER_PATH;
if (!path) throw new Error('BROWSER_PATH is not set: give the browser the secret word of its address');
const executablePath = await findBrowser();
const server = await chromium.launchServer({
  executablePath,
  args: BROWSER_ARGS,
  headless: true,
  host: process.env.POD_IP ?? '127.0.0.1',
  port: Number(process.env.BROWSER_PORT ?? 9222),
  wsPath: `/${path}`,
});

const stop = async () => {
  await server.close();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
server.once('close', () => process.exit(1));
console.log(JSON.stringify({ ready: true, browser: executablePath }));
