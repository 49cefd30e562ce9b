import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { launch, outputText, platformFolder } from './testing/launcherProcess.ts';
import { describeProcesses, processesOf } from './testing/processes.ts';

/** The promise of the README's first command. What comes after it is in applyToReady.full.test.ts. */
const LIMIT = 3_600_000;

let base: string;

beforeAll(async () => {
  base = await platformFolder();
});

afterAll(() => rm(base, { recursive: true, force: true }), LIMIT);

test(
  'one command builds the sample, says how it goes, and ends with exit status 0',
  async () => {
    const launched = await launch(base, ['--once', '--port', '0']);
    const status = await launched.ended;
    const said = await outputText(launched);
    expect(`${said}\nexit status ${status}`).toMatch(/exit status 0$/);
    for (const line of [
      /default\/crm: Building · \d\/5 · /,
      /crm \(namespace default, generation 1\)/,
      /first preview +\d/,
      /first page of its own +\d/,
      /first verified feature +\d/,
      /Ready +\d/,
      /checks +\d+ passed, 0 failed, 0 skipped/,
      /commit +[0-9a-f]{40}/,
      /digest +sha256:[0-9a-f]{64}/,
      /address +http:\/\/crm\.default\.localhost:\d+/,
    ]) {
      expect(said).toMatch(line);
    }
    const left = await processesOf(base);
    expect(describeProcesses(left)).toBe('');
  },
  LIMIT,
);
