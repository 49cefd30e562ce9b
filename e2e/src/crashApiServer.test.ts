import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { crashTest } from './testing/crashTest.ts';
import { signal } from './testing/processes.ts';
import { agentOf, daemonOf } from './testing/smallBuild.ts';

/** Milliseconds without an API server. */
const SILENCE = 10_000;

crashTest('an API server that is silent for ten seconds and then killed changes nothing', {
  word: 'apiserver',
  async disturb(watched, platform) {
    const before = await Promise.all([agentOf(watched), daemonOf(watched)]);
    // Stopped, connections stay open and nobody answers: worse for clients than a refused connection.
    signal(await platform.part('kube-apiserver'), 'SIGSTOP');
    await sleep(SILENCE);
    await platform.kill('kube-apiserver');
    expect(await Promise.all([agentOf(watched), daemonOf(watched)])).toEqual(before);
  },
  async expectations({ pods }, platform) {
    expect(pods.of('sandbox')).toHaveLength(1);
    expect(await platform.output()).toMatch(/kube-apiserver ended with signal SIGKILL.*kube-apiserver runs again/s);
  },
});
