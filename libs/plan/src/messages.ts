import type { PlannedEntity, PlannedField } from './plan.ts';
import { lowerLabel } from './words.ts';

/**
 * Texts of the built app that checks look for. The writers make the app's code from the same functions, so that a check
 * never waits for a sentence that no code says.
 */
export const one = (entity: PlannedEntity) => lowerLabel(entity.label);
export const many = (entity: PlannedEntity) => lowerLabel(entity.plural);
export const newLabel = (entity: PlannedEntity) => `New ${one(entity)}`;
export const createLabel = (entity: PlannedEntity) => `Create ${one(entity)}`;
export const searchLabel = (entity: PlannedEntity) => `Search ${many(entity)}`;
/** What stands for a row that has nothing to be called by. */
export const untitledLabel = (entity: PlannedEntity) => `Untitled ${one(entity)}`;
/** Heading of the page of what is not there, or not for whoever looks. */
export const NOTHING_HERE = 'There is nothing here';
export const EDIT_LABEL = 'Edit';
export const DELETE_LABEL = 'Delete';
export const SAVE_LABEL = 'Save changes';
/** Name of the dialog that asks before a row is deleted. */
export const deleteTitle = (label: string) => `Delete “${label}”?`;
/** Stands on every page of a row and on no form: a check sees by it that something was saved. */
export const SAVED_MARK = 'Last changed';

export const requiredMessage = (field: PlannedField) => `${field.label} is required`;
export const uniqueMessage = (entity: PlannedEntity, field: PlannedField) =>
  `Another ${one(entity)} has this ${lowerLabel(field.label)} already`;

/** The button that takes a file out of a form. */
export const removeFileLabel = (field: PlannedField) => `Remove: ${field.label}`;

/** What a field says of a value that is not of its type; undefined where every value is, or no other can be entered. */
export function invalidMessage(field: PlannedField): string | undefined {
  switch (field.type) {
    case 'email':
      return 'Enter a valid e-mail address, like name@example.com';
    case 'url':
      return 'Enter a valid web address, like https://example.com';
    case 'number':
      return `${field.label} must be a number`;
    case 'integer':
      return `${field.label} must be a whole number`;
    case 'money':
      return `${field.label} must be an amount, like 1250.50`;
    case 'image':
      return 'Choose a picture: JPEG, PNG, WebP, GIF or AVIF';
    case 'string':
    case 'text':
    case 'boolean':
    case 'enum':
    case 'date':
    case 'datetime':
    case 'reference':
    case 'references':
    case 'file':
      return undefined;
  }
}

/** A label cut to a length (in UTF-16 units) at a whole character, for names and titles that have a limit. */
export function shortLabel(label: string, length = 40): string {
  if (label.length <= length) return label;
  return `${label.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
