import { and, count, eq } from 'drizzle-orm';
import { cache } from 'react';
import { db } from '@/db';
import { companies, companyIndustries } from '@/db/schema/companies';
import { type ListParams, matches, ordering, pageSize } from '@/lib/list-params';

const sortable = {
  name: companies.name,
  website: companies.website,
  industry: companies.industry,
  employees: companies.employees,
  createdAt: companies.createdAt,
};

/** What the list's address may say. */
export const companyListOptions = {
  sortable: Object.keys(sortable),
  defaultSort: '-createdAt',
  filters: { industry: companyIndustries },
};

/** One page of the companies that match, and how many match in all. */
export async function listCompanies(params: ListParams) {
  const where = and(
    matches(params.q, [companies.name, companies.website]),
    params.filters.industry
      ? eq(companies.industry, params.filters.industry as (typeof companyIndustries)[number])
      : undefined,
  );
  const [rows, [total]] = await db.batch([
    db
      .select()
      .from(companies)
      .where(where)
      .orderBy(...ordering(sortable[params.sort as keyof typeof sortable], params.order), companies.id)
      .limit(pageSize)
      .offset((params.page - 1) * pageSize),
    db.select({ count: count() }).from(companies).where(where),
  ]);
  return { rows, total: total?.count ?? 0 };
}

export type CompanyRow = Awaited<ReturnType<typeof listCompanies>>['rows'][number];

export const getCompany = cache(async (id: string) => {
  const [company] = await db.select().from(companies).where(eq(companies.id, id)).limit(1);
  return company ?? null;
});
