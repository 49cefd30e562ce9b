import { expect, test } from '@jest/globals';
import { parseQuantity, readConfig } from './config.ts';

test.each([
  ['2', 2],
  ['250m', 0.25],
  ['1Gi', 2 ** 30],
  ['64M', 64e6],
  ['1e3', 1000],
  ['0.5', 0.5],
])('quantity %s is %d', (text, value) => {
  expect(parseQuantity(text)).toBeCloseTo(value, 9);
});

test.each(['', 'much', '1Gb', '1.2.3', 'Gi'])('"%s" is no quantity', (text) => {
  expect(() => parseQuantity(text)).toThrow(`"${text}" is not a quantity`);
});

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
