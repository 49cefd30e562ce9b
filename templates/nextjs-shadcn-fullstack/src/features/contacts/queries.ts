import { and, count, eq, getTableColumns } from 'drizzle-orm';
import { cache } from 'react';
import { db } from '@/db';
import { companies } from '@/db/schema/companies';
import { contactStages, contacts } from '@/db/schema/contacts';
import { type ListParams, matches, ordering, pageSize } from '@/lib/list-params';

const sortable = {
  name: contacts.name,
  email: contacts.email,
  company: companies.name,
  stage: contacts.stage,
  dealValue: contacts.dealValue,
  metOn: contacts.metOn,
  nextCallAt: contacts.nextCallAt,
  createdAt: contacts.createdAt,
};

/** What the list's address may say. */
export const contactListOptions = {
  sortable: Object.keys(sortable),
  defaultSort: '-createdAt',
  filters: { stage: contactStages },
};

const columns = { ...getTableColumns(contacts), company: { id: companies.id, label: companies.name } };

/** One page of the contacts that match, and how many match in all. */
export async function listContacts(params: ListParams, only: { companyId?: string } = {}) {
  const where = and(
    matches(params.q, [contacts.name, contacts.email, companies.name]),
    params.filters.stage ? eq(contacts.stage, params.filters.stage as (typeof contactStages)[number]) : undefined,
    only.companyId ? eq(contacts.companyId, only.companyId) : undefined,
  );
  const [rows, [total]] = await db.batch([
    db
      .select(columns)
      .from(contacts)
      .leftJoin(companies, eq(contacts.companyId, companies.id))
      .where(where)
      .orderBy(...ordering(sortable[params.sort as keyof typeof sortable], params.order), contacts.id)
      .limit(pageSize)
      .offset((params.page - 1) * pageSize),
    db.select({ count: count() }).from(contacts).leftJoin(companies, eq(contacts.companyId, companies.id)).where(where),
  ]);
  return { rows, total: total?.count ?? 0 };
}

export type ContactRow = Awaited<ReturnType<typeof listContacts>>['rows'][number];

export const getContact = cache(async (id: string) => {
  const [contact] = await db
    .select(columns)
    .from(contacts)
    .leftJoin(companies, eq(contacts.companyId, companies.id))
    .where(eq(contacts.id, id))
    .limit(1);
  return contact ?? null;
});
