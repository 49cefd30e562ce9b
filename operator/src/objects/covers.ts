/**
 * Whether an object as the server has it says everything that is wanted: then it need not be written. The server adds
 * defaults and its own fields; lists that we state are wanted as they are, item by item.
 */
export function covers(present: unknown, wanted: unknown): boolean {
  if (wanted === undefined || wanted === null) return true;
  if (typeof wanted !== 'object') return present === wanted;
  if (typeof present !== 'object' || present === null) return false;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(present) &&
      present.length === wanted.length &&
      wanted.every((item, index) => covers(present[index], item))
    );
  }
  const have = present as Record<string, unknown>;
  return Object.entries(wanted).every(([key, value]) => covers(have[key], value));
}
