import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type RunningProcess, startProcess } from '../process.ts';
import { freePort } from './ports.ts';
import { type PostgresAccess, postgres } from './postgres.ts';

let dir: string;
let running: RunningProcess | undefined;

beforeAll(async () => {
  // As .appfactory of a root user is: nobody else may look in.
  dir = await mkdtemp(join(tmpdir(), 'appfactory-postgres-'));
});

afterAll(async () => {
  await running?.stop();
  await rm(dir, { recursive: true, force: true });
});

async function start(): Promise<PostgresAccess> {
  const options = { dir: join(dir, 'postgres'), port: await freePort(), logFile: join(dir, 'log'), fsync: false };
  const { spec, access } = await postgres(options);
  running = await startProcess(spec);
  await access.prepare();
  return access;
}

async function rows(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('it keeps what it has over a restart, lets nobody in without the password, and its user is no superuser', async () => {
  const first = await start();
  await rows(first.gatewayUrl, `create table kept as select 'a' as value`);
  const [role] = await rows(
    first.gatewayUrl,
    'select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
  );
  expect(role).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false });
  const wrong = first.gatewayUrl.replace(/:[^:@]+@/, ':wrong@');
  await expect(rows(wrong, 'select 1')).rejects.toThrow('password');
  await running?.stop();
  const second = await start();
  expect(await rows(second.gatewayUrl, 'select value from kept')).toEqual([{ value: 'a' }]);
});
