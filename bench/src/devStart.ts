import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { APP_TEMPLATES } from '@appfactory/kube/resources';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import { timed } from './timing.ts';
import { untilPage } from './visit.ts';

/** The stack that an app gets when its spec names none. */
export const TEMPLATE = 'nextjs-shadcn-fullstack';

/**
 * The peer of a preview: what somebody does who has the template on disk with its dependencies installed. Copies it, starts
 * its development server, and opens it. Milliseconds of both.
 */
export async function startByHand(platform: Platform): Promise<{ copyMs: number; startMs: number }> {
  const { spec } = await platform.client.get(APP_TEMPLATES, { name: TEMPLATE });
  const image = join(platform.nodeFolder, 'images', spec.image.replaceAll(/[/:]/g, '_'));
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-bench-'));
  try {
    const workspace = join(folder, 'workspace');
    const source = join(image, 'rootfs', 'workspace');
    const { ms: copyMs } = await timed(() => promisify(execFile)('cp', ['-a', source, workspace]));
    return { copyMs, startMs: await startToFirstPage(spec, workspace, await nodeFolder(image)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startToFirstPage({ start }: AppTemplate['spec'], cwd: string, node: string): Promise<number> {
  const port = await freePort();
  const env = {
    PATH: `${node}:/usr/local/bin:/usr/bin:/bin`,
    HOME: cwd,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const started = performance.now();
  const child = spawn('/bin/bash', ['-c', start.command], { cwd, env, detached: true, stdio: 'ignore' });
  const ended = once(child, 'exit');
  try {
    await untilPage(`http://127.0.0.1:${port}/`);
    return performance.now() - started;
  } finally {
    // The group, since the server has children of its own.
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
    await ended;
  }
}

/** Where the image's own Node is, which its pods run on. */
async function nodeFolder(image: string): Promise<string> {
  // Read, so that a wrong folder is known by its name and not by a server that never answers.
  await readFile(join(image, 'image.json'));
  return join(image, 'rootfs', 'opt', 'node', 'bin');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}
