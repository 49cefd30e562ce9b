import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hide } from '../hide.ts';
import type { Layout } from './layout.ts';

export interface TrialOptions {
  layout: Layout;
  /** Folder of the artifact. */
  folder: string;
  /** The copy of the database that the version may change. */
  database: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds until it must answer. */
  limit?: number;
}

/** What the app is given of the runner's environment. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'AUTH_SECRET', 'APP_OWNER_EMAIL', 'APP_OWNER_PASSWORD'];
/** Names, with commas, of the variables that people gave the app. */
const GIVEN = 'RELEASE_ENVIRONMENT';
const TAIL = 2000;
/** Characters that are kept until it is known what is told of them. */
const LONGEST_SAID = 65_536;

/**
 * Starts a version on a copy of the data, which is how it migrates it, and asks whether it answers. The copy is settled
 * when this resolves: the server has ended by itself.
 * @throws Error with what the server said last when it does not come up
 */
export async function tryVersion({ layout, folder, database, env, limit = 120_000 }: TrialOptions): Promise<void> {
  const port = await freePort();
  const scratch = mkdtempSync(join(layout.notes, 'trial-'));
  const given = (env[GIVEN] ?? '').split(',').filter((name) => name !== '');
  const passed = Object.fromEntries(
    [...given, ...PASSED].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  const server = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: {
      ...passed,
      NODE_ENV: 'production',
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      DATABASE_URL: `file:${database}`,
      // What it writes beside the database is not the app's.
      UPLOADS_DIR: join(scratch, 'uploads'),
      OUTBOX_DIR: join(scratch, 'outbox'),
      AUTH_TRUST_HOST: 'true',
      APP_SAMPLE_DATA: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-LONGEST_SAID);
    });
  }
  const exited = once(server, 'exit');
  try {
    await answers(server, port, limit);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // More people read this than may know the values.
    const last = hide(
      said,
      given.flatMap((name) => env[name] ?? []),
    )
      .trim()
      .slice(-TAIL);
    throw new Error(`the new version does not come up: ${reason}. It said last:\n${last || 'nothing'}`);
  } finally {
    await end(server, exited);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Healthy, and able to show a page. */
async function answers(server: ChildProcess, port: number, limit: number): Promise<void> {
  const deadline = performance.now() + limit;
  let last = 'it does not listen';
  while (performance.now() < deadline) {
    if (server.exitCode !== null || server.signalCode) {
      throw new Error(`it ended with ${server.signalCode ?? `exit status ${server.exitCode}`}`);
    }
    const health = await get(port, '/api/health').catch((error: Error) => error.message);
    if (health === 200) {
      const page = await get(port, '/');
      if (page >= 500) throw new Error(`its first page answers with status ${page}`);
      return;
    }
    last = typeof health === 'number' ? `/api/health answers with status ${health}` : health;
    await sleep(100);
  }
  throw new Error(`after ${limit / 1000} seconds ${last}`);
}

function get(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, timeout: 20_000 }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    });
    asked.once('timeout', () => asked.destroy(new Error(`${path} does not answer`)));
    asked.once('error', reject);
    asked.end();
  });
}

async function end(server: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (server.exitCode !== null || server.signalCode) return;
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(timer);
}

/** A loopback port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
