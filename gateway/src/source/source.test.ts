import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Bucket } from '@appfactory/events/bucket';
import { bucketName } from '@appfactory/events/subjects';
import { ROLE_BINDINGS, ROLES, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { createToken } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { GROUP } from '@appfactory/resources/meta';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { untilAllowed } from '../testing/access.ts';
import { bundleOf } from '../testing/bundle.ts';
import type { TestClient } from '../testing/client.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { startSignedIn } from '../testing/signedIn.ts';
import { newBuild } from '../testing/tenants.ts';

let platform: TestPlatform;
let owner: TestClient;
let stop: (() => Promise<void>) | undefined;
let bucket: Bucket;
let uid: string;

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const FEATURE = 'Clients\n\nTrack clients.\n\nFeature: entity-clients\nFeature-Hash: abc\nGeneration: 2\n';

beforeAll(async () => {
  ({ platform, owner, stop } = await startSignedIn());
  uid = await newBuild(owner, 'default', 'crm');
  bucket = await Bucket.create(platform.events, uid);
});

afterAll(() => stop?.());

async function get(path: string, headers: Record<string, string> = {}, from = owner.headers) {
  const answer = await request(`${owner.address}${path}`, { headers: { ...from, ...headers } });
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.from(await answer.body.arrayBuffer()) };
}

interface Read {
  build: {
    source: {
      head: { id: string; changes?: { files: { path: string; patch: string | null }[] } };
      commits: { id: string; title: string; changes: { files: { path: string; patch: string | null }[] } }[];
      tree: { files: { path: string }[] };
      file: { text: string | null } | null;
    } | null;
  };
}

const read = (fields: string) => owner.graphql<Read>(`{ build(name: "crm") { source { ${fields} } } }`);
async function source(fields: string) {
  const { data, errors } = await read(fields);
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.build.source;
}

describe('the code of a build', () => {
  test('is nothing while nothing is committed', async () => {
    expect(await source('head { id }')).toBeNull();
    expect((await get('/files/default/crm/source.zip')).status).toBe(404);
  });

  test('is there with its features, their changes, and its files', async () => {
    await bucket.put(
      'repository',
      await bundleOf([
        { message: 'The template', files: { 'app/page.tsx': 'one\ntwo\n', 'old name.txt': 'moved\n', gone: 'x\n' } },
        {
          message: FEATURE,
          files: {
            'app/page.tsx': 'one\nthree\n',
            'old name.txt': null,
            'new/ü "name".txt': 'moved\n',
            gone: null,
            'logo.png': new Uint8Array([0, 1, 2]),
            link: { link: '/etc/passwd' },
          },
        },
      ]),
    );
    const found = await source(
      'head { title } commits { title body feature generation changes { isCut files { path previousPath kind additions deletions patch } } }',
    );
    expect(found).toMatchObject({
      head: { title: 'Clients' },
      commits: [
        { title: 'Clients', body: 'Track clients.', feature: 'entity-clients', generation: 2 },
        { title: 'The template', body: '', feature: null, generation: null },
      ],
    });
    const change = (path: string) => found?.commits[0]?.changes.files.find((file) => file.path === path);
    expect(change('app/page.tsx')).toEqual({
      path: 'app/page.tsx',
      previousPath: null,
      kind: 'changed',
      additions: 1,
      deletions: 1,
      patch: '@@ -1,2 +1,2 @@\n one\n-two\n+three',
    });
    expect(change('new/ü "name".txt')).toMatchObject({ previousPath: 'old name.txt', kind: 'moved', patch: null });
    expect(change('gone')).toMatchObject({ kind: 'removed', deletions: 1, patch: null });
    expect(change('logo.png')).toMatchObject({ kind: 'added', additions: null, patch: null });
    expect(found?.commits[1]?.changes.files.map(({ path }) => path)).toEqual(['app/page.tsx', 'gone', 'old name.txt']);

    const tree = 'tree { isCut files { path kind size } }';
    expect(await source(tree)).toEqual({
      tree: {
        isCut: false,
        files: [
          { path: 'app/page.tsx', kind: 'file', size: 10 },
          { path: 'link', kind: 'link', size: 11 },
          { path: 'logo.png', kind: 'file', size: 3 },
          { path: 'new/ü "name".txt', kind: 'file', size: 6 },
        ],
      },
    });
    const first = await source('commits { id }');
    const id = first?.commits[1]?.id ?? '';
    const file = (path: string, at = '') => source(`file(path: ${JSON.stringify(path)}${at}) { text isBinary kind }`);
    expect(await file('app/page.tsx')).toMatchObject({ file: { text: 'one\nthree\n', isBinary: false } });
    expect(await file('app/page.tsx', `, commit: "${id}"`)).toMatchObject({ file: { text: 'one\ntwo\n' } });
    expect(await file('logo.png')).toMatchObject({ file: { text: null, isBinary: true } });
    // What a link leads to is on the machine of nobody here.
    expect(await file('link')).toMatchObject({ file: { text: '/etc/passwd', kind: 'link' } });
    for (const path of ['', '.', '..', '../../etc/passwd', 'app', 'app/', '/app/page.tsx', '--help', 'app/page.tsx\0'])
      expect(await file(path)).toEqual({ file: null });
  });

  test.each(['main', 'HEAD', '--all', '0'.repeat(40), `${'0'.repeat(39)}`, '../x'])(
    'has no commit %p',
    async (commit) => {
      const { errors } = await read(`tree(commit: "${commit}") { isCut }`);
      expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    },
  );

  test('is a zip for whoever is signed in, and for nobody else', async () => {
    const { status, headers, body } = await get('/files/default/crm/source.zip');
    expect([status, headers['content-type'], body.subarray(0, 2).toString()]).toEqual([200, 'application/zip', 'PK']);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="crm-[0-9a-f]{7}\.zip"$/);
    expect(body.includes('crm/app/page.tsx')).toBe(true);
    expect((await get('/files/default/crm/source.zip', {}, {})).status).toBe(401);
    expect((await get('/files/default/other/source.zip')).status).toBe(404);
    expect((await get('/files/default/crm/source.zip', { origin: 'http://elsewhere.example' })).status).toBe(403);
  });

  test('goes on with the next commit', async () => {
    const before = await source('head { id } commits { id }');
    const commits = [{ message: 'Another', files: { 'a.txt': 'a\r\ndiff --git a b\u2028diff --git c d\n' } }];
    await bucket.put('repository', await bundleOf(commits));
    const after = await source('head { id changes { files { path patch } } } commits { id }');
    expect(after?.commits).toHaveLength(1);
    expect(after?.head.id).not.toBe(before?.head.id);
    expect(after?.head).toMatchObject({
      changes: { files: [{ path: 'a.txt', patch: expect.stringContaining('+a\r') }] },
    });
  });

  test('is cut where it has no end', async () => {
    const files: Record<string, string> = { large: 'x\n'.repeat(400_000), wide: `${'y'.repeat(100_000)}\n` };
    for (let index = 0; index < 400; index++) files[`many/${String(index).padStart(4, '0')}`] = `${index}\n`;
    await bucket.put('repository', await bundleOf([{ message: `Long ${'title '.repeat(500)}`, files }]));
    const found = await source(
      'head { title changes { isCut files { path patch } } } file(path: "large") { text size isBinary }',
    );
    expect(found).toMatchObject({
      head: { title: expect.stringMatching(/^.{300}$/), changes: { isCut: true } },
      file: { text: null, size: 800_000, isBinary: false },
    });
    const changes = found?.head.changes?.files ?? [];
    expect(changes).toHaveLength(300);
    expect(changes[0]).toEqual({ path: 'large', patch: null });
  });

  test.each([
    ['is no bundle', async () => Buffer.from('not a bundle')],
    [
      'names files outside of itself',
      () => bundleOf([{ message: 'x', tree: (hash) => `100644 blob ${hash('x')}\t..\n` }]),
    ],
    [
      'has a repository in the place of its own',
      () => bundleOf([{ message: 'x', tree: (hash) => `100644 blob ${hash('x')}\t.GIT\n` }]),
    ],
  ])('that %s is refused', async (_, make) => {
    await bucket.put('repository', await make());
    const { errors } = await read('head { id }');
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'INVALID' },
      message: expect.stringContaining('cannot be read'),
    });
    expect((await get('/files/default/crm/source.zip')).status).toBe(400);
  });

  test('is not that of another bucket, whatever its description says', async () => {
    const other = await newBuild(owner, 'default', 'other');
    const theirs = await Bucket.create(platform.events, other);
    await theirs.put('repository', await bundleOf([{ message: 'Secret', files: { secret: 'x' } }]));
    const key = Buffer.from('repository').toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    const subject = `$O.${bucketName(uid)}.M.${key}`;
    const link = {
      name: 'repository',
      bucket: bucketName(uid),
      options: { link: { bucket: bucketName(other), name: 'repository' } },
    };
    const forged = {
      name: 'repository',
      bucket: bucketName(other),
      nuid: `x.>`,
      size: 10,
      chunks: 1,
      digest: `SHA-256=${createHash('sha256').update('x').digest('base64url')}=`,
    };
    for (const description of [link, forged, {}]) {
      await platform.events.jetstream.publish(subject, JSON.stringify(description));
      expect(await source('head { id }')).toBeNull();
    }
  });
});

describe('git clone', () => {
  const TOKEN = `mutation ($name: String!, $days: Int) { createAccessToken(name: $name, days: $days) {
    ... on NewAccessToken { token entry { id name } } ... on Failure { code field } } }`;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appfactory-clone-'));
    const commits = [
      { message: 'One', files: { 'a.txt': 'one\n' } },
      { message: FEATURE, files: { 'a.txt': 'two\n' } },
    ];
    await bucket.put('repository', await bundleOf(commits));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function clone(token: string, name: string, args: string[] = []): Promise<string> {
    const address = new URL(`${owner.address}/git/default/${name}.git`);
    address.username = 'me';
    address.password = token;
    const into = await mkdtemp(join(folder, 'into-'));
    const env = { PATH: process.env.PATH, HOME: folder, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' };
    await promisify(execFile)('git', [...args, 'clone', '-q', address.href, into], { env });
    return into;
  }

  test.each(['0', '2'])('by a token that was made for it, in version %s of the protocol', async (version) => {
    const { createAccessToken } = await owner.data<{ createAccessToken: { token: string; entry: { id: string } } }>(
      TOKEN,
      { name: 'My laptop' },
    );
    const { token, entry } = createAccessToken;
    const into = await clone(token, 'crm', ['-c', `protocol.version=${version}`]);
    expect(await readFile(join(into, 'a.txt'), 'utf8')).toBe('two\n');
    const { stdout } = await promisify(execFile)('git', ['-C', into, 'log', '--format=%s']);
    expect(stdout).toBe('Clients\nOne\n');
    await expect(promisify(execFile)('git', ['-C', into, 'push', '-q', 'origin', 'HEAD:refs/heads/x'])).rejects.toThrow(
      /for reading|403/,
    );
    await expect(clone(token, 'nothing')).rejects.toThrow(/not found/);

    // It fetches files, and asks and changes nothing.
    const bearer = { authorization: `Bearer ${token}` };
    expect((await get('/files/default/crm/source.zip', bearer, {})).status).toBe(200);
    expect(await owner.with({ cookie: '', ...bearer }).data('{ viewer { name } }')).toEqual({ viewer: null });
    const kept = await platform.database.query<object>('select * from access_token, audit');
    expect(JSON.stringify(kept)).not.toContain(token);

    expect(await owner.data('{ accessTokens { name usedAt } }')).toEqual({
      accessTokens: [{ name: 'My laptop', usedAt: expect.any(String) }],
    });
    const revoke = `mutation { revokeAccessToken(id: "${entry.id}") { __typename ... on Failure { code } } }`;
    expect(await owner.data(revoke)).toEqual({ revokeAccessToken: { __typename: 'Done' } });
    expect(await owner.data(revoke)).toEqual({ revokeAccessToken: { __typename: 'Failure', code: 'NOT_FOUND' } });
    await expect(clone(token, 'crm')).rejects.toThrow(/Authentication failed/);
  });

  test('by a Kubernetes token, where its holder may see the build', async () => {
    const { client } = platform.cluster.plane;
    const metadata = { namespace: 'default', name: 'reader' };
    await client.create(SERVICE_ACCOUNTS, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const { token } = await createToken(client, metadata, { expirationSeconds: 3600 });
    await expect(clone(token, 'crm')).rejects.toThrow(/403|cannot get/);
    const rules = [{ apiGroups: [GROUP], resources: ['appbuilds'], verbs: ['get'] }];
    await client.create(ROLES, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules });
    await client.create(ROLE_BINDINGS, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'default' }],
    });
    await untilAllowed(client, metadata);
    expect(await readFile(join(await clone(token, 'crm'), 'a.txt'), 'utf8')).toBe('two\n');
  });

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['a name without end', { name: 'x'.repeat(61) }, 'name'],
    ['no time', { name: 'x', days: 0 }, 'days'],
    ['a time without end', { name: 'x', days: 100_000 }, 'days'],
  ])('takes no token with %s', async (_, variables, field) => {
    expect(await owner.data(TOKEN, variables)).toEqual({ createAccessToken: { code: 'INVALID', field } });
  });

  test('answers what is not of git with words', async () => {
    const none = await get('/git/default/crm.git/info/refs?service=git-upload-pack', {}, {});
    expect([none.status, none.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="App Factory", charset="UTF-8"',
    ]);
    const push = await get('/git/default/crm.git/info/refs?service=git-receive-pack');
    expect([push.status, push.body.toString()]).toEqual([403, expect.stringContaining('for reading')]);
    const head = (await source('head { id }'))?.head.id ?? '';
    const post = request(`${owner.address}/git/default/crm.git/git-upload-pack`, {
      method: 'POST',
      headers: {
        ...owner.headers,
        'content-type': 'application/x-git-upload-pack-request',
        'content-encoding': 'gzip',
      },
      body: gzipSync(`0032want ${head}\n`.repeat(100_000)),
    });
    // Too large when it is unpacked: it ends without an end.
    await expect(post.then(({ body }) => body.text())).rejects.toThrow();
  });
});

describe('a screenshot', () => {
  const path = (rest: string) => `/files/default/crm/screenshots/${rest}`;

  test('is told with its event, and served to whoever may see the build', async () => {
    const key = 'screenshot/production/Clients-the-list.png';
    await bucket.put(key, PNG);
    const screenshotDigest = createHash('sha256').update(PNG).digest('hex');
    const check = {
      feature: 'entity-clients',
      name: 'Clients: the list',
      against: 'production',
      result: 'passed',
    } as const;
    await platform
      .reporter({ namespace: 'default', name: 'crm', uid })
      .report({ type: 'check', ...check, screenshot: key, screenshotDigest });
    const query = '{ build(name: "crm") { checks { screenshotLink } events { edges { node { screenshotLink } } } } }';
    const build = await eventually('the event is stored', async () => {
      const { build } = await owner.data<{
        build: { checks: { screenshotLink: string }[]; events: { edges: { node: { screenshotLink: string } }[] } };
      }>(query);
      // Read side by side, one of them may be there before the other.
      return build.checks.length > 0 && build.events.edges.length > 0 && build;
    });
    const link = build.events.edges[0]?.node.screenshotLink ?? '';
    const { status, headers, body } = await get(link);
    expect([status, body.equals(PNG)]).toEqual([200, true]);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await get(link, { 'if-none-match': String(headers.etag) })).status).toBe(304);
    expect((await get(link, {}, {})).status).toBe(401);

    // Run again, the check shows something else: the first picture is gone, and never mistaken for the second.
    await bucket.put(key, Buffer.concat([PNG, PNG]));
    expect((await get(link)).status).toBe(404);
    const last = await get(build.checks[0]?.screenshotLink ?? '');
    expect([last.status, last.headers['cache-control'], last.body.length]).toEqual([200, 'private, no-cache', 32]);
  });

  test('is a picture, and nothing else of the bucket', async () => {
    await bucket.put('screenshot/preview/page.png', Buffer.from('<script>alert(1)</script>'));
    await bucket.put('repository', Buffer.from('x'));
    for (const rest of [
      'preview/page.png',
      'preview/missing.png',
      'preview/..%2F..%2Frepository',
      'elsewhere/page.png',
      'preview/page.svg',
    ])
      expect([rest, (await get(path(rest))).status]).toEqual([rest, 404]);
  });
});
