import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Check } from '@appfactory/plan/plan';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../browser/findBrowser.ts';
import { runCheck } from './runCheck.ts';

const OUTDATED = '<script>throw new Error("Failed to load chunk /_next/static/chunks/src_1.js from module 2")</script>';
const CHECK: Check = {
  name: 'The page greets',
  as: 'visitor',
  steps: [
    { do: 'open', path: '/' },
    { do: 'see', text: 'Hello' },
  ],
};

let server: Server;
let browser: Browser;
let origin: string;
/** What the server answers, one after the other; the last one from then on. */
let answers: string[];
let asked: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    const body = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><title>t</title>${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
}, 120_000);

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  asked = 0;
});

const actors = { open: () => browser.newContext(), giveBack: () => undefined };

test('whoever goes on finds the page that was remembered', async () => {
  answers = ['<p>Hello</p>', '<p>Nothing here</p>'];
  const steps: Check['steps'] = [
    ...CHECK.steps,
    { do: 'remember' },
    { do: 'become', actor: 'stranger' },
    { do: 'open', path: '{row}' },
    { do: 'at', path: '/' },
    { do: 'see', text: 'Nothing here' },
  ];
  expect(await runCheck({ ...CHECK, steps }, actors, { kind: 'production', origin })).toMatchObject({
    result: 'passed',
  });
}, 120_000);

test('a preview that has just got other files: the check begins anew', async () => {
  answers = [OUTDATED, OUTDATED, '<p>Hello</p>'];
  expect(await runCheck(CHECK, actors, { kind: 'preview', origin })).toMatchObject({ result: 'passed' });
  expect(asked).toBe(3);
}, 120_000);

test('a production server never forgets its code: the check fails at once', async () => {
  answers = [`<p>Hello</p>${OUTDATED}`];
  expect(await runCheck(CHECK, actors, { kind: 'production', origin })).toMatchObject({
    result: 'failed',
    seen: expect.stringContaining('Failed to load chunk'),
  });
  expect(asked).toBe(1);
}, 120_000);
