import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionUser } from '@/lib/session';

const folder = mkdtempSync(join(tmpdir(), 'field-files-'));
const uploads = join(folder, 'uploads');
process.env.DATABASE_URL = `file:${join(folder, 'app.db')}`;
process.env.UPLOADS_DIR = uploads;

const person = (id: string): SessionUser => ({ id, name: id, email: `${id}@example.com`, image: null, role: 'member' });
let user = person('ada');
/** Who may read the record of this test. */
let readers = ['ada'];
vi.mock('@/lib/session', () => ({
  requireApiUser: () => Promise.resolve(user),
  requireUser: () => Promise.resolve(user),
}));
// Of the places of this test the app's rules do not speak.
vi.mock('@/config/access', () => ({ rules: null }));
vi.mock('@/config/entities', () => ({
  entities: [
    {
      slug: 'places',
      files: { photo: 'image', scan: 'file' },
      allows: () => Promise.resolve(readers.includes(user.id)),
    },
  ],
}));
const { databaseClient, db } = await import('@/db');
const { migrate } = await import('@/db/migrate');
const { authUsers } = await import('@/db/schema/auth');
const { appFiles } = await import('@/db/schema/files');
const { keepFiles, refuseFiles, removeForgotten, removeReplaced } = await import('@/features/attachments/field-files');
const { listAttachments, removeAttachmentsOf } = await import('@/features/attachments/queries');
const { POST } = await import('@/app/api/files/route');
const { DELETE, GET } = await import('@/app/api/files/[id]/route');

const png = '\x89PNG\r\n\x1a\n and more';
const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Sends a file as the form does. */
async function send(field: string, content: string, name: string, type: string) {
  const form = new FormData();
  form.set('entity', 'places');
  form.set('field', field);
  form.set('file', new File([bytes(content)], name, { type }));
  const packed = new Response(form);
  const body = await packed.arrayBuffer();
  const headers = {
    'content-type': packed.headers.get('content-type') ?? '',
    'content-length': String(body.byteLength),
    origin: 'http://localhost',
    host: 'localhost',
  };
  return POST(new Request('http://localhost/api/files', { method: 'POST', headers, body }));
}
const sent = async (...file: Parameters<typeof send>) => ((await (await send(...file)).json()) as { id: string }).id;
const read = (id: string, headers: Record<string, string> = {}) =>
  GET(new Request(`http://localhost/api/files/${id}`, { headers }), { params: Promise.resolve({ id }) });
/** How many files there are bytes of. */
const kept = () =>
  (existsSync(uploads) ? readdirSync(uploads, { recursive: true, withFileTypes: true }) : []).filter((one) =>
    one.isFile(),
  ).length;

beforeAll(async () => {
  await migrate(databaseClient, join(process.cwd(), 'drizzle'));
  await db
    .insert(authUsers)
    .values(['ada', 'ben'].map((id) => ({ id, email: `${id}@example.com`, role: 'member' as const })));
});
beforeEach(async () => {
  user = person('ada');
  readers = ['ada'];
  await db.delete(appFiles);
  rmSync(uploads, { recursive: true, force: true });
});
afterAll(() => {
  databaseClient.close();
  rmSync(folder, { recursive: true });
});

describe('a file that is sent for a field', () => {
  it('is a picture by its content where the field wants one', async () => {
    const refused = await send('photo', '<script>alert(1)</script>', 'photo.png', 'image/png');
    expect(refused.status).toBe(415);
    expect(await refused.json()).toEqual({ error: 'Choose a picture: JPEG, PNG, WebP, GIF or AVIF' });
    expect((await send('photo', png, 'photo.txt', 'text/plain')).status).toBe(201);
    expect((await send('nothing', png, 'photo.png', 'image/png')).status).toBe(404);
  });

  it('is seen by whoever sent it alone, until the record is stored; then by whoever may read that', async () => {
    const id = await sent('photo', png, 'photo.png', 'image/png');
    user = person('ben');
    readers = ['ada', 'ben'];
    expect((await read(id)).status).toBe(404);
    expect(await refuseFiles(user, 'places', { photo: id })).toMatchObject({
      ok: false,
      fields: { photo: expect.any(String) },
    });
    user = person('ada');
    expect((await read(id)).status).toBe(200);
    expect(await refuseFiles(user, 'places', { scan: id })).toMatchObject({ ok: false });
    expect(await refuseFiles(user, 'places', { photo: id })).toBeNull();
    await keepFiles('place-1', { photo: id, scan: null });
    // Nobody else's record can take it any more.
    expect(await refuseFiles(user, 'places', { photo: id })).toMatchObject({ ok: false });
    expect(await refuseFiles(user, 'places', { photo: id }, { photo: id })).toBeNull();
    user = person('ben');
    expect((await read(id)).status).toBe(200);
    readers = ['ada'];
    expect((await read(id)).status).toBe(404);
    expect((await read(id, { 'if-none-match': `"${id}"` })).status).toBe(404);
  });

  it('is shown where it is a picture, and nothing else ever is', async () => {
    const photo = await read(await sent('photo', png, 'photo.png', 'text/html'));
    expect(photo.headers.get('content-type')).toBe('image/png');
    expect(photo.headers.get('content-disposition')).toMatch(/^inline/);
    for (const [name, type] of [
      ['page.html', 'text/html'],
      ['drawing.svg', 'image/svg+xml'],
      ['photo.png', 'image/png'],
    ] as const) {
      const file = await read(await sent('scan', '<svg onload="alert(1)"/>', name, type));
      expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(file.headers.get('content-security-policy')).toContain('sandbox');
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('goes with its bytes when another takes its place, and when its record goes', async () => {
    const [first, scan] = [
      await sent('photo', png, 'a.png', 'image/png'),
      await sent('scan', 'text', 'a.txt', 'text/plain'),
    ];
    await keepFiles('place-1', { photo: first, scan });
    const second = await sent('photo', png, 'b.png', 'image/png');
    await keepFiles('place-1', { photo: second, scan });
    await removeReplaced('places', 'place-1', { photo: second, scan });
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect(kept()).toBe(2);
    // It is none of what is attached to the record, nor can it be taken from under it.
    expect(await listAttachments('places', 'place-1')).toEqual([]);
    const request = new Request('http://localhost/api/files/x', {
      method: 'DELETE',
      headers: { origin: 'http://localhost', host: 'localhost' },
    });
    expect((await DELETE(request, { params: Promise.resolve({ id: second }) })).status).toBe(409);
    await removeAttachmentsOf('places', 'place-1');
    expect(kept()).toBe(0);
  });

  it('goes after a day where its form is never saved', async () => {
    const id = await sent('scan', 'text', 'a.txt', 'text/plain');
    await removeForgotten();
    expect((await read(id)).status).toBe(200);
    await removeForgotten(Date.now() + 25 * 60 * 60 * 1000);
    expect((await read(id)).status).toBe(404);
    expect(kept()).toBe(0);
    expect(await db.select().from(appFiles).where(eq(appFiles.id, id))).toEqual([]);
  });
});
