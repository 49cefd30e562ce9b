const ENTRY = `import { eq } from 'drizzle-orm';
import { headers } from 'next/headers';
import { z } from 'zod';
import { db } from '@/db';
import { authUsers } from '@/db/schema/auth';
import { EntryEmail } from '@/emails/entry';
import { appUrl } from '@/lib/app-url';
import { sendMail } from '@/lib/mail';
import { RateLimit } from '@/lib/rate-limit';

/** What a form of the public page shows: what was typed, and what is wrong with it. */
export type EntryState = {
  sent: boolean;
  message?: string;
  errors: Record<string, string>;
  values: Record<string, string>;
};

// Kept outside the module, so that an edit in development does not forget the counts.
const holder = globalThis as typeof globalThis & { entryLimit?: RateLimit };
holder.entryLimit ??= new RateLimit(30, 15 * 60 * 1000);
const limit = holder.entryLimit;

/** Text that a visitor types; white space around it does not count. */
export function typed(required: string, max: number, tooLong: string) {
  return z.string().trim().min(1, required).max(max, tooLong);
}

export function address(required: string, invalid: string) {
  return z
    .string()
    .trim()
    .toLowerCase()
    .min(1, required)
    .max(254, invalid)
    .refine((value) => value === '' || z.email().safeParse(value).success, invalid);
}

/** What the named controls hold; a file in place of a text counts as nothing. */
export function textsOf<Name extends string>(data: FormData, names: readonly Name[]): Record<Name, string> {
  const texts = names.map((name) => {
    const value = data.get(name);
    return [name, typeof value === 'string' ? value : ''];
  });
  return Object.fromEntries(texts) as Record<Name, string>;
}

/** What was typed stays, and each field says what is wrong with it. */
export function refusal(values: Record<string, string>, error: z.ZodError): EntryState {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0])] ??= issue.message;
  return { sent: false, errors, values };
}

/**
 * Why an entry is not kept: a program has filled in what no person sees, or too many came from one place.
 * @returns quietly: the sender should not learn it
 */
export async function admit(data: FormData, tooMany: string): Promise<string | null> {
  if (data.get('homepage')) return 'quietly';
  const from = (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'local';
  if (!limit.allows(from)) return tooMany;
  limit.count(from);
  return null;
}

/** An e-mail to every owner. The entry is kept by then, so that a mail server that fails loses nothing. */
export async function tellOwners(entry: {
  subject: string;
  path: string;
  lines: { label: string; value: string }[];
}): Promise<void> {
  const owners = await db.select({ to: authUsers.email }).from(authUsers).where(eq(authUsers.role, 'owner'));
  const href = (await appUrl()) + entry.path;
  const lines = entry.lines.filter(({ value }) => value !== '');
  await Promise.all(
    owners.map(({ to }) =>
      sendMail({ to, subject: entry.subject, body: EntryEmail({ title: entry.subject, lines, href }) }).catch((error) =>
        console.error('The e-mail about an entry was not sent', error),
      ),
    ),
  );
}
`;

const IN_WORDS = `
/** A field of the app that says in the words of this page what is wrong with it. */
export function inWords<Output>(schema: z.ZodType<Output, string>, required: string, invalid: string) {
  return z.string().transform((value, context): Output => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: value.trim() === '' ? required : invalid });
    return z.NEVER;
  });
}
`;

/**
 * src/features/site/entry.ts, what all forms of a public page share.
 * @param inWords whether the page speaks another language than the app's fields
 */
export function entryFile({ inWords }: { inWords: boolean }): string {
  return inWords ? ENTRY + IN_WORDS : ENTRY;
}
