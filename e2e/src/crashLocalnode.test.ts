import { expect } from '@jest/globals';
import { crashTest } from './testing/crashTest.ts';
import { agentOf, daemonOf } from './testing/smallBuild.ts';

crashTest('a node agent that is killed finds its pods again, and they never stopped', {
  word: 'localnode',
  async disturb(watched, platform) {
    const before = await Promise.all([agentOf(watched), daemonOf(watched)]);
    await platform.kill('localnode');
    expect(await Promise.all([agentOf(watched), daemonOf(watched)])).toEqual(before);
  },
  async expectations({ pods }, platform) {
    expect(pods.of('sandbox')).toHaveLength(1);
    expect(await platform.output()).toMatch(/localnode ended with signal SIGKILL.*localnode runs again/s);
  },
});
