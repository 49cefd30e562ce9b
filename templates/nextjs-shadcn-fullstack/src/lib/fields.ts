import { z } from 'zod';

/**
 * Fields as people type them. The input of each is what its control holds (text, or a boolean), the output is what the
 * database keeps, so that one schema checks the form in the browser and the action on the server.
 */

/** Lets a field stay empty: the output is then null. */
export function optional<Output>(schema: z.ZodType<Output, string>) {
  return z.string().transform((value, context): Output | null => {
    if (value.trim() === '') return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue({ code: 'custom', message: issue.message });
    return z.NEVER;
  });
}

/** Text typed by a person, or a message: the first step of every field that is more than text. */
function typed(label: string) {
  return z.string().trim().min(1, `${label} is required`);
}

export function string(label: string, max = 200) {
  return typed(label).max(max, `${label} must be at most ${max} characters`);
}

export function text(label: string, max = 10_000) {
  return typed(label).max(max, `${label} must be at most ${max} characters`);
}

export function email(label: string) {
  return typed(label)
    .toLowerCase()
    .max(254, `${label} is too long`)
    .refine((value) => z.email().safeParse(value).success, 'Enter a valid e-mail address, like name@example.com');
}

export function url(label: string) {
  return typed(label)
    .max(2000, `${label} is too long`)
    .transform((value) => (/^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`))
    .refine((value) => {
      const parsed = URL.canParse(value) ? new URL(value) : null;
      return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.hostname.includes('.');
    }, 'Enter a valid web address, like https://example.com');
}

export function number(label: string) {
  return typed(label)
    .transform((value) => Number(value.replace(/(?<=\d),(?=\d{3}(\D|$))/g, '')))
    .refine((value) => Number.isFinite(value), `${label} must be a number`);
}

/** An amount such as 1,250.50; the output is in cents. */
export function money(label: string) {
  return typed(label)
    .transform((value) => value.replace(/(?<=\d)[, ](?=\d{3}(\D|$))/g, ''))
    .refine((value) => /^-?\d{1,12}(\.\d{1,2})?$/.test(value), `${label} must be an amount, like 1250.50`)
    .transform((value) => Math.round(Number(value) * 100));
}

/** A calendar day, `yyyy-MM-dd`. */
export function date(label: string) {
  return typed(label).refine((value) => z.iso.date().safeParse(value).success, `${label} must be a date`);
}

/** A moment. The control holds it as an ISO string in UTC, so that it means the same on the server. */
export function datetime(label: string) {
  return typed(label)
    .refine((value) => z.iso.datetime({ offset: true }).safeParse(value).success, `${label} must be a date and time`)
    .transform((value) => new Date(value));
}

/** One of the given values. */
export function choice<const Values extends readonly string[]>(label: string, values: Values) {
  return z.string().transform((value, context): Values[number] => {
    if (values.includes(value)) return value as Values[number];
    context.addIssue({
      code: 'custom',
      message: value === '' ? `${label} is required` : `Choose one of the listed values`,
    });
    return z.NEVER;
  });
}

/** The id of another record. Whether it exists is the database's to say. */
export function reference(label: string) {
  return typed(label).max(64, `${label} must be chosen from the list`);
}

/** The id of a file that is sent already. Whether it may be used is the server's to say. */
export function file(label: string) {
  return typed(label).max(64, `${label} must be a file`);
}

/** The ids of any number of other records. */
export function references(label: string, { required = false } = {}) {
  return z
    .array(z.string().min(1).max(64))
    .min(required ? 1 : 0, `${label} is required`)
    .max(200, `${label} must be at most 200`);
}

export const boolean = () => z.boolean();
