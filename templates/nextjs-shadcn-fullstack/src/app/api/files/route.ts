import { entities } from '@/config/entities';
import { db } from '@/db';
import { appFiles } from '@/db/schema/files';
import { listAttachments, maxFileSize, toAttachment } from '@/features/attachments/queries';
import { type Deed, notAllowed } from '@/lib/access';
import { formatBytes } from '@/lib/format';
import { isSameOrigin } from '@/lib/same-origin';
import { requireApiUser } from '@/lib/session';
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

/** Adds a file to a record: a form with `entity`, `recordId` and `file`. */
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
  if (!(file instanceof File) || file.size === 0) return refuse(400, 'Choose a file that is not empty');
  if (file.size > maxFileSize) return refuse(413, tooLarge);
  if (!(await allows('read', entity, recordId))) return refuse(404, 'The record does not exist any more');
  if (!(await allows('update', entity, recordId))) return refuse(403, notAllowed);

  const storage = defaultStorage();
  const storageKey = await (await openStorage(storage)).put(file);
  const [row] = await db
    .insert(appFiles)
    .values({
      entity,
      recordId,
      name: file.name.slice(0, 255) || 'file',
      type: /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream',
      size: file.size,
      storage,
      storageKey,
      createdById: user.id,
    })
    .returning();
  return row ? Response.json(toAttachment(row), { status: 201 }) : refuse(500, 'The file could not be kept');
}
