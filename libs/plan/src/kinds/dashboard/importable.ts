import { isFile } from '../../built.ts';
import { enteredFields } from '../../entityChecks.ts';
import type { PlannedEntity, PlannedField } from '../../plan.ts';

/** The fields that a column of a file can fill: those of the form, but for links to many rows and for files. */
export function importedFields(entity: PlannedEntity): PlannedField[] {
  return enteredFields(entity).filter((field) => field.type !== 'references' && !isFile(field));
}

/** Whether a file can hold whole rows: not where each must have a picture, or be linked with others that a cell cannot list. */
export function isImportable(entity: PlannedEntity): boolean {
  return !entity.fields.some((field) => field.required && (field.type === 'references' || isFile(field)));
}

/** The state in which a row begins may be left out of a file. */
export function isNeeded(entity: PlannedEntity, field: PlannedField): boolean {
  return field.required && field.type !== 'boolean' && field.name !== entity.states?.field;
}
