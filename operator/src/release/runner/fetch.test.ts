import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { mintReaderCredentials } from '@appfactory/events/credentials';
import { artifactKey, bucketName } from '@appfactory/events/subjects';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { create } from 'tar';
import { accountOf } from '../../progress/connection.ts';
import { artifactFolder, hexOf, layoutOf } from './layout.ts';
import { run } from './testing/run.ts';

const UID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

let cluster: TestControlPlane;
let operator: EventsConnection;
let work: string;
let data: string;
let natsUrl: string;

beforeAll(async () => {
  cluster = await startControlPlane({ parts: ['nats'], manifests: false });
  const { nats } = cluster.plane;
  if (!nats) throw new Error('the control plane came up without NATS');
  natsUrl = nats.url;
  operator = await connectEvents({ url: natsUrl, credsFile: nats.operatorCreds, name: 'test' });
  work = mkdtempSync(join(tmpdir(), 'appfactory-fetch-'));
  const minter = {
    account: accountOf(readFileSync(nats.operatorCreds, 'utf8')),
    signingSeed: readFileSync(nats.accountSeedFile, 'utf8').trim(),
  };
  const build = { namespace: 'acme', name: 'crm', uid: UID };
  const expires = new Date(Date.now() + 3600_000);
  writeFileSync(join(work, 'creds'), await mintReaderCredentials(minter, build, expires), { mode: 0o600 });
}, 400_000);

afterAll(async () => {
  await operator?.close();
  await cluster?.stop();
  rmSync(work, { recursive: true, force: true });
}, 200_000);

beforeEach(() => {
  data = mkdtempSync(join(work, 'data-'));
});

async function store(files: Record<string, string>, uid = UID): Promise<string> {
  const folder = mkdtempSync(join(work, 'files-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const archive = join(folder, 'artifact.tgz');
  await create({ file: archive, cwd: folder, gzip: true }, Object.keys(files));
  const digest = `sha256:${createHash('sha256').update(readFileSync(archive)).digest('hex')}`;
  const bucket = await Bucket.create(operator, uid);
  await bucket.putFile(artifactKey(digest), archive);
  return digest;
}

const fetchIt = (digest: string, uid = UID) =>
  run(['fetch'], {
    DATA_DIR: data,
    ARTIFACT_DIGEST: digest,
    ARTIFACT_BUCKET: bucketName(uid),
    NATS_URL: natsUrl,
    NATS_CREDS_FILE: join(work, 'creds'),
  });

const artifacts = () => (existsSync(join(data, 'artifacts')) ? readdirSync(join(data, 'artifacts')) : []);

test('an artifact is brought by its digest, once', async () => {
  const digest = await store({ 'server.js': 'serve()' });
  expect(await fetchIt(digest)).toEqual({ status: 0, stderr: '' });
  const folder = artifactFolder(layoutOf(data), hexOf(digest));
  expect(readFileSync(join(folder, 'server.js'), 'utf8')).toBe('serve()');
  expect(artifacts()).toEqual([hexOf(digest)]);
  // The second time nobody is asked.
  natsUrl = natsUrl.replace(/\d+$/, '1');
  try {
    expect(await fetchIt(digest)).toEqual({ status: 0, stderr: '' });
  } finally {
    natsUrl = cluster.plane.nats?.url ?? '';
  }
}, 400_000);

test('an artifact that is not what its digest says is refused, and leaves nothing', async () => {
  const digest = await store({ 'server.js': 'serve()' });
  const bucket = await Bucket.open(operator, UID);
  await bucket.put(artifactKey(digest), Buffer.from('something else'));
  const { status, stderr } = await fetchIt(digest);
  expect(status).toBe(1);
  expect(stderr).toContain('arrived damaged');
  expect(artifacts()).toEqual([]);
}, 400_000);

test.each([
  ['that is not there', async () => `sha256:${'0'.repeat(64)}`, /has no artifact sha256:0+; build the app again/],
  ['without a server', () => store({ 'readme.txt': 'hello' }), /no server\.js at its root/],
])(
  'an artifact %s is refused with the reason',
  async (_what, make, reason) => {
    const { status, stderr } = await fetchIt(await make());
    expect(status).toBe(1);
    expect(stderr).toMatch(reason);
    expect(artifacts()).toEqual([]);
  },
  120_000,
);

test('the credentials of one app do not open the bucket of another', async () => {
  const digest = await store({ 'server.js': 'serve()' }, OTHER);
  mkdirSync(join(data, 'artifacts'), { recursive: true });
  const { status } = await fetchIt(digest, OTHER);
  expect(status).toBe(1);
  expect(artifacts()).toEqual([]);
}, 400_000);
