import { and, eq, inArray, lt } from 'drizzle-orm';
import { db } from '@/db';
import { type AppFile, appFiles } from '@/db/schema/files';
import { type Attachment, removeAttachment, toAttachment } from '@/features/attachments/queries';
import type { SessionUser } from '@/lib/session';

/**
 * Files that are values of fields. A form sends a file as soon as it is chosen, and holds its id; the file belongs to nobody's
 * record until the form is saved.
 */

/** The ids that the fields of one record hold, by field. */
export type FieldFiles = Record<string, string | null>;

/** What a form that is never saved has sent stays so long. */
const forgottenAfter = 24 * 60 * 60 * 1000; // milliseconds

/** Refuses files that are neither the record's own nor sent by this person for this field. Null where there are none. */
export async function refuseFiles(
  user: SessionUser,
  entity: string,
  sent: FieldFiles,
  before: FieldFiles = {},
): Promise<{ ok: false; fields: Record<string, string> } | null> {
  const fields: Record<string, string> = {};
  for (const [field, id] of Object.entries(sent)) {
    if (id === null || id === before[field]) continue;
    const [file] = await db
      .select({ id: appFiles.id })
      .from(appFiles)
      .where(
        and(
          eq(appFiles.id, id),
          eq(appFiles.entity, entity),
          eq(appFiles.field, field),
          eq(appFiles.recordId, ''),
          eq(appFiles.createdById, user.id),
        ),
      )
      .limit(1);
    if (!file) fields[field] = 'This file is not there any more. Choose it again';
  }
  return Object.keys(fields).length > 0 ? { ok: false, fields } : null;
}

/** The statement that gives a record its files; part of the batch that stores the record. */
export function keepFiles(recordId: string, files: FieldFiles) {
  const ids = Object.values(files).filter((id) => id !== null);
  return db.update(appFiles).set({ recordId }).where(inArray(appFiles.id, ids));
}

/** Removes the files that the fields of a record held before. Call it when the record is stored. */
export async function removeReplaced(entity: string, recordId: string, files: FieldFiles): Promise<void> {
  const all = await db
    .select()
    .from(appFiles)
    .where(and(eq(appFiles.entity, entity), eq(appFiles.recordId, recordId)));
  for (const file of all) {
    if (file.field !== null && file.field in files && files[file.field] !== file.id) await removeAttachment(file);
  }
}

/** Removes what was sent by forms that nobody has saved. */
export async function removeForgotten(now = Date.now()): Promise<void> {
  const forgotten = await db
    .select()
    .from(appFiles)
    .where(and(eq(appFiles.recordId, ''), lt(appFiles.createdAt, new Date(now - forgottenAfter))));
  for (const file of forgotten) await removeAttachment(file);
}

export async function findFieldFile(id: string | null): Promise<Attachment | null> {
  if (id === null) return null;
  const [file] = await db.select().from(appFiles).where(eq(appFiles.id, id)).limit(1);
  return file ? toAttachment(file) : null;
}

/** The files that a record's form starts with, by field. */
export async function findFieldFiles<Field extends string>(
  ids: Record<Field, string | null>,
): Promise<Record<Field, Attachment | null>> {
  const found = await Promise.all(
    Object.entries<string | null>(ids).map(async ([field, id]) => [field, await findFieldFile(id)] as const),
  );
  return Object.fromEntries(found) as Record<Field, Attachment | null>;
}

/** Whether a file belongs to a field of a record that is stored. It goes when the record's form is saved without it. */
export function isFieldFile({ field, recordId }: AppFile): boolean {
  return field !== null && recordId !== '';
}
