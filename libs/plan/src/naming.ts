import type { FieldType } from '@appfactory/resources/appBuild';

/** Types of values that a row may be called by, best first. */
const NAMING_TYPES: readonly FieldType[] = ['string', 'email', 'phone', 'url', 'text'];

/** Names of texts that say who has to do with a row, and not what it is. */
const SOMEBODY =
  /(client|customer|contractor|supplier|responsible|assignee|assignedTo|author|reporter|contact|person|owner|by|teacher|trainer|instructor|driver|doctor)$/i;

/** Names of values that are what a row is called. */
const CALLED = /(name|title|number|code|label|subject|heading|plate|reference)$|^what/i;
/** Longer texts that say what a row is. */
const SUMMARY = /^(description|summary|question|problem|task)$/i;

/**
 * The value that tells rows apart best: what they are called, else what they must have, else what says what they are, and a text
 * about somebody last. Undefined where no value is a text.
 */
export function namingField<T extends { name: string; type: FieldType; required?: boolean }>(
  fields: readonly T[],
): T | undefined {
  const texts = NAMING_TYPES.flatMap((type) => fields.filter((field) => field.type === type));
  const own = texts.filter(({ name }) => !SOMEBODY.test(name));
  const short = own.filter(({ type, name }) => type === 'string' || /address$/i.test(name));
  return (
    short.find(({ name, required }) => required && CALLED.test(name)) ??
    own.find((field) => field.required && (short.includes(field) || SUMMARY.test(field.name))) ??
    short.find(({ name }) => CALLED.test(name)) ??
    own.find(({ name }) => SUMMARY.test(name)) ??
    // Who said it, or who writes, before what nobody has to give.
    texts.find(({ type, required }) => type === 'string' && required) ??
    short[0] ??
    texts[0]
  );
}
