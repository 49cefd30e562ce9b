import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { readExams } from '@appfactory/bench/scoreboard/exam';
import { SAMPLE } from '@appfactory/bench/scoreboard/sample';
import { passedOf, scorePrompts } from '@appfactory/bench/scoreboard/scorePrompts';
import { ROOT } from '@appfactory/launcher/manifests';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import type { Platform } from './testing/platform.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

/** How many builds run at a time: while one is judged in the browser, another is written and built. */
const AT_ONCE = 2;
const LIMIT = 2_400_000;

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  platform = await sharedPlatform();
  browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
}, LIMIT);
afterAll(async () => {
  await browser?.close();
  await platform?.close();
});

test(
  'six prompts of the scoreboard become Ready apps, and each is judged by its eight checks',
  async () => {
    const all = await readExams(join(ROOT, 'bench', 'scoreboard', 'prompts'));
    const exams = all.filter(({ id }) => SAMPLE.includes(id));
    const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
    const scores = await scorePrompts(platform, browser, exams, { atOnce: AT_ONCE, say });
    const total = scores.reduce((sum, score) => sum + passedOf(score), 0);
    say(`scoreboard sample: ${total} of ${exams.length * 8} checks passed`);
    expect(scores.filter(({ ready }) => !ready).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(scores.map(({ id, checks }) => `${id}: ${checks.length}`).toSorted()).toEqual(
      SAMPLE.map((id) => `${id}: 8`).toSorted(),
    );
  },
  LIMIT,
);
