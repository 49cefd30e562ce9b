import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadKubeConfig } from './kubeconfig.ts';

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
});

afterAll(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

function config(user: string, cluster = 'server: "https://example.test:6443/"'): string {
  return `
apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { ${cluster} } }]
users: [{ name: u, user: ${user} }]
contexts: [{ name: x, context: { cluster: c, user: u, namespace: acme } }]
current-context: x
`;
}

test('reads certificates given as data and as files beside the kubeconfig', () => {
  write('ca.crt', 'the ca');
  const data = Buffer.from('a certificate').toString('base64');
  const path = write(
    'certificates',
    config(`{ client-certificate-data: ${data} }`, 'server: "https://h:1", certificate-authority: ca.crt'),
  );
  expect(loadKubeConfig({ env: { KUBECONFIG: path } })).toMatchObject({
    server: 'https://h:1',
    ca: 'the ca',
    cert: 'a certificate',
    namespace: 'acme',
  });
});

test('reads a token and a token file', () => {
  write('token', 'secret-2\n');
  const direct = loadKubeConfig({ env: { KUBECONFIG: write('direct', config('{ token: secret-1 }')) } });
  const file = loadKubeConfig({ env: { KUBECONFIG: write('file', config('{ tokenFile: token }')) } });
  expect([direct.token(), file.token()]).toEqual(['secret-1', 'secret-2']);
  expect(direct.server).toBe('https://example.test:6443');
});

test('reads the service account of a pod', () => {
  for (const [name, text] of [
    ['ca.crt', 'ca'],
    ['token', 'pod-token'],
    ['namespace', 'ns'],
  ] as const) {
    write(name, text);
  }
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443', SERVICE_ACCOUNT_DIR: dir };
  const loaded = loadKubeConfig({ env });
  expect(loaded).toMatchObject({ server: 'https://10.0.0.1:443', namespace: 'ns' });
  expect(loaded.token()).toBe('pod-token');
});

test.each([
  ['no configuration', {}, 'set KUBECONFIG'],
  ['a context that is not there', { context: 'y' }, 'has no context "y": it has "x"'],
])('says what to do about %s', (_what, { context }: { context?: string }, message) => {
  const env = context ? { KUBECONFIG: write('known', config('{ token: t }')) } : {};
  expect(() => loadKubeConfig({ env, context })).toThrow(message);
});

test('refuses a user that signs in by a command, by name', () => {
  const path = write('exec', config('{ exec: { command: login } }'));
  expect(() => loadKubeConfig({ env: { KUBECONFIG: path } })).toThrow('user "u"');
});
