import { entities } from '@/config/entities';
import { db } from '@/db';
import { appFiles } from '@/db/schema/files';
import { removeForgotten } from '@/features/attachments/field-files';
import { listAttachments, toAttachment } from '@/features/attachments/queries';
import { type Deed, may, notAllowed } from '@/lib/access';
import { maxFileSize, notPicture, pictureTypeOf } from '@/lib/files';
import { formatBytes } from '@/lib/format';
import { isSameOrigin } from '@/lib/same-origin';
import { requireApiUser, type SessionUser } from '@/lib/session';
import { defaultStorage, openStorage } from '@/lib/storage/storage';

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

/** Whether there is such a record among those with which the person may do this. */
async function allows(deed: Deed, slug: string, id: string): Promise<boolean> {
  const entity = entities.find((known) => known.slug === slug);
  return (await entity?.allows(deed, id)) ?? false;
}

/** The files of one record: `?entity=contacts&recordId=…`. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  const query = new URL(request.url).searchParams;
  const entity = query.get('entity') ?? '';
  const recordId = query.get('recordId') ?? '';
  if (!(await allows('read', entity, recordId))) return refuse(404, 'The record does not exist any more');
  return Response.json(await listAttachments(entity, recordId));
}

/** What a file is, as far as its sender is believed: what says that it is a picture must be one. */
async function typeOf(file: File): Promise<string> {
  const picture = await pictureTypeOf(file);
  if (picture) return picture;
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) && (!file.type.startsWith('image/') || /svg/.test(file.type));
  return isType ? file.type : 'application/octet-stream';
}

/** Keeps the bytes of a file, and a row that says whose it is. */
async function keep(file: File, user: SessionUser, of: { entity: string; recordId: string; field?: string }) {
  const storage = defaultStorage();
  const storageKey = await (await openStorage(storage)).put(file);
  const [row] = await db
    .insert(appFiles)
    .values({
      ...of,
      name: file.name.slice(0, 255) || 'file',
      type: await typeOf(file),
      size: file.size,
      storage,
      storageKey,
      createdById: user.id,
    })
    .returning();
  return row ? Response.json(toAttachment(row), { status: 201 }) : refuse(500, 'The file could not be kept');
}

/** Keeps a file for a field of a record, until the form that it was chosen in is saved. */
async function keepForField(file: File, user: SessionUser, slug: string, field: string): Promise<Response> {
  const kind = entities.find((known) => known.slug === slug)?.files?.[field];
  if (!kind) return refuse(404, 'There is no such field');
  if (!may(user, 'create', slug) && !may(user, 'update', slug)) return refuse(403, notAllowed);
  if (kind === 'image' && !(await pictureTypeOf(file))) return refuse(415, notPicture);
  await removeForgotten();
  return keep(file, user, { entity: slug, recordId: '', field });
}

/**
 * Adds a file: a form with `file`, `entity`, and `recordId` of the record that it is attached to, or `field` for the value of
 * a field in a form that is not saved yet.
 */
export async function POST(request: Request): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  if (!isSameOrigin(request)) return refuse(403, 'The request came from another site');
  const tooLarge = `A file may have at most ${formatBytes(maxFileSize)}`;
  // Before the body is read. A little more than the file itself, for the form around it.
  const length = Number(request.headers.get('content-length'));
  if (!Number.isFinite(length) || length <= 0) return refuse(411, 'The request does not say how long it is');
  if (length > maxFileSize + 64 * 1024) return refuse(413, tooLarge);

  const form = await request.formData().catch(() => null);
  const file = form?.get('file');
  const entity = String(form?.get('entity') ?? '');
  const recordId = String(form?.get('recordId') ?? '');
  const field = String(form?.get('field') ?? '');
  if (!(file instanceof File) || file.size === 0) return refuse(400, 'Choose a file that is not empty');
  if (file.size > maxFileSize) return refuse(413, tooLarge);
  if (field) return keepForField(file, user, entity, field);
  if (!(await allows('read', entity, recordId))) return refuse(404, 'The record does not exist any more');
  if (!(await allows('update', entity, recordId))) return refuse(403, notAllowed);
  return keep(file, user, { entity, recordId });
}
