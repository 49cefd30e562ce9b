import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const LAUNCHER = join(import.meta.dirname, '..', 'main.ts');

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appfactory-backup-'));
  data = join(folder, 'data');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** As `npm run backup` and `npm run restore` run it. */
function launcher(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: '' };
  return promisify(execFile)(process.execPath, [LAUNCHER, ...args, '--data', data], { env });
}

const ADA = '5e0b5d6c-6f8e-4b8e-9c0e-0d6c1f2a3b4c\tada@acme\t\\N\t2026-01-02 03:04:05+00';

/** A backup as the first version of the format has it, with the tables of the first release. */
function firstBackup(): Buffer {
  const header = {
    format: 'app-factory accounts',
    version: 1,
    takenAt: '2026-01-02T03:04:05.000Z',
    migrations: ['Accounts1790000000000'],
  };
  const lines = [
    JSON.stringify(header),
    JSON.stringify({ table: 'account', columns: ['id', 'name', 'password_hash', 'created_at'] }),
    ADA,
    '\\.',
    JSON.stringify({
      table: 'audit',
      columns: ['id', 'at', 'request_id', 'person', 'acted_as', 'action', 'arguments', 'address', 'outcome'],
    }),
    '\\.',
  ];
  const text = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return gzipSync(`${text}${JSON.stringify({ rows: { account: 1, audit: 0 }, sha256 })}\n`);
}

test('a platform that does not run is restored from a file, and backed up into another', async () => {
  await expect(launcher('backup', join(folder, 'nothing'))).rejects.toThrow('There is no platform with accounts');

  const file = join(folder, 'first.backup');
  await writeFile(file, firstBackup());
  expect((await launcher('restore', file)).stdout).toBe(
    'Restored: 1 account, 0 invoices, 0 entries of the audit log.\n',
  );
  await expect(launcher('restore', file)).rejects.toThrow('Back them up, then say --replace');

  const again = join(folder, 'again.backup');
  expect((await launcher('backup', again)).stdout).toBe(
    'Backed up: 1 account, 0 invoices, 0 entries of the audit log.\n',
  );
  const text = gunzipSync(await readFile(again)).toString('utf8');
  expect(text).toContain('ada@acme\t\\N\t2026-01-02 03:04:05+00');
  await expect(launcher('backup', again)).rejects.toThrow('choose another name');
  // PostgreSQL has ended with the work.
  expect(existsSync(join(data, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
});
