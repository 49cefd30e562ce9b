import type { Check } from '@appfactory/plan/plan';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { runCheck } from './runCheck.ts';
import { type Pages, servePages } from './testing/pages.ts';

const OUTDATED = '<script>throw new Error("Failed to load chunk /_next/static/chunks/src_1.js from module 2")</script>';
const CHECK: Check = {
  name: 'The page greets',
  as: 'visitor',
  steps: [
    { do: 'open', path: '/' },
    { do: 'see', text: 'Hello' },
  ],
};

let pages: Pages;
/** What the server answers, one after the other; the last one from then on. */
let answers: string[];
let asked: number;

beforeAll(async () => {
  pages = await servePages((request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    const body = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    response.end(`<!doctype html><title>t</title>${body}`);
  });
}, 120_000);

afterAll(() => pages.close());

beforeEach(() => {
  asked = 0;
});

const actors = { open: () => pages.browser.newPage(), giveBack: () => undefined };

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
  expect(await runCheck({ ...CHECK, steps }, actors, { kind: 'production', origin: pages.origin })).toMatchObject({
    result: 'passed',
  });
}, 120_000);

test('a page that is where the check begins is not loaded again', async () => {
  answers = ['<p>Hello</p>', '<p>Loaded twice</p>'];
  const page = await pages.browser.newPage();
  await page.goto(`${pages.origin}/`);
  const landed = { ...actors, open: async () => page };
  expect(await runCheck(CHECK, landed, { kind: 'production', origin: pages.origin })).toMatchObject({
    result: 'passed',
  });
  expect(asked).toBe(1);
}, 120_000);

test('a preview that has just got other files: the check begins anew', async () => {
  answers = [OUTDATED, OUTDATED, '<p>Hello</p>'];
  expect(await runCheck(CHECK, actors, { kind: 'preview', origin: pages.origin })).toEqual({
    check: CHECK.name,
    result: 'passed',
  });
  expect(asked).toBe(3);
}, 120_000);

test('what passes on the production server keeps a picture of it', async () => {
  answers = ['<p>Hello</p>'];
  const { result, screenshot } = await runCheck(CHECK, actors, { kind: 'production', origin: pages.origin });
  expect(result).toBe('passed');
  expect(Buffer.from(screenshot ?? []).toString('latin1', 1, 4)).toBe('PNG');
}, 120_000);

test('a production server never forgets its code: the check fails at once', async () => {
  answers = [`<p>Hello</p>${OUTDATED}`];
  expect(await runCheck(CHECK, actors, { kind: 'production', origin: pages.origin })).toMatchObject({
    result: 'failed',
    seen: expect.stringContaining('Failed to load chunk'),
  });
  expect(asked).toBe(1);
}, 120_000);
