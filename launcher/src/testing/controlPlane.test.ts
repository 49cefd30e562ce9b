import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startControlPlane, type TestControlPlane } from './controlPlane.ts';

let cluster: TestControlPlane;

beforeAll(async () => {
  cluster = await startControlPlane({ parts: ['controller-manager', 'scheduler', 'nats'] });
}, 60_000);

afterAll(() => cluster.stop(), 60_000);

function kubectl(identity: Parameters<TestControlPlane['kubeconfigPath']>[0], ...args: string[]): string {
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfigPath(identity), HOME: cluster.plane.files.dir };
  return execFileSync(cluster.plane.files.binaries.kubectl, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('kubectl works with the written kubeconfig, and our kinds are served', () => {
  expect(kubectl('admin', 'get', 'serviceaccount', 'default', '-o', 'name')).toBe('serviceaccount/default\n');
  expect(kubectl('admin', 'get', 'namespace', 'appfactory-system', '-o', 'name')).toBe('namespace/appfactory-system\n');
  expect(existsSync(cluster.plane.nats?.operatorCreds ?? '')).toBe(true);
});

test.each([
  ['operator', 'create', 'jobs', true],
  ['operator', 'delete', 'nodes', false],
  ['sandbox-api', 'get', 'secrets', true],
  ['sandbox-api', 'list', 'secrets', false],
  ['sandbox-api', 'create', 'pods', false],
  ['gateway', 'create', 'appbuilds.appfactory.dev', true],
  ['gateway', 'get', 'secrets', false],
  ['gateway', 'impersonate', 'serviceaccounts', false],
  ['ingress', 'list', 'pods', true],
  ['ingress', 'get', 'secrets', false],
  ['provisioner', 'create', 'persistentvolumes', true],
  ['provisioner', 'get', 'secrets', false],
  ['node', 'list', 'secrets', false],
] as const)('%s may %s %s: %s', (identity, verb, resource, allowed) => {
  let answer: string;
  try {
    answer = kubectl(identity, 'auth', 'can-i', verb, resource);
  } catch (error) {
    // kubectl says "no" with exit status 1.
    answer = (error as { stdout: string }).stdout;
  }
  expect(answer.split(' - ')[0]?.trim()).toBe(allowed ? 'yes' : 'no');
});
