import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { connectEvents } from '@appfactory/events/connection';
import { inboxPrefix } from '@appfactory/events/credentials';
import { bucketName } from '@appfactory/events/subjects';
import { DATA_EXPORTS, JOBS, PERSISTENT_VOLUME_CLAIMS, RELEASES, SECRETS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { freePort } from '@appfactory/launcher/plane/ports';
import { layoutOf } from '@appfactory/operator/release/runner/layout';
import { placeArtifact } from '@appfactory/operator/release/runner/testing/fakeArtifact';
import { start } from '@appfactory/operator/release/runner/testing/run';
import { eventually } from '@appfactory/operator/testing/eventually';
import { LABEL_DATA_EXPORT } from '@appfactory/resources/dataExport';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { x } from 'tar';
import { request } from 'undici';
import { TestClient } from '../testing/client.ts';
import { type ExportNode, startExportNode } from '../testing/exportNode.ts';
import { makeRelease } from '../testing/release.ts';
import { startTenants, type TenantsPlatform } from '../testing/tenants.ts';

const FIELDS = 'name phase message size databaseSize files packedAt expiresAt download';
const EXPORT = `mutation ($input: ExportDataInput!) { exportData(input: $input) {
  ... on DataExport { ${FIELDS} } ... on Failure { code field message } } }`;
const SHOWN = `query ($namespace: String!) { release(name: "crm", namespace: $namespace) { mayExportData dataExport { ${FIELDS} } } }`;

interface Exported {
  name: string;
  phase: string;
  message: string;
  size: number | null;
  databaseSize: number | null;
  files: number | null;
  expiresAt: string | null;
  download: string | null;
}
type Answer = Partial<Exported> & { code?: string; field?: string | null };

let world: TenantsPlatform;
let node: ExportNode;
let member: TestClient;
let viewer: TestClient;
let app: { address: string; stop(): Promise<void> };
let folder: string;

beforeAll(async () => {
  world = await startTenants({ operatorNats: true });
  node = await startExportNode(world.admin);
  folder = await mkdtemp(join(tmpdir(), 'appfactory-exported-'));
  app = await startApp(node.data);
  await release('acme');
  member = await world.invited(world.acme, 'acme', 'mia', 'member');
  viewer = await world.invited(world.acme, 'acme', 'vera', 'viewer');
});

afterAll(async () => {
  await app?.stop();
  await node?.stop();
  await world?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A released app with its database and an upload, which runs until the end. */
async function startApp(data: string): Promise<typeof app> {
  const layout = layoutOf(data);
  const hex = placeArtifact(layout, 1).replace('sha256:', '');
  await mkdir(layout.uploads);
  const port = String(await freePort());
  const server = start(['serve', join(layout.artifacts, hex, 'server.js')], {
    DATA_DIR: data,
    PORT: port,
    HOSTNAME: '127.0.0.1',
  });
  const address = `http://127.0.0.1:${port}`;
  await eventually('the app answers', async () => (await fetch(`${address}/api/health`).catch(() => undefined))?.ok);
  return {
    address,
    async stop() {
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}

async function release(namespace: string): Promise<void> {
  await makeRelease(world.admin, { namespace }, { dataPolicy: 'Delete' });
  await eventually('its volume is there', () =>
    world.admin.find(PERSISTENT_VOLUME_CLAIMS, { namespace, name: 'crm-data' }),
  );
}

async function ask(client: TestClient, input: object = {}): Promise<Answer> {
  const variables = { input: { namespace: 'acme', name: 'crm', ...input } };
  return (await client.data<{ exportData: Answer }>(EXPORT, variables)).exportData;
}

async function shown(client: TestClient) {
  type Shown = { mayExportData: boolean; dataExport: Exported | null } | null;
  return (await client.data<{ release: Shown }>(SHOWN, { namespace: 'acme' })).release;
}

function ready(name: string | undefined): Promise<Exported> {
  return eventually(`${name} is ready`, async () => {
    const found = (await shown(member))?.dataExport;
    if (found?.phase === 'Failed') throw new Error(`${found.message}\n${node.said.join('\n')}`);
    return found?.name === name && found?.phase === 'Ready' && found;
  });
}

async function get(path: string, { address, headers }: TestClient, more: Record<string, string> = {}) {
  const answer = await request(`${address}${path}`, { headers: { ...headers, ...more } });
  const body = Buffer.from(await answer.body.arrayBuffer());
  return { status: answer.statusCode, headers: answer.headers, body };
}

/** Unpacks an archive; gives the folder. */
async function unpacked(archive: Buffer): Promise<string> {
  const into = await mkdtemp(join(folder, 'unpacked-'));
  await writeFile(join(into, 'archive.tar.gz'), archive);
  await x({ file: join(into, 'archive.tar.gz'), cwd: into, strict: true });
  return into;
}

function namesIn(folder: string): string[] {
  const database = new DatabaseSync(join(folder, 'app.db'), { readOnly: true });
  const rows = database.prepare('SELECT name FROM clients ORDER BY id').all() as { name: string }[];
  database.close();
  return rows.map(({ name }) => name);
}

test('a member takes the data of an app while it runs, with a row that was written a moment before', async () => {
  const { uploads } = layoutOf(node.data);
  await mkdir(join(uploads, 'a folder'));
  await writeFile(join(uploads, 'a folder', 'ä picture.png'), 'png');
  await symlink('/etc/passwd', join(uploads, 'link'));
  expect(await shown(member)).toEqual({ mayExportData: true, dataExport: null });
  // It begins when the row is there, and whoever asks meanwhile gets the same.
  let begin = () => {};
  const row = new Promise<void>((resolve) => {
    begin = resolve;
  });
  node.before = () => row;
  const asked = await ask(member);
  expect(asked).toMatchObject({ download: null, size: null });
  expect((await ask(world.acme)).name).toBe(asked.name);
  await fetch(`${app.address}/add/Ada`);
  begin();
  const found = await ready(asked.name);
  expect(found).toMatchObject({ files: 1, message: 'The archive can be downloaded' });
  expect(found.databaseSize).toBeGreaterThan(0);

  const answer = await get(found.download ?? '', member);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/gzip']);
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="crm-data-\d{4}-\d\d-\d\d\.tar\.gz"$/);
  expect(answer.body.length).toBe(found.size);
  const resource = await world.admin.get(DATA_EXPORTS, { namespace: 'acme', name: found.name });
  expect(`sha256:${createHash('sha256').update(answer.body).digest('hex')}`).toBe(resource.status?.archive?.digest);
  const into = await unpacked(answer.body);
  expect(namesIn(into)).toEqual(['Ada']);
  expect((await readdir(into)).sort()).toEqual(['README.txt', 'app.db', 'archive.tar.gz', 'uploads']);
  expect(await readdir(join(into, 'uploads'))).toEqual(['a folder']);
  expect(await readFile(join(into, 'uploads', 'a folder', 'ä picture.png'), 'utf8')).toBe('png');
  // The app goes on with its data.
  expect((await fetch(`${app.address}/add/Grace`)).status).toBe(201);
});

test('nobody else gets it: no viewer, no other tenant, nobody who has not signed in, and no access token', async () => {
  const path = (await shown(member))?.dataExport?.download ?? '';
  expect(path).toMatch(/^\/data\/acme\/crm-[0-9a-f]{8}\.tar\.gz$/);
  expect(await shown(viewer)).toEqual({ mayExportData: false, dataExport: null });
  expect(await ask(viewer)).toMatchObject({ code: 'FORBIDDEN', field: 'namespace' });
  expect((await get(path, viewer)).status).toBe(403);
  // What is another's is answered like what is not there.
  const nothing = path.replace('acme', 'nowhere');
  const [theirs, nowhere] = [await get(path, world.rival), await get(nothing, world.rival)];
  expect(theirs.status).toBe(404);
  expect(theirs.body.toString().replaceAll('acme', 'nowhere')).toBe(nowhere.body.toString());
  expect(await shown(world.rival)).toBeNull();
  expect(await ask(world.rival)).toMatchObject({ code: 'NOT_FOUND' });
  expect((await get(path, new TestClient(world.gateway.address))).status).toBe(401);
  const made = await member.data<{ createAccessToken: { token: string } }>(
    'mutation { createAccessToken(name: "laptop") { ... on NewAccessToken { token } } }',
  );
  const byToken = new TestClient(world.gateway.address, { authorization: `Bearer ${made.createAccessToken.token}` });
  expect((await get(path, byToken)).status).toBe(401);
  for (const wrong of [
    '/data/acme/x.tar.gz',
    '/data/acme/..%2Fx.tar.gz',
    '/data/acme/x',
    `${path}%00`,
    '/data/A%2F/x.tar.gz',
  ]) {
    expect([wrong, [400, 404].includes((await get(wrong, member)).status)]).toEqual([wrong, true]);
  }
});

test('the holder of a Kubernetes token who may read the DataExport downloads it, too', async () => {
  const path = (await shown(member))?.dataExport?.download ?? '';
  const { token } = await createToken(world.admin, { namespace: 'acme', name: 'mia' }, { expirationSeconds: 600 });
  const holder = new TestClient(world.gateway.address, { authorization: `Bearer ${token}` });
  expect((await get(path, holder)).status).toBe(200);
  const entries = await world.platform.database.query<{ action: string; outcome: string; person: string }>(
    "select action, outcome, person from audit where action in ('exportData', 'downloadData') order by id",
  );
  expect(entries).toEqual(
    expect.arrayContaining([
      { action: 'exportData', outcome: 'ok', person: 'mia@acme' },
      { action: 'exportData', outcome: 'FORBIDDEN', person: 'vera@acme' },
      { action: 'downloadData', outcome: 'ok', person: 'mia@acme' },
      { action: 'downloadData', outcome: 'FORBIDDEN', person: 'vera@acme' },
      { action: 'downloadData', outcome: 'NOT_FOUND', person: 'rex@rival' },
      { action: 'downloadData', outcome: 'ok', person: 'system:serviceaccount:acme:mia' },
    ]),
  );
});

test('a download that broke off goes on where it was, as long as it is of the same archive', async () => {
  const path = (await shown(member))?.dataExport?.download ?? '';
  const whole = await get(path, member);
  const size = whole.body.length;
  const etag = String(whole.headers.etag);
  expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', etag: expect.stringMatching(/^"[0-9a-f]{64}"$/) });
  expect(createHash('sha256').update(whole.body).digest('hex')).toBe(etag.slice(1, -1));
  // Wherever it broke off; the archive has several parts.
  for (const at of [0, 1, Math.floor(size / 2), size - 1]) {
    const rest = await get(path, member, { range: `bytes=${at}-`, 'if-range': etag });
    expect([rest.status, rest.headers['content-range']]).toEqual([206, `bytes ${at}-${size - 1}/${size}`]);
    expect(rest.headers).toMatchObject({ etag, 'content-length': String(size - at) });
    expect(rest.body.equals(whole.body.subarray(at))).toBe(true);
  }
  const some = await get(path, member, { range: 'bytes=10-19' });
  expect([some.status, some.body]).toEqual([206, whole.body.subarray(10, 20)]);
  const end = await get(path, member, { range: 'bytes=-7' });
  expect([end.status, end.body]).toEqual([206, whole.body.subarray(-7)]);
  // Of another archive, or without sense: all of it, from the beginning.
  for (const more of [{ range: 'bytes=5-', 'if-range': '"another"' }, { range: 'bytes=1-2,4-5' }, { range: 'x' }]) {
    const all = await get(path, member, more as Record<string, string>);
    expect([all.status, all.body.length]).toEqual([200, size]);
  }
  const beyond = await get(path, member, { range: `bytes=${size}-` });
  expect([beyond.status, beyond.headers['content-range'], beyond.body.length]).toEqual([416, `bytes */${size}`, 0]);
  // A part is no less theirs than the whole.
  expect((await get(path, viewer, { range: 'bytes=0-' })).status).toBe(403);
  expect((await get(path, world.rival, { range: 'bytes=0-' })).status).toBe(404);
});

test('an archive is deleted, and packing that is under way ends, by those who may', async () => {
  const remove = async (client: TestClient, name: string, namespace = 'acme') => {
    const query = `mutation ($dataExport: DataExportRefInput!) { deleteDataExport(dataExport: $dataExport) {
      ... on Done { done } ... on Failure { code field } } }`;
    type Removed = { deleteDataExport: { done?: boolean; code?: string; field?: string } };
    return (await client.data<Removed>(query, { dataExport: { namespace, name } })).deleteDataExport;
  };
  const isGone = async (name: string, uid: string) => {
    await eventually('it is gone', async () => !(await world.admin.find(DATA_EXPORTS, { namespace: 'acme', name })));
    const streams = await world.platform.events.manager();
    await expect(streams.streams.info(`OBJ_${bucketName(uid, 'export')}`)).rejects.toThrow(/not found/);
  };
  const uidOf = async (name: string) =>
    (await world.admin.get(DATA_EXPORTS, { namespace: 'acme', name })).metadata.uid ?? '';

  const last = (await shown(member))?.dataExport;
  const name = last?.name ?? '';
  const uid = await uidOf(name);
  expect(await remove(viewer, name)).toEqual({ code: 'FORBIDDEN', field: 'namespace' });
  expect(await remove(viewer, 'nothing')).toEqual({ code: 'FORBIDDEN', field: 'namespace' });
  expect(await remove(world.rival, name)).toMatchObject({ code: 'NOT_FOUND' });
  for (const wrong of ['nothing', '', '../crm', 'x'.repeat(5_000), 'Crm']) {
    expect(await remove(member, wrong)).toEqual({ code: 'NOT_FOUND', field: 'name' });
  }
  expect((await shown(member))?.dataExport?.phase).toBe('Ready');
  expect(await remove(member, name)).toEqual({ done: true });
  expect((await shown(member))?.dataExport).toBe(null);
  expect((await get(last?.download ?? '', member)).status).toBe(404);
  await isGone(name, uid);
  expect(await remove(member, name)).toEqual({ code: 'NOT_FOUND', field: 'name' });

  // One that is under way: its pod goes with it.
  const begun = new Promise<void>((resolve) => {
    node.before = () => {
      resolve();
      return new Promise(() => {});
    };
  });
  const asked = await ask(member);
  await begun;
  const running = await uidOf(asked.name ?? '');
  expect(await remove(member, asked.name ?? '')).toEqual({ done: true });
  expect((await shown(member))?.dataExport).toBe(null);
  await isGone(asked.name ?? '', running);
  await eventually('its Job is gone', async () => {
    const { items } = await world.admin.list(JOBS, { namespace: 'acme' });
    return !items.some(({ metadata }) => metadata.labels?.[LABEL_DATA_EXPORT] === asked.name);
  });
  node.before = () => Promise.resolve();
  const again = await ask(member);
  expect(again.name).not.toBe(asked.name);
  await ready(again.name);
});

test('what packs reaches the bucket of its own export alone, and nothing of it is left afterwards', async () => {
  const before = (await shown(member))?.dataExport;
  const old = await world.admin.get(DATA_EXPORTS, { namespace: 'acme', name: before?.name ?? '' });
  const seen: string[] = [];
  node.before = async (pod) => {
    const { secret } = pod.spec.volumes?.find((volume) => volume.secret) ?? {};
    const found = await world.admin.get(SECRETS, { namespace: 'acme', name: secret?.secretName ?? '' });
    const { uid = '' } = await world.admin
      .get(DATA_EXPORTS, { namespace: 'acme', name: pod.metadata.labels?.['appfactory.dev/data-export'] ?? '' })
      .then(({ metadata }) => metadata);
    const creds = join(folder, 'creds');
    await writeFile(creds, Buffer.from(found.data?.creds ?? '', 'base64'), { mode: 0o600 });
    const connection = await connectEvents({
      url: world.platform.config.natsUrl,
      credsFile: creds,
      name: 'test',
      inboxPrefix: inboxPrefix(uid),
    });
    const ask = (subject: string) =>
      connection.nats.request(subject, '', { timeout: 60_000 }).then(
        ({ data }) => (new TextDecoder().decode(data).includes('"error"') ? 'refused' : 'answered'),
        (error: Error) => (/permissions violation/i.test(error.message) ? 'denied' : error.message),
      );
    const own = bucketName(uid, 'export');
    const other = bucketName(old.metadata.uid ?? '', 'export');
    seen.push(await ask(`$JS.API.STREAM.INFO.OBJ_${own}`));
    for (const subject of [
      `$JS.API.STREAM.INFO.OBJ_${other}`,
      `$JS.API.DIRECT.GET.OBJ_${other}`,
      `$O.${other}.C.x`,
      'appfactory.acme.crm.chat',
    ]) {
      seen.push(await ask(subject));
    }
    await connection.close();
  };
  const asked = await ask(member, { keepHours: 2 });
  expect(asked.name).not.toBe(before?.name);
  const found = await ready(asked.name);
  expect(seen).toEqual(['answered', 'denied', 'denied', 'denied', 'denied']);
  // The archive of before has made room for it.
  await eventually(
    'the one of before is gone',
    async () => (await world.admin.list(DATA_EXPORTS, { namespace: 'acme' })).items.length === 1,
  );
  expect((await get(before?.download ?? '', member)).status).toBe(404);
  const streams = await world.platform.events.manager();
  await expect(streams.streams.info(`OBJ_${bucketName(old.metadata.uid ?? '', 'export')}`)).rejects.toThrow(
    /not found/,
  );
  const hours = (Date.parse(found.expiresAt ?? '') - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(1);
  expect(hours).toBeLessThanOrEqual(2);
  await eventually('Job and credentials are gone', async () => {
    const { items } = await world.admin.list(SECRETS, { namespace: 'acme' });
    const jobs = await world.admin.list(JOBS, { namespace: 'acme' });
    return [...items, ...jobs.items].every(({ metadata }) => !metadata.labels?.['appfactory.dev/data-export']);
  });
});

test.each([
  ['a release that is not there', { name: 'nothing' }, 'NOT_FOUND', 'name'],
  ['a name that is none', { name: 'A b' }, 'INVALID', 'name'],
  ['no time at all', { keepHours: 0 }, 'INVALID', 'keepHours'],
  ['too long a time', { keepHours: 1000 }, 'INVALID', 'keepHours'],
])('%s is refused with the field', async (_what, input, code, field) => {
  expect(await ask(member, input)).toMatchObject({ code, field });
});

test('with the app its archive goes', async () => {
  const [last] = (await world.admin.list(DATA_EXPORTS, { namespace: 'acme' })).items;
  await world.admin.delete(RELEASES, { namespace: 'acme', name: 'crm' });
  await eventually(
    'the archive is gone',
    async () => (await world.admin.list(DATA_EXPORTS, { namespace: 'acme' })).items.length === 0,
  );
  const streams = await world.platform.events.manager();
  await expect(streams.streams.info(`OBJ_${bucketName(last?.metadata.uid ?? '', 'export')}`)).rejects.toThrow(
    /not found/,
  );
  await eventually(
    'the release is gone',
    async () => !(await world.admin.find(RELEASES, { namespace: 'acme', name: 'crm' })),
  );
});
