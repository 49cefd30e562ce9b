import { expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

test('settings that are missing or wrong are named', () => {
  const env = { KUBECONFIG: '/k', LOCALNODE_DIR: '/d' };
  expect(() => readConfig({})).toThrow('KUBECONFIG is not set');
  expect(() => readConfig({ ...env, LOCALNODE_ISOLATION: 'some' })).toThrow('LOCALNODE_ISOLATION "some"');
  expect(() => readConfig({ ...env, LOCALNODE_TAINTS: 'x' })).toThrow('LOCALNODE_TAINTS "x"');
  expect(() => readConfig({ ...env, LOCALNODE_DIR: '/with:colon' })).toThrow('LOCALNODE_DIR');
  expect(
    readConfig({ ...env, LOCALNODE_TAINTS: 'a=b:NoSchedule,c:NoExecute', LOCALNODE_ON_STOP: 'drain' }),
  ).toMatchObject({
    nodeName: 'local',
    isolation: 'auto',
    onStop: 'drain',
    taints: [
      { key: 'a', value: 'b', effect: 'NoSchedule' },
      { key: 'c', effect: 'NoExecute' },
    ],
  });
});
