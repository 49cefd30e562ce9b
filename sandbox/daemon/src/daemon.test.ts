import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from 'e2b';
import { sandboxContract } from './testing/contract.ts';
import { startDaemon, type TestDaemon } from './testing/startDaemon.ts';
import { ENVD_VERSION } from './version.ts';

const TOKEN = 'token-of-the-test';
let daemon: TestDaemon;

beforeAll(async () => {
  daemon = await startDaemon({ token: TOKEN });
});

afterAll(async () => {
  await daemon.stop();
});

function sandboxWith(token: string | undefined): Sandbox {
  return new Sandbox({
    sandboxId: 'direct',
    sandboxUrl: daemon.url,
    envdVersion: ENVD_VERSION,
    envdAccessToken: token,
  });
}

describe('the daemon, without anything before it', () => {
  sandboxContract(() => ({ sandbox: sandboxWith(TOKEN), workdir: daemon.workdir }));

  describe('who may call', () => {
    test.each([undefined, 'wrong'])('the token %s opens nothing but /health', async (token) => {
      const sandbox = sandboxWith(token);
      await expect(sandbox.commands.run('true')).rejects.toMatchObject({ name: 'AuthenticationError' });
      await expect(sandbox.files.read('x')).rejects.toMatchObject({ name: 'AuthenticationError' });
      await expect(sandbox.files.list('.')).rejects.toMatchObject({ name: 'AuthenticationError' });
      for (const path of ['/metrics', '/envs', '/nothing']) expect((await fetch(daemon.url + path)).status).toBe(401);
      expect((await fetch(`${daemon.url}/init`, { method: 'POST', body: '{}' })).status).toBe(401);
      expect((await fetch(`${daemon.url}/health`)).status).toBe(204);
    });
  });
});
