import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Bucket } from '@appfactory/events/bucket';
import { artifactKey, bucketName } from '@appfactory/events/subjects';
import { TestClient } from '@appfactory/gateway/testing/client';
import { RELEASES } from '@appfactory/kube/resources';
import { artifactFolder, hexOf, layoutOf } from '@appfactory/operator/release/runner/layout';
import { placeArtifact } from '@appfactory/operator/release/runner/testing/fakeArtifact';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { create, x } from 'tar';
import { request } from 'undici';
import { untilObject } from './testing/builds.ts';
import { eventually } from './testing/eventually.ts';
import type { Platform } from './testing/platform.ts';
import { applyRelease } from './testing/releases.ts';
import { sharedPlatform } from './testing/sharedPlatform.ts';
import { newMember, newTenant } from './testing/tenants.ts';
import { statusOf } from './testing/visitor.ts';

const LIMIT = 1_800_000;
const EXPORT = `mutation ($input: ExportDataInput!) { exportData(input: $input) {
  ... on DataExport { name } ... on Failure { code message } } }`;
const SHOWN = `query ($name: String!, $namespace: String!) { release(name: $name, namespace: $namespace) {
  dataExport { phase message files download } } }`;

let platform: Platform;
let folder: string;

beforeAll(async () => {
  platform = await sharedPlatform();
  folder = await mkdtemp(join(tmpdir(), 'appfactory-data-'));
}, LIMIT);

afterAll(async () => {
  await platform?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Stores a small app of one file, as an agent would; gives what a Release says of it. */
async function storedApp() {
  const layout = layoutOf(join(folder, 'artifact'));
  const built = artifactFolder(layout, hexOf(placeArtifact(layout, 1)));
  const archive = join(folder, 'artifact.tgz');
  await create({ file: archive, cwd: built, gzip: true }, await readdir(built));
  const content = await readFile(archive);
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const uid = randomUUID();
  await (await Bucket.create(await platform.nats(), uid)).putFile(artifactKey(digest), archive);
  return { bucket: bucketName(uid), digest, size: content.length, commit: '0'.repeat(40) };
}

test(
  'a member of a tenant takes the data of an app that runs in a real pod, with a row of a moment ago; another tenant gets nothing',
  async () => {
    const namespace = await newTenant(platform, 'owns');
    const ref = { namespace, name: 'shop' };
    const host = `shop.${namespace}.localhost`;
    await applyRelease(platform.client, ref, { host, artifact: await storedApp(), dataPolicy: 'Delete' });
    await untilObject(platform.client, RELEASES, ref, {
      what: 'the app serves',
      holds: (release) => release?.status?.phase === 'Serving',
    });
    const app = platform.addressOf(ref);
    await eventually('a row is written', async () => (await statusOf(new URL('/add/Ada', app))) === 201);

    const gateway = await platform.gateway();
    const { token } = await newMember(platform, { tenant: namespace, name: 'mia', role: 'member' });
    const member = new TestClient(gateway, { authorization: `Bearer ${token}` });
    type Asked = { exportData: { name?: string; message?: string } };
    await eventually('it is asked for', async () => {
      const { exportData } = await member.data<Asked>(EXPORT, { input: ref });
      return exportData.name ?? Promise.reject(new Error(exportData.message));
    });
    type Shown = {
      release: { dataExport: { phase: string; message: string; files: number; download: string } | null };
    };
    const { download } = await eventually('it is packed', async () => {
      const found = (await member.data<Shown>(SHOWN, ref)).release.dataExport;
      return found?.phase === 'Ready' ? found : Promise.reject(new Error(found?.message));
    });
    const answer = await request(`${gateway}${download}`, { headers: member.headers });
    expect(answer.statusCode).toBe(200);
    await writeFile(join(folder, 'data.tar.gz'), Buffer.from(await answer.body.arrayBuffer()));
    await x({ file: join(folder, 'data.tar.gz'), cwd: folder, strict: true });
    const database = new DatabaseSync(join(folder, 'app.db'), { readOnly: true });
    const rows = database.prepare('SELECT DISTINCT name FROM clients').all() as { name: string }[];
    database.close();
    expect(rows.map(({ name }) => name)).toEqual(['Ada']);
    // The app goes on.
    expect(await statusOf(new URL('/add/Grace', app))).toBe(201);

    const other = await newTenant(platform, 'other');
    const stranger = await newMember(platform, { tenant: other, name: 'rex', role: 'owner' });
    const headers = { authorization: `Bearer ${stranger.token}` };
    expect((await request(`${gateway}${download}`, { headers })).statusCode).toBe(403);
    await platform.client.delete(RELEASES, ref);
  },
  LIMIT,
);
