import { expect, test } from '@jest/globals';
import type { Pod } from '../kubernetes.ts';
import { fieldValue, type PodFacts, resourceValue } from './downward.ts';
import { expand } from './environment.ts';
import { rewrite, rewritePaths } from './fallbackSpec.ts';

test.each([
  ['$(NAME)', 'value'],
  ['a $(NAME) and $(NAME)', 'a value and value'],
  ['$$(NAME)', '$(NAME)'],
  ['$$$(NAME)', '$value'],
  ['$(UNKNOWN) stays', '$(UNKNOWN) stays'],
  ['costs $5', 'costs $5'],
])('%s becomes %s', (text, wanted) => {
  expect(expand(text, new Map([['NAME', 'value']]))).toBe(wanted);
});

const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace: 'ns',
    name: 'pod',
    uid: 'u',
    labels: { b: '2', a: 'say "hi"' },
    annotations: { 'x.y/z': 'note' },
  },
  spec: {
    containers: [
      { name: 'main', image: 'i', resources: { limits: { cpu: '250m', memory: '64Mi' }, requests: { cpu: '100m' } } },
    ],
  },
};
const facts: PodFacts = {
  podIP: '127.10.0.1',
  hostIP: '127.0.0.1',
  nodeName: 'local',
  allocatable: { cpu: 2, memory: 2 ** 30, ephemeralStorage: 1e9 },
};

test.each([
  ['metadata.name', 'pod'],
  ['metadata.labels', 'a="say \\"hi\\""\nb="2"'],
  ["metadata.labels['b']", '2'],
  ["metadata.annotations['x.y/z']", 'note'],
  ['spec.serviceAccountName', 'default'],
  ['status.podIP', '127.10.0.1'],
  ['status.qosClass', undefined],
])('field %s', (fieldPath, wanted) => {
  expect(fieldValue(pod, { fieldPath }, facts)).toBe(wanted);
});

test.each([
  ['limits.cpu', '1m', '250'],
  ['limits.cpu', undefined, '1'],
  ['limits.memory', '1Mi', '64'],
  ['requests.cpu', '1m', '100'],
  ['requests.memory', undefined, '0'],
  ['limits.ephemeral-storage', undefined, '1000000000'],
])('resource %s in %s', (resource, divisor, wanted) => {
  expect(resourceValue(pod, { resource, divisor }, 'main', facts)).toBe(wanted);
});

test('without namespaces only the start of a text is a path', () => {
  const paths: [string, string][] = [
    ['/workspace/data', '/pods/v'],
    ['/workspace', '/pods/w'],
  ];
  expect(rewrite('/workspace/data/x', paths)).toBe('/pods/v/x');
  expect(rewrite('/workspace', paths)).toBe('/pods/w');
  expect(rewrite('/workspaces', paths)).toBe('/workspaces');
  expect(rewrite('cd /workspace', paths)).toBe('cd /workspace');
  expect(rewritePaths('file:/workspace/data/app.db', paths)).toBe('file:/pods/v/app.db');
});
