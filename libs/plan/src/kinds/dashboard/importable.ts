import { enteredFields } from '../../entityChecks.ts';
import type { PlannedEntity, PlannedField } from '../../plan.ts';

/** The fields that a column of a file can fill: those of the form, but for links to many rows. */
export function importedFields(entity: PlannedEntity): PlannedField[] {
  return enteredFields(entity).filter(({ type }) => type !== 'references');
}

/** Whether a file can hold whole rows: not where each must be linked with others that a cell cannot list. */
export function isImportable(entity: PlannedEntity): boolean {
  return !entity.fields.some(({ type, required }) => type === 'references' && required);
}

/** The state in which a row begins may be left out of a file. */
export function isNeeded(entity: PlannedEntity, field: PlannedField): boolean {
  return field.required && field.type !== 'boolean' && field.name !== entity.states?.field;
}
