import { refused } from '@/lib/result';

type Refusal = { ok: false; message?: string; fields?: Record<string, string> };

/** The SQLite message inside an error, however many wrappers Drizzle and libSQL put around it. */
export function sqliteMessage(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.message.includes('constraint failed')) return current.message;
  }
  return '';
}

/**
 * Turns a broken database constraint into a refusal that the form can show at its field. Throws anything else again.
 * @param unique messages by `table.column`, for columns whose values must not repeat
 * @param references messages by field, for fields that point at other records
 */
export function constraintRefusal(
  error: unknown,
  {
    unique = {},
    references = {},
  }: { unique?: Record<string, [field: string, message: string]>; references?: Record<string, string> },
): Refusal {
  const message = sqliteMessage(error);
  for (const [column, [field, text]] of Object.entries(unique)) {
    if (message.includes('UNIQUE') && message.includes(column)) return { ok: false, fields: { [field]: text } };
  }
  if (message.includes('FOREIGN KEY') && Object.keys(references).length > 0) return { ok: false, fields: references };
  throw error;
}

/** The refusal of a delete that other records stand in the way of. Throws anything else again. */
export function inUseRefusal(error: unknown, message: string): Refusal {
  if (sqliteMessage(error).includes('FOREIGN KEY')) return refused(message);
  throw error;
}
