import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Platform } from './testing/platform.ts';
import { signal } from './testing/processes.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import {
  agentOf,
  daemonOf,
  expectUndisturbed,
  referenceBuild,
  startSmallBuild,
  untilSecondFeature,
} from './testing/smallBuild.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await sharedPlatform();
}, 1_800_000);

afterAll(() => platform?.close());

/** Milliseconds without an API server. */
const SILENCE = 10_000;

test('an API server that is silent for ten seconds and then killed changes nothing', async () => {
  const reference = await referenceBuild(platform);
  const watched = await startSmallBuild(platform, 'apiserver');
  try {
    await untilSecondFeature(watched);
    const before = await Promise.all([agentOf(watched), daemonOf(watched)]);
    // Stopped, connections stay open and nobody answers: worse for clients than a refused connection.
    signal(await platform.part('kube-apiserver'), 'SIGSTOP');
    await sleep(SILENCE);
    await platform.kill('kube-apiserver');
    expect(await Promise.all([agentOf(watched), daemonOf(watched)])).toEqual(before);
    await expectUndisturbed(platform, watched, reference);
    expect(watched.pods.of('sandbox')).toHaveLength(1);
    expect(await platform.output()).toMatch(/kube-apiserver ended with signal SIGKILL.*kube-apiserver runs again/s);
  } finally {
    watched.end();
  }
}, 1_800_000);
