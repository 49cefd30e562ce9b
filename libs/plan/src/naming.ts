import type { FieldType } from '@appfactory/resources/appBuild';

/** Types of values that a row may be called by, best first. */
const NAMING_TYPES: readonly FieldType[] = ['string', 'email', 'phone', 'url', 'text'];

/** Names of texts that say who has to do with a row, and not what it is. */
const SOMEBODY =
  /(client|customer|contractor|supplier|responsible|assignee|assignedTo|author|reporter|contact|person|owner|by|teacher|trainer|instructor|driver|doctor)$/i;

/** Longer texts that say what a row is. */
const SUMMARY = /^(description|summary|subject|title|question|problem|task|what)$/i;

/** The value that tells rows apart best: a text about the row itself before one about somebody; undefined where none is. */
export function namingField<T extends { name: string; type: FieldType }>(fields: readonly T[]): T | undefined {
  const texts = NAMING_TYPES.flatMap((type) => fields.filter((field) => field.type === type));
  const isOwn = ({ name, type }: T) => !SOMEBODY.test(name) && (type === 'string' || SUMMARY.test(name));
  return texts.find(isOwn) ?? texts[0];
}
