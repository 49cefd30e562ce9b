import type { PlannedEntity } from '@appfactory/plan/plan';
import { pictureField } from '@appfactory/plan/views';
import type { Table } from './snapshot.ts';
import { quote } from './sql.ts';

/** What of the template's files is a picture by its content. */
export const IS_PICTURE = `"type" LIKE 'image/%' AND "type" NOT LIKE '%svg%'`;

/**
 * Gives a new picture field what was shown in its place so far: the first picture among the files of each row. Undefined where
 * rows had no files.
 */
export function takeFirstPictures(
  entity: PlannedEntity,
  before: PlannedEntity | undefined,
  old: Table,
): { statements: string[]; notes: string[] } | undefined {
  const field = pictureField(entity);
  if (!field || !before?.views?.includes('gallery') || pictureField(before) || old.columns[field.column])
    return undefined;
  const [table, column] = [quote(entity.table), quote(field.column)];
  const first = `SELECT "id" FROM "app_file" WHERE "entity" = '${entity.slug}' AND "record_id" = ${table}."id" AND "field" IS NULL AND ${IS_PICTURE} ORDER BY "created_at" LIMIT 1`;
  return {
    statements: [
      `UPDATE ${table} SET ${column} = (${first});`,
      `UPDATE "app_file" SET "field" = '${field.property}' WHERE "id" IN (SELECT ${column} FROM ${table});`,
    ],
    notes: [
      `“${field.label}” of ${entity.table} is the first picture among the files of each row; the other files are kept, and nothing shows them any more.`,
    ],
  };
}
