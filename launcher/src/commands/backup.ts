import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BackupOptions } from '../arguments.ts';
import { dataDir } from '../dataDir.ts';
import { readLock, takeLock } from '../lock.ts';
import { ROOT } from '../manifests.ts';
import type { Ports } from '../plane/files.ts';
import { freePort } from '../plane/ports.ts';
import { postgres, runningGatewayUrl } from '../plane/postgres.ts';
import { startProcess } from '../process.ts';
import { isSameProcess } from '../processIdentity.ts';

/** `npm run backup -- FILE`: what PostgreSQL alone has, into a new file. */
export function backup({ file, data }: BackupOptions): Promise<number> {
  const dir = dataDir(data);
  if (!process.env.DATABASE_URL && !existsSync(join(dir, 'postgres'))) {
    throw new Error(
      `There is no platform with accounts in ${dir}.\nWhat to do: name its folder (--data DIR), or set DATABASE_URL.`,
    );
  }
  return withDatabase(dir, (url) => run(url, ['backup', resolve(file)]));
}

/** `npm run restore -- FILE`: puts it back, into a new installation, too. */
export function restore({ file, data, replace }: BackupOptions & { replace: boolean }): Promise<number> {
  const args = ['restore', resolve(file), ...(replace ? ['--replace'] : [])];
  return withDatabase(dataDir(data), (url) => run(url, args));
}

/** The database that DATABASE_URL names, else the platform's own: as it runs, or started for as long as the work takes. */
async function withDatabase(dir: string, work: (url: string) => Promise<number>): Promise<number> {
  const given = process.env.DATABASE_URL;
  if (given) return work(given);
  const home = join(dir, 'postgres');
  const holder = await readLock(dir);
  if (holder && (await isSameProcess(holder))) {
    const { postgres: port } = JSON.parse(await readFile(join(dir, 'ports.json'), 'utf8')) as Ports;
    const url = await runningGatewayUrl(home, port);
    if (url) return work(url);
    throw new Error(
      `The platform on ${dir} runs without PostgreSQL (--once, or --no-gateway).\nWhat to do: try again when it has ended.`,
    );
  }
  // Held, so that nobody starts the platform meanwhile.
  const lock = await takeLock(dir);
  try {
    const { spec, access } = await postgres({
      dir: home,
      port: await freePort(),
      logFile: join(dir, 'logs', 'postgres.log'),
    });
    const server = await startProcess(spec);
    try {
      await access.prepare();
      return await work(access.gatewayUrl);
    } finally {
      await server.stop();
    }
  } finally {
    await lock.release();
  }
}

/** Runs the gateway's program for it; the address, which has a password in it, is in its environment alone. */
function run(databaseUrl: string, args: string[]): Promise<number> {
  const program = join(ROOT, 'gateway', 'src', 'backup', 'main.ts');
  const child = spawn(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  return new Promise((resolved, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolved(code ?? 1));
  });
}
