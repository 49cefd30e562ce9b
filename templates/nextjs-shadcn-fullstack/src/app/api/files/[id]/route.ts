import { eq } from 'drizzle-orm';
import { entities } from '@/config/entities';
import { db } from '@/db';
import { type AppFile, appFiles } from '@/db/schema/files';
import { isFieldFile } from '@/features/attachments/field-files';
import { removeAttachment } from '@/features/attachments/queries';
import { type Deed, notAllowed } from '@/lib/access';
import { isPicture } from '@/lib/files';
import { isSameOrigin } from '@/lib/same-origin';
import { requireApiUser, type SessionUser } from '@/lib/session';
import { openStorage } from '@/lib/storage/storage';

type Context = { params: Promise<{ id: string }> };

/** The file, where its record is among those that the person may read; before there is a record, for whoever sent it. */
async function findFile({ params }: Context, user: SessionUser): Promise<AppFile | undefined> {
  const [file] = await db
    .select()
    .from(appFiles)
    .where(eq(appFiles.id, (await params).id))
    .limit(1);
  if (file?.recordId === '') return file.createdById === user.id ? file : undefined;
  return file && (await allows('read', file)) ? file : undefined;
}

async function allows(deed: Deed, file: AppFile): Promise<boolean> {
  const entity = entities.find((known) => known.slug === file.entity);
  return (await entity?.allows(deed, file.recordId)) ?? false;
}

const missing = () => Response.json({ error: 'The file does not exist any more' }, { status: 404 });

/**
 * Hands out a file. Pictures are shown; everything else, drawings that could hold a script too, is an attachment, so that nothing
 * that was uploaded runs as a page of this app.
 */
export async function GET(request: Request, context: Context): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  const file = await findFile(context, user);
  if (!file) return missing();
  // What is changed gets another id. Browsers keep it, and ask each time whether it may still be seen.
  const caching = { 'Cache-Control': 'private, no-cache', ETag: `"${file.id}"` };
  if (request.headers.get('if-none-match') === caching.ETag)
    return new Response(null, { status: 304, headers: caching });
  const bytes = await (await openStorage(file.storage)).open(file.storageKey);
  if (!bytes) return missing();
  return new Response(bytes, {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Disposition': `${isPicture(file.type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      ...caching,
    },
  });
}

export async function DELETE(request: Request, context: Context): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  if (!isSameOrigin(request)) return Response.json({ error: 'The request came from another site' }, { status: 403 });
  const file = await findFile(context, user);
  if (!file) return missing();
  if (isFieldFile(file)) return Response.json({ error: 'Change the record that the file belongs to' }, { status: 409 });
  if (file.recordId !== '' && !(await allows('update', file)))
    return Response.json({ error: notAllowed }, { status: 403 });
  await removeAttachment(file);
  return new Response(null, { status: 204 });
}
