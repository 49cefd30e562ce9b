import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from 'e2b';
import { sandboxContract } from './testing/contract.ts';
import { startDaemon, type TestDaemon } from './testing/startDaemon.ts';
import { ENVD_VERSION } from './version.ts';

const TOKEN = 'token-of-the-test';

function sandboxOf(daemon: TestDaemon, token: string | undefined): Sandbox {
  return new Sandbox({
    sandboxId: 'direct',
    sandboxUrl: daemon.url,
    envdVersion: ENVD_VERSION,
    envdAccessToken: token,
  });
}

describe('the daemon, without anything before it', () => {
  let daemon: TestDaemon;

  beforeAll(async () => {
    daemon = await startDaemon({ token: TOKEN });
  });

  afterAll(async () => {
    await daemon.stop();
  });

  sandboxContract(() => ({ sandbox: sandboxOf(daemon, TOKEN), workdir: daemon.workdir }));

  test.each([undefined, 'wrong'])('the token %s opens nothing but /health', async (token) => {
    const sandbox = sandboxOf(daemon, token);
    await expect(sandbox.commands.run('true')).rejects.toMatchObject({ name: 'AuthenticationError' });
    await expect(sandbox.files.read('x')).rejects.toMatchObject({ name: 'AuthenticationError' });
    await expect(sandbox.files.list('.')).rejects.toMatchObject({ name: 'AuthenticationError' });
    for (const path of ['/metrics', '/envs', '/nothing']) expect((await fetch(daemon.url + path)).status).toBe(401);
    expect((await fetch(`${daemon.url}/init`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${daemon.url}/health`)).status).toBe(204);
  });

  test('/init sets what later commands start from, and refuses what cannot be', async () => {
    const init = (body: object) =>
      fetch(`${daemon.url}/init`, { method: 'POST', headers: { 'x-access-token': TOKEN }, body: JSON.stringify(body) });
    expect((await init({ envVars: { SET_BY_INIT: 'yes' }, accessToken: TOKEN })).status).toBe(204);
    expect((await sandboxOf(daemon, TOKEN).commands.run('echo $SET_BY_INIT')).stdout).toBe('yes\n');
    expect((await init({ accessToken: 'another' })).status).toBe(400);
    expect((await init({ defaultUser: 'root-of-all' })).status).toBe(400);
    expect((await init({ caBundle: 'x' })).status).toBe(501);
  });
});

// Root can take the place of the kubelet here; anybody else has few rights in the test above already.
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('the daemon with no rights at all', () => {
  let daemon: TestDaemon;

  beforeAll(async () => {
    daemon = await startDaemon({ token: TOKEN, restricted: true });
  });

  afterAll(async () => {
    await daemon.stop();
  });

  sandboxContract(() => ({ sandbox: sandboxOf(daemon, TOKEN), workdir: daemon.workdir }));

  test('it has none indeed, and no command can be root', async () => {
    const { commands } = sandboxOf(daemon, TOKEN);
    expect((await commands.run('id -u; grep -E "CapEff|NoNewPrivs" /proc/self/status')).stdout).toMatch(
      /^65534\nCapEff:\t0+\nNoNewPrivs:\t1\n$/,
    );
    await expect(commands.run('true', { user: 'root' })).rejects.toThrow(/one unprivileged user/);
  });
});
