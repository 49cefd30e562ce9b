import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '@appfactory/launcher/manifests';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataOf, type Launched, launch, outputText, platformFolder } from './testing/launcherProcess.ts';
import { untilNoProcess } from './testing/processes.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';

/** Starts that cannot work: each says what is wrong and what to do, ends with an exit status, and leaves nothing running. */
let base: string;
let squatter: Server;
let port: number;

beforeAll(async () => {
  base = await platformFolder();
  squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  port = (squatter.address() as { port: number }).port;
});

afterAll(async () => {
  squatter.close();
  await rm(base, { recursive: true, force: true });
});

async function expectEnd(launched: Launched, status: number): Promise<string> {
  const ended = await launched.ended;
  const said = await outputText(launched);
  expect(`${said}\nexit status ${ended}`).toMatch(new RegExp(`exit status ${status}$`));
  await untilNoProcess(base);
  return said;
}

test('a port in use', async () => {
  const said = await expectEnd(await launch(base, ['--port', String(port)]), 1);
  expect(said).toContain(`Port ${port} is in use by another program`);
  expect(said).toMatch(/What to do: .*--port N/);
}, 1_800_000);

test('a manifest that is not there, before anything is started', async () => {
  const said = await expectEnd(await launch(base, ['--once', '-f', 'nowhere.yaml']), 1);
  expect(said).toMatch(/the manifest "nowhere\.yaml" cannot be read/);
}, 1_800_000);

test('a folder that another platform uses', async () => {
  const running = await sharedPlatform();
  try {
    const { ended } = await launch(base, ['--data', dataOf(running.ref)]);
    expect(await ended).toBe(1);
    const said = await outputText({ base });
    expect(said).toMatch(/The platform runs already: process \d+/);
    expect(said).toContain(running.addresses.kubeconfig ?? '');
    expect(said).toMatch(/What to do: use that one, end it \(kill \d+\), or start another with --data DIR/);
  } finally {
    await running.close();
  }
}, 1_800_000);

const canMount = (() => {
  try {
    execFileSync('unshare', ['--user', '--map-root-user', '--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

(canMount ? test : test.skip)(
  'a full disk',
  async () => {
    const script = 'mkdir -p "$0" && mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"';
    const data = join(base, 'small');
    const start = [process.execPath, join(ROOT, 'start.mjs'), '--data', data, '--port', '0'];
    let said = '';
    try {
      execFileSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', script, data, ...start], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      const { stdout, stderr, status } = error as { stdout: string; stderr: string; status: number };
      said = `${stdout}${stderr}\nexit status ${status}`;
    }
    expect(said).toMatch(/no space left|ENOSPC/i);
    expect(said).toMatch(/What to do: .*(disk|room)/);
    expect(said).toMatch(/exit status 1$/);
  },
  1_200_000,
);
