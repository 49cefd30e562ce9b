import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { untilReady } from './testing/builds.ts';
import { eventually } from './testing/eventually.ts';
import { historyOf, timeless } from './testing/history.ts';
import { platformFolder } from './testing/launcherProcess.ts';
import { Platform } from './testing/platform.ts';
import { describeProcesses, processesOf, signal } from './testing/processes.ts';
import { startSmallBuild, untilSecondFeature } from './testing/smallBuild.ts';

let base: string;
let platform: Platform | undefined;

beforeAll(async () => {
  base = await platformFolder();
});

afterAll(async () => {
  if (platform) await platform.stop();
  else await rm(base, { recursive: true, force: true });
}, 1_800_000);

test.each<[string, NodeJS.Signals]>([
  ['Ctrl-C in the middle of a build', 'SIGINT'],
  ['kill -9 of the launcher', 'SIGKILL'],
])(
  'after %s the next start goes on where the build was',
  async (_what, name) => {
    platform = await Platform.start({ base });
    const watched = await startSmallBuild(platform, 'restart');
    await untilSecondFeature(watched);
    watched.end();
    const { ref } = platform;
    await platform.close();
    platform = undefined;
    // Of kill -9 start.mjs is not told either: both, as when a terminal is closed hard.
    const launchers = name === 'SIGKILL' ? await processesOf('launcher/src/main.ts') : [];
    for (const { pid, argv } of launchers) if (argv.some((argument) => argument.includes(base))) signal(pid, name);
    signal(ref.pid, name);
    await eventually('everything has ended', async () => {
      const left = await processesOf(base);
      // Pods outlive a launcher that could not stop them; the next start finds them.
      return left.every(({ argv }) => name === 'SIGKILL' && !argv.join(' ').includes('/src/main.ts'));
    }).catch(async (error: unknown) => {
      throw new Error(describeProcesses(await processesOf(base)), { cause: error });
    });

    platform = await Platform.start({ base });
    const ready = await untilReady(platform.client, watched.ref);
    const history = timeless(await historyOf(platform, ready.metadata.uid ?? ''));
    const titles = history.map(({ message }) => message.split('\n')[0]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles).toHaveLength(4);
    expect(ready.status?.checks).toMatchObject({ failed: 0, skipped: 0 });
    await platform.close();
  },
  3_600_000,
);
