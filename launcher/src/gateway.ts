import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareDashboard } from './dashboard.ts';
import type { Parts } from './parts.ts';
import type { NatsAccess } from './plane/nats.ts';
import { postgres } from './plane/postgres.ts';
import { gateway } from './programs.ts';

export interface GatewayOptions {
  /** The data folder. */
  dir: string;
  parts: Parts;
  log: (name: string) => string;
  ports: { gateway: number; postgres: number };
  /** Of the gateway's own identity. */
  kubeconfig: string;
  nats: NatsAccess;
  /** false only for tests. */
  fsync?: boolean;
}

/** Where people sign in. */
export interface GatewayAccess {
  address: string;
  /** Signs the owner in, once. A secret. */
  signInLink: string;
}

/** PostgreSQL and the dashboard, then the gateway. No build needs them, so they are started beside what builds do. Throws PartFailed. */
export async function startGateway(options: GatewayOptions): Promise<GatewayAccess> {
  const { dir, parts, log, ports, kubeconfig, nats, fsync } = options;
  const building = prepareDashboard();
  building.catch(() => {});
  const { spec, access } = await postgres({
    dir: join(dir, 'postgres'),
    port: ports.postgres,
    logFile: log('postgres'),
    fsync,
  });
  await parts.addQuietly(spec);
  await access.prepare();
  const own = join(dir, 'gateway');
  await mkdir(own, { recursive: true, mode: 0o700 });
  const signInLinkFile = join(own, 'sign-in-link');
  const settings = {
    kubeconfig,
    nats,
    port: ports.gateway,
    databaseUrl: access.gatewayUrl,
    signInLinkFile,
    dashboardDir: await building,
  };
  const part = await parts.addQuietly(gateway(log, settings));
  return { address: String(part.readyLine.address), signInLink: (await readFile(signInLinkFile, 'utf8')).trim() };
}
