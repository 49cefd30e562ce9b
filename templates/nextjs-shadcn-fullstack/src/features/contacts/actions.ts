'use server';

import { eq } from 'drizzle-orm';
import { revalidatePath } from 'next/cache';
import { db } from '@/db';
import { contacts } from '@/db/schema/contacts';
import { removeAttachmentsOf } from '@/features/attachments/queries';
import { type ContactInput, contactSchema } from '@/features/contacts/schema';
import { constraintRefusal, inUseRefusal } from '@/lib/constraints';
import { createId } from '@/lib/id';
import { type ActionResult, done, invalid, refused } from '@/lib/result';
import { requireUser } from '@/lib/session';

const constraints = {
  unique: { 'example_contacts.email': ['email', 'Another contact has this e-mail already'] as [string, string] },
  references: { companyId: 'This company does not exist any more. Choose another one' },
};

export async function createContact(input: ContactInput): Promise<ActionResult<{ id: string }>> {
  await requireUser();
  const parsed = contactSchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const id = createId();
  try {
    await db.insert(contacts).values({ ...parsed.data, id });
  } catch (error) {
    return constraintRefusal(error, constraints);
  }
  revalidatePath('/contacts');
  return done({ id });
}

export async function updateContact(id: string, input: ContactInput): Promise<ActionResult<{ id: string }>> {
  await requireUser();
  const parsed = contactSchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  try {
    const changed = await db
      .update(contacts)
      .set(parsed.data)
      .where(eq(contacts.id, id))
      .returning({ id: contacts.id });
    if (changed.length === 0) return refused('This contact was deleted in the meantime.');
  } catch (error) {
    return constraintRefusal(error, constraints);
  }
  revalidatePath('/contacts');
  return done({ id });
}

export async function deleteContact(id: string): Promise<ActionResult> {
  await requireUser();
  try {
    await db.delete(contacts).where(eq(contacts.id, id));
  } catch (error) {
    return inUseRefusal(error, 'Other records still point at this contact. Change or delete those first.');
  }
  await removeAttachmentsOf('contacts', id);
  revalidatePath('/contacts');
  return done();
}
