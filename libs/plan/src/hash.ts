import { createHash } from 'node:crypto';

/** JSON with sorted keys, so that equal values give equal text. Undefined properties are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** sha256 of a value's canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** A spec without what the API server fills in anyway: what is undefined, false or an empty list. */
export function brief(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(brief);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // "May do nothing" is said by a list without actions, "no roles but those of every app" by one without roles.
      .filter(
        ([key, part]) =>
          part !== undefined &&
          part !== false &&
          !(Array.isArray(part) && part.length === 0 && key !== 'actions' && key !== 'roles'),
      )
      .map(([key, part]) => [key, brief(part)]),
  );
}
