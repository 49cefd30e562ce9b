import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { ensureChatStream, ensureEventStream, Reporter } from '@appfactory/events/stream';
import { ensureUsageStream } from '@appfactory/events/usage';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { freePort } from '@appfactory/launcher/plane/ports';
import { postgres } from '@appfactory/launcher/plane/postgres';
import { startProcess } from '@appfactory/launcher/process';
import {
  startControlPlane,
  type TestControlPlane,
  type TestControlPlaneOptions,
} from '@appfactory/launcher/testing/controlPlane';
import { eventually } from '@appfactory/operator/testing/eventually';
import { startOperatorProcess } from '@appfactory/operator/testing/operatorProcess';
import { Client } from 'pg';
import type { GatewayConfig } from '../config.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway.ts';

/** A real PostgreSQL server of its own in a temporary folder. */
export interface TestDatabase {
  url: string;
  /** With the passwords of its roles. */
  dir: string;
  query<T>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Stops the server, lets `meanwhile` happen, and starts it again. */
  away(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startDatabase(): Promise<TestDatabase> {
  const dir = await mkdtemp(join(tmpdir(), 'appfactory-postgres-'));
  const logFile = join(dir, 'postgres.log');
  const { spec, access } = await postgres({
    dir: join(dir, 'postgres'),
    port: await freePort(),
    logFile,
    fsync: false,
  });
  let server = await startProcess(spec);
  await access.prepare();
  const connect = async () => {
    const client = new Client({ connectionString: access.gatewayUrl });
    await client.connect();
    return client;
  };
  let client = await connect();
  return {
    url: access.gatewayUrl,
    dir: join(dir, 'postgres'),
    query: async <T>(sql: string, values?: unknown[]) => (await client.query(sql, values)).rows as T[],
    async away(meanwhile) {
      await client.end();
      await server.stop();
      try {
        await meanwhile();
      } finally {
        server = await startProcess(spec);
        client = await connect();
      }
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export interface TestPlatform {
  cluster: TestControlPlane;
  database: TestDatabase;
  /** With the operator's rights. */
  events: EventsConnection;
  config: GatewayConfig;
  gateway(
    changes?: Partial<GatewayConfig>,
    options?: Pick<GatewayOptions, 'ownChecks' | 'now' | 'every'>,
  ): Promise<Gateway>;
  /** Reports as an agent of the build would. */
  reporter(build: { namespace: string; name: string; uid: string; generation?: number }): Reporter;
  /** Every line that the gateways and the operator have logged. */
  logged(): string[];
  stop(): Promise<void>;
}

export interface TestPlatformOptions {
  operator?: boolean;
  /** The operator speaks to NATS, too, and so puts releases into service: for tests with a node. */
  operatorNats?: boolean;
  /** The clock by which months end, of the first gateway. */
  now?: () => Date;
}

/** A real control plane, NATS server and PostgreSQL, and the real operator when it is asked for. Gateways that are started are stopped with it. */
export async function startTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const parts: TestControlPlaneOptions['parts'] = options.operator ? ['nats', 'controller-manager'] : ['nats'];
  const [cluster, database] = await Promise.all([startControlPlane({ parts }), startDatabase()]);
  const { nats } = cluster.plane;
  if (!nats) throw new Error('the control plane came up without NATS');
  const operator = options.operator
    ? await startOperatorProcess({
        kubeconfig: await readFile(cluster.kubeconfigPath('operator'), 'utf8'),
        env: {
          // No other operator waits for the lease, and renewing it takes its time on a busy machine: one that is lost ends the operator.
          LEASE_SECONDS: '120',
          ...(options.operatorNats && {
            NATS_URL: nats.url,
            NATS_OPERATOR_CREDS: nats.operatorCreds,
            NATS_ACCOUNT_SEED_FILE: nats.accountSeedFile,
            INGRESS_URL: 'http://localhost:8080',
          }),
        },
      })
    : undefined;
  const events = await connectEvents({ url: nats.url, credsFile: nats.operatorCreds, name: 'test' });
  const streams = await events.manager();
  await ensureEventStream(streams);
  await ensureChatStream(streams);
  await ensureUsageStream(streams);
  const kube = loadKubeConfig({ env: { KUBECONFIG: cluster.kubeconfigPath('gateway') } });
  const config: GatewayConfig = {
    host: '127.0.0.1',
    port: 0,
    metricsPort: 0,
    databaseUrl: database.url,
    databaseConnections: 4,
    natsUrl: nats.url,
    natsCreds: nats.gatewayCreds,
    natsInboxPrefix: nats.gatewayInboxPrefix,
    // Nothing outside is asked by a test.
    keyServices: { resend: 'http://127.0.0.1:1', uploadthing: 'http://127.0.0.1:1' },
  };
  const gateways: Gateway[] = [];
  const lines: string[] = [];
  return {
    cluster,
    database,
    events,
    config,
    async gateway(changes = {}, options = {}) {
      const gateway = await startGateway({
        ...options,
        config: { ...config, ...changes },
        kube,
        log: createLog('gateway-test', { write: (line) => void lines.push(line) }),
        planWorker: join(import.meta.dirname, '..', 'planning', 'worker.ts'),
      });
      gateways.push(gateway);
      await eventually('the gateway is ready', async () => (await fetch(`${gateway.metricsAddress}/readyz`)).ok);
      return gateway;
    },
    reporter: (build) => new Reporter(events, { generation: 1, ...build }, randomUUID()),
    logged: () => [...lines, ...(operator?.log ?? [])],
    async stop() {
      for (const gateway of gateways) await gateway.stop();
      await events.close();
      await operator?.stop();
      await database.stop();
      await cluster.stop();
    },
  };
}
