'use server';

import { eq } from 'drizzle-orm';
import { revalidatePath } from 'next/cache';
import { db } from '@/db';
import { companies } from '@/db/schema/companies';
import { removeAttachmentsOf } from '@/features/attachments/queries';
import { type CompanyInput, companySchema } from '@/features/companies/schema';
import { inUseRefusal } from '@/lib/constraints';
import { createId } from '@/lib/id';
import { type ActionResult, done, invalid, refused } from '@/lib/result';
import { requireUser } from '@/lib/session';

export async function createCompany(input: CompanyInput): Promise<ActionResult<{ id: string }>> {
  await requireUser();
  const parsed = companySchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const id = createId();
  await db.insert(companies).values({ ...parsed.data, id });
  revalidatePath('/companies');
  return done({ id });
}

export async function updateCompany(id: string, input: CompanyInput): Promise<ActionResult<{ id: string }>> {
  await requireUser();
  const parsed = companySchema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const changed = await db
    .update(companies)
    .set(parsed.data)
    .where(eq(companies.id, id))
    .returning({ id: companies.id });
  if (changed.length === 0) return refused('This company was deleted in the meantime.');
  revalidatePath('/companies');
  return done({ id });
}

export async function deleteCompany(id: string): Promise<ActionResult> {
  await requireUser();
  try {
    await db.delete(companies).where(eq(companies.id, id));
  } catch (error) {
    return inUseRefusal(error, 'Other records still point at this company. Change or delete those first.');
  }
  await removeAttachmentsOf('companies', id);
  revalidatePath('/companies');
  return done();
}
