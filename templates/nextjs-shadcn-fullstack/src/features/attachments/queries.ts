import { and, desc, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { type AppFile, appFiles } from '@/db/schema/files';
import { openStorage } from '@/lib/storage/storage';

/** A file as the browser sees it. */
export type Attachment = Pick<AppFile, 'id' | 'name' | 'type' | 'size'> & { createdAt: string };

export function toAttachment({ id, name, type, size, createdAt }: AppFile): Attachment {
  return { id, name, type, size, createdAt: createdAt.toISOString() };
}

/** What is attached to a record, beside the files of its fields. */
export async function listAttachments(entity: string, recordId: string): Promise<Attachment[]> {
  const rows = await db
    .select()
    .from(appFiles)
    .where(and(eq(appFiles.entity, entity), eq(appFiles.recordId, recordId), isNull(appFiles.field)))
    .orderBy(desc(appFiles.createdAt));
  return rows.map(toAttachment);
}

/** Removes one file: first its row, so that nobody is offered a file whose bytes are gone. */
export async function removeAttachment(file: AppFile): Promise<void> {
  await db.delete(appFiles).where(eq(appFiles.id, file.id));
  try {
    await (await openStorage(file.storage)).remove(file.storageKey);
  } catch (error) {
    console.error(`The bytes of file "${file.id}" could not be removed`, error);
  }
}

/** Removes all files of a record, those of its fields too. Call it when the record is deleted. */
export async function removeAttachmentsOf(entity: string, recordId: string): Promise<void> {
  const files = await db
    .select()
    .from(appFiles)
    .where(and(eq(appFiles.entity, entity), eq(appFiles.recordId, recordId)));
  for (const file of files) await removeAttachment(file);
}
