import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';
import { commitId, FEATURES, type Fixture } from './fixtures.ts';

/** The code of a build, for the stand-in gateway: a repository in small, with what is hard to show in it. */

const FILES: Record<string, string | null> = {
  'app/(app)/clients/[id]/page.tsx':
    "import { notFound } from 'next/navigation';\n\nexport default async function Page({ params }: Props) {\n  const client = await findClient((await params).id);\n  if (!client) notFound();\n  return <ClientDetails client={client} />;\n}\n",
  'app/(app)/clients/page.tsx':
    "import { ClientList } from '@/components/clients/list';\n\nexport default async function Page() {\n  return <ClientList clients={await listClients()} />;\n}\n",
  'app/layout.tsx': "export { metadata } from './metadata';\n",
  'components/ui/a-component-with-a-name-that-is-longer-than-the-tree-is-wide.tsx': 'export {};\n',
  'lib/access.ts': `${Array.from({ length: 400 }, (_, line) => `export const rule${line} = { role: 'staff', may: ['read', 'update'] };`).join('\n')}\n`,
  'lib/odd.ts': 'const isAdmin = false; /*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only */\n',
  'package.json': '{\n  "name": "northwind-crm",\n  "private": true\n}\n',
  'public/logo.png': null,
};

const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);

const PATCH =
  "@@ -1,4 +1,6 @@\n import { ClientList } from '@/components/clients/list';\n+import { listClients } from '@/lib/clients';\n \n export default async function Page() {\n-  return null;\n+  const clients = await listClients();\n+  return <ClientList clients={clients} />;\n }\n";

function changesOf(commit: string) {
  const change = { previousPath: null, kind: 'changed', additions: 3, deletions: 1, patch: PATCH };
  if (commit === commitId(0))
    return {
      isCut: true,
      files: Object.keys(FILES).map((path) => ({
        ...change,
        path,
        kind: 'added',
        additions: FILES[path] === null ? null : 12,
        deletions: FILES[path] === null ? null : 0,
        patch: null,
      })),
    };
  return {
    isCut: false,
    files: [
      { ...change, path: 'app/(app)/clients/page.tsx' },
      {
        ...change,
        path: 'lib/clients.ts',
        previousPath: 'lib/client.ts',
        kind: 'moved',
        patch: null,
        additions: 0,
        deletions: 0,
      },
    ],
  };
}

/** As the gateway resolves Build.source. */
export function sourceOf({ status }: Fixture) {
  const features = status.plan?.features ?? [];
  const commits = features.flatMap(({ id, title, commit }, index) =>
    commit
      ? [
          {
            id: commit,
            at: at(10 * (FEATURES.length - index)),
            title,
            body: `The prompt asks for ${title.toLowerCase()}.`,
            feature: id,
            removed: null,
            generation: 1,
            changes: () => changesOf(commit),
          },
        ]
      : [],
  );
  const [head] = commits.reverse();
  if (!head) return null;
  return {
    head,
    commits,
    links: { archive: '/files/default/app/source.zip', clone: '/git/default/app.git' },
    tree: {
      isCut: false,
      files: Object.entries(FILES).map(([path, text]) => ({ path, kind: 'file', size: text?.length ?? 2_048 })),
    },
    file: ({ path }: { path: string }) => {
      const text = FILES[path];
      if (text === undefined) return null;
      return { path, kind: 'file', size: text?.length ?? 2_048, text, isBinary: text === null };
    },
    commit: ({ id }: { id: string }) => commits.find((commit) => commit.id === id) ?? null,
  };
}

export function makeTokens() {
  let tokens = [
    { id: '1', name: 'My laptop', createdAt: at(9_000), expiresAt: at(-30_000), usedAt: at(3) as Date | null },
  ];
  return {
    list: () => tokens,
    create(name: string) {
      const entry = { id: String(tokens.length + 1), name, createdAt: at(0), expiresAt: at(-43_200), usedAt: null };
      tokens = [entry, ...tokens];
      return { __typename: 'NewAccessToken', token: 'appfactory_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG', entry };
    },
    revoke(id: string) {
      tokens = tokens.filter((token) => token.id !== id);
      return { __typename: 'Done', done: true };
    },
    endAll() {
      tokens = [];
      return { __typename: 'Done', done: true };
    },
  };
}

/** Answers for files of builds; false for anything else. */
export function fileAnswer(request: IncomingMessage, response: ServerResponse): boolean {
  const { url = '' } = request;
  if (url.startsWith('/data/')) {
    response.writeHead(200, { 'content-type': 'application/gzip', 'content-disposition': 'attachment' }).end('data');
    return true;
  }
  if (!url.startsWith('/files/')) return false;
  if (url.includes('/screenshots/')) response.writeHead(200, { 'content-type': 'image/png' }).end(PICTURE);
  else
    response
      .writeHead(200, { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="app.zip"' })
      .end('PK');
  return true;
}

/** A page of an app, as much as rectangles can be one. */
const PICTURE = png(640, 420, (x, y) => {
  if (y < 44) return x > 16 && x < 120 && y > 14 && y < 30 ? [40, 44, 60] : [250, 250, 252];
  if (x < 150) return y % 36 < 12 && x > 18 && x < 110 && y > 70 && y < 260 ? [200, 203, 214] : [244, 245, 248];
  const isRow = y > 110 && y < 390 && (y - 110) % 40 > 14 && (y - 110) % 40 < 26;
  if (isRow && ((x > 180 && x < 300) || (x > 360 && x < 440) || (x > 520 && x < 590))) return [176, 180, 196];
  if (x > 530 && x < 610 && y > 62 && y < 90) return [79, 70, 229];
  return [255, 255, 255];
});

function png(width: number, height: number, colour: (x: number, y: number) => [number, number, number]): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const part = Buffer.alloc(body.length + 8);
    part.writeUInt32BE(data.length, 0);
    part.set(body, 4);
    part.writeUInt32BE(crc32(body), body.length + 4);
    return part;
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
