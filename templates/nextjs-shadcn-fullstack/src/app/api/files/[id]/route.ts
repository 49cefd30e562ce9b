import { eq } from 'drizzle-orm';
import { entities } from '@/config/entities';
import { db } from '@/db';
import { type AppFile, appFiles } from '@/db/schema/files';
import { removeAttachment } from '@/features/attachments/queries';
import { type Deed, notAllowed } from '@/lib/access';
import { isSameOrigin } from '@/lib/same-origin';
import { requireApiUser } from '@/lib/session';
import { openStorage } from '@/lib/storage/storage';

type Context = { params: Promise<{ id: string }> };

/** The file, where its record is among those that the person may read. */
async function findFile({ params }: Context): Promise<AppFile | undefined> {
  const [file] = await db
    .select()
    .from(appFiles)
    .where(eq(appFiles.id, (await params).id))
    .limit(1);
  return file && (await allows('read', file)) ? file : undefined;
}

async function allows(deed: Deed, file: AppFile): Promise<boolean> {
  const entity = entities.find((known) => known.slug === file.entity);
  return (await entity?.allows(deed, file.recordId)) ?? false;
}

const missing = () => Response.json({ error: 'The file does not exist any more' }, { status: 404 });

/** Downloads a file. Always as an attachment, so that nothing that was uploaded runs as a page of this app. */
export async function GET(_request: Request, context: Context): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  const file = await findFile(context);
  if (!file) return missing();
  const bytes = await (await openStorage(file.storage)).open(file.storageKey);
  if (!bytes) return missing();
  return new Response(bytes, {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-store',
    },
  });
}

export async function DELETE(request: Request, context: Context): Promise<Response> {
  const user = await requireApiUser();
  if (user instanceof Response) return user;
  if (!isSameOrigin(request)) return Response.json({ error: 'The request came from another site' }, { status: 403 });
  const file = await findFile(context);
  if (!file) return missing();
  if (!(await allows('update', file))) return Response.json({ error: notAllowed }, { status: 403 });
  await removeAttachment(file);
  return new Response(null, { status: 204 });
}
