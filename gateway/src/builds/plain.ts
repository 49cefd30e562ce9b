import { SecretText } from '../graphql/secretText.ts';

/** GraphQL's inputs are objects without a prototype, or of a class; this gives plain ones, as JSON would. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof SecretText) return value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, plain(part)]])),
  );
}
