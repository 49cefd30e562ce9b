import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountsDatabase, migrateAccounts } from '../database/connect.ts';
import { InvoiceStore } from '../invoices/invoiceStore.ts';
import { TestClient } from '../testing/client.ts';
import { startDatabase, type TestDatabase } from '../testing/platform.ts';
import { type SignedInPlatform, startSignedIn } from '../testing/signedIn.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) {
  ... on Viewer { name } ... on Failure { code } } }`;

let started: SignedInPlatform;
let fresh: TestDatabase;
let folder: string;

beforeAll(async () => {
  [started, fresh] = await Promise.all([startSignedIn(), startDatabase()]);
  folder = await mkdtemp(join(tmpdir(), 'appfactory-backup-'));
});

afterAll(async () => {
  await started?.stop();
  await fresh?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function content({ query }: TestDatabase) {
  const accounts = await query('select * from account order by id');
  const audit = await query<{ id: string }>('select * from audit order by id');
  return { accounts, audit };
}

/** Two invoices of a tenant and its agency, of which one is paid. Gives all that there are, as whoever runs the platform sees them. */
async function withInvoices(url: string, make: boolean): Promise<object[]> {
  const database = accountsDatabase({ url, connections: 2 });
  await database.initialize();
  try {
    const store = new InvoiceStore(database);
    const [agencyUid, tenantUid] = [randomUUID(), randomUUID()];
    const at = new Date('2026-12-02T00:00:00Z');
    const document = {
      from: { name: 'A\tB', details: [] },
      to: { name: 'ü \\N', details: [] },
      accent: '#000000',
      sections: [],
    };
    const one = { month: '2026-11', issuedAt: at, dueAt: at, currency: 'USD', total: '12.34', document };
    if (make) {
      await store.issue(
        '2026-11',
        [tenantUid, agencyUid],
        [
          { ...one, tenant: 'bakery', tenantUid, agencyUid },
          { ...one, tenant: 'acme', tenantUid: agencyUid, agencyUid: null },
        ],
      );
      await store.pay(1, 'owner', 'byHand');
    }
    return await store.list('platform', { first: 10 });
  } finally {
    await database.destroy();
  }
}

test('what is backed up while people work is back after everything was dropped, and they sign in again', async () => {
  const { owner, gateway, platform } = started;
  const { database } = platform;
  await owner.data('mutation ($password: String!) { setPassword(password: $password) { __typename } }', {
    password: PASSWORD,
  });
  // What text can hold: the form of the rows must not break at any of it.
  const nasty =
    'tab\t, line\nend, \\N, \\., separators \u2028\u2029, quotes "\'`, \u{1f469}\u200d\u{1f680}, \u202eright to left';
  await owner.data('mutation ($prompt: String!) { createBuild(input: { prompt: $prompt }) { __typename } }', {
    prompt: nasty,
  });
  await database.query('insert into account (name) values ($1)', [nasty]);
  const invoices = await withInvoices(database.url, true);
  const before = await content(database);
  const file = join(folder, 'whole.backup');
  const rows = await backUp(database.url, file);
  expect(rows).toEqual({
    account: before.accounts.length,
    audit: before.audit.length,
    invoice: 2,
    invoice_number: 1,
    invoice_payment: 1,
    invoiced: 2,
    look: 0,
    oidc_identity: 0,
    payer: 0,
    stripe_customer: 0,
    stripe_invoice: 0,
  });
  expect(before.audit.length).toBeGreaterThan(2);
  // Hashes of passwords are in it.
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(backUp(database.url, file)).rejects.toThrow('is there already');

  await database.query('drop schema public cascade');
  await database.query('create schema public');
  expect(await restore(database.url, file)).toEqual(rows);
  expect(await content(database)).toEqual(before);
  expect(await withInvoices(database.url, false)).toEqual(invoices);
  expect(await database.query('select * from invoice')).toEqual([]);
  // The gateway never stopped. Who was signed in is not in the backup.
  expect(await owner.data('{ viewer { name } }')).toEqual({ viewer: null });
  const nobody = new TestClient(gateway.address);
  const answer = await nobody.graphql(SIGN_IN, { name: 'owner', password: PASSWORD });
  expect(answer.data).toEqual({ signIn: { name: 'owner' } });
  const { audit } = await content(database);
  expect(audit.map(({ id }) => Number(id))).toEqual([
    ...before.audit.map(({ id }) => Number(id)),
    Number(before.audit.at(-1)?.id) + 1,
  ]);
});

test('it goes into a new installation: empty, or started and not used', async () => {
  const { platform } = started;
  const file = join(folder, 'moved.backup');
  await backUp(platform.database.url, file);
  const before = await content(platform.database);
  await restore(fresh.url, file);
  expect(await content(fresh)).toEqual(before);

  await fresh.query('drop schema public cascade');
  await fresh.query('create schema public');
  const gateway = await platform.gateway({ databaseUrl: fresh.url, signInLinkFile: join(folder, 'link') });
  await restore(fresh.url, file);
  expect(await content(fresh)).toEqual(before);
  const { data } = await new TestClient(gateway.address).graphql(SIGN_IN, { name: 'owner', password: PASSWORD });
  expect(data).toEqual({ signIn: { name: 'owner' } });
});

test('accounts that are there are replaced only when that is said', async () => {
  const { database } = started.platform;
  const file = join(folder, 'replaced.backup');
  await backUp(database.url, file);
  const before = await content(database);
  await database.query("insert into account (name) values ('new')");
  const changed = await content(database);
  await expect(restore(database.url, file)).rejects.toThrow(
    `This database has ${changed.accounts.length} accounts and ${changed.audit.length} entries of the audit log`,
  );
  expect(await content(database)).toEqual(changed);
  await restore(database.url, file, { replace: true });
  expect(await content(database)).toEqual(before);
});

test('a database that is somebody else’s is left alone, whatever is said', async () => {
  const file = join(folder, 'others.backup');
  await backUp(started.platform.database.url, file);
  await fresh.query('drop schema public cascade');
  await fresh.query('create schema public create table invoices (id int)');
  await expect(restore(fresh.url, file, { replace: true })).rejects.toThrow('are not this App Factory’s');
  expect(await fresh.query('select * from invoices')).toEqual([]);
});

test('a backup of an earlier version is brought up to date', async () => {
  await fresh.query('drop schema public cascade');
  await fresh.query('create schema public');
  const earlier = accountsDatabase({ url: fresh.url, connections: 2 }, ['Accounts1790000000000']);
  await earlier.initialize();
  await migrateAccounts(earlier);
  await earlier.query("insert into account (name) values ('owner'), ('ada@acme')");
  await earlier.destroy();
  const file = join(folder, 'earlier.backup');
  await backUp(fresh.url, file);
  await fresh.query('drop schema public cascade');
  await fresh.query('create schema public');
  await restore(fresh.url, file);
  expect(await fresh.query('select name, installation_owner from account order by name')).toEqual([
    { name: 'ada@acme', installation_owner: false },
    { name: 'owner', installation_owner: true },
  ]);
});

/** The lines of a backup, changed, with a right end. */
function rewritten(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  const lines = gunzipSync(bytes).toString('utf8').split('\n').slice(0, -1);
  const end = JSON.parse(lines.pop() ?? '') as { rows: object };
  const text = change(lines)
    .map((line) => `${line}\n`)
    .join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  return gzipSync(`${text}${JSON.stringify({ rows: end.rows, sha256 })}\n`);
}

const withHeader = (change: object) => (bytes: Buffer) =>
  rewritten(bytes, ([header = '', ...rest]) => [JSON.stringify({ ...JSON.parse(header), ...change }), ...rest]);

test.each<[string, (bytes: Buffer) => Buffer, string]>([
  ['cut off', (bytes) => bytes.subarray(0, -20), 'is cut off'],
  ['cut off between its lines', (bytes) => gzipSync(gunzipSync(bytes).subarray(0, 400)), 'is cut off'],
  ['changed', (bytes) => gzipSync(gunzipSync(bytes).toString('utf8').replace('owner', 'other')), 'is damaged'],
  ['not one', () => Buffer.from('-- PostgreSQL database dump'), 'is not a backup'],
  ['something else in gzip', () => gzipSync('{"format":"something else"}\n'), 'is not a backup'],
  ['of a later format', withHeader({ version: 2 }), 'format 2; this one knows 1'],
  ['of later tables', withHeader({ migrations: ['Accounts9990000000000'] }), '"Accounts9990000000000"'],
  [
    'of tables that its migrations do not make',
    (bytes) => rewritten(bytes, (lines) => lines.map((line) => line.replace('"password_hash"', '"password"'))),
    'table "account" is not as the migrations',
  ],
  [
    'with a row that PostgreSQL refuses',
    (bytes) => rewritten(bytes, (lines) => lines.map((line) => line.replace(/^[0-9a-f-]{36}/, 'nonsense'))),
    'nonsense',
  ],
])('a file that is %s changes nothing', async (_, spoil, message) => {
  const { database } = started.platform;
  const whole = join(folder, 'to-spoil.backup');
  if (!existsSync(whole)) await backUp(database.url, whole);
  const file = join(folder, 'spoiled.backup');
  await writeFile(file, spoil(await readFile(whole)));
  const before = await content(database);
  await expect(restore(database.url, file, { replace: true })).rejects.toThrow(message);
  expect(await content(database)).toEqual(before);
});

test('a database without accounts is no backup', async () => {
  await fresh.query('drop schema public cascade');
  await fresh.query('create schema public');
  const file = join(folder, 'empty.backup');
  await expect(backUp(fresh.url, file)).rejects.toThrow('nothing to back up');
  expect(existsSync(file)).toBe(false);
});
