import type { z } from 'zod';

/** What a server action answers: its data, or why not, with messages for single fields. */
export type ActionResult<T = undefined> =
  | { ok: true; data: T }
  | { ok: false; message?: string; fields?: Record<string, string> };

export function done(): ActionResult;
export function done<T>(data: T): ActionResult<T>;
export function done<T>(data?: T): ActionResult<T | undefined> {
  return { ok: true, data };
}

/** A refusal with a message for the whole form. */
export function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}

/** A refusal with the first message of each field that the schema did not accept. */
export function invalid(error: z.ZodError): { ok: false; fields: Record<string, string> } {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message;
  return { ok: false, fields };
}
