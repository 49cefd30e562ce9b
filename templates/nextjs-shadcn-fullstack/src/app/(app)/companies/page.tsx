import { Building2, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { DensitySwitch } from '@/components/list/density-switch';
import { FilterSelect } from '@/components/list/filter-select';
import { ListCard, ListToolbar } from '@/components/list/list-card';
import { ListEmpty } from '@/components/list/list-empty';
import { ListFooter } from '@/components/list/list-footer';
import { SearchBox } from '@/components/list/search-box';
import { Page } from '@/components/page';
import { Button } from '@/components/ui/button';
import { companyListOptions, listCompanies } from '@/features/companies/queries';
import { industryOptions } from '@/features/companies/schema';
import { CompanyTable } from '@/features/companies/table';
import { parseListParams, type SearchParams } from '@/lib/list-params';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Companies' };

export default async function CompaniesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireUser();
  const params = parseListParams(await searchParams, companyListOptions);
  const { rows, total } = await listCompanies(params);
  return (
    <Page
      title="Companies"
      crumbs={[{ label: 'Companies' }]}
      actions={
        <Button asChild>
          <Link href="/companies/new">
            <Plus /> New company
          </Link>
        </Button>
      }
    >
      <ListToolbar>
        <SearchBox label="Search companies" />
        <FilterSelect name="industry" label="Industry" options={industryOptions} />
        <DensitySwitch />
      </ListToolbar>
      <ListCard>
        {rows.length > 0 ? (
          <>
            <CompanyTable rows={rows} params={params} />
            <ListFooter path="/companies" params={params} total={total} />
          </>
        ) : (
          <ListEmpty path="/companies" params={params} singular="Company" plural="Companies" icon={Building2} />
        )}
      </ListCard>
    </Page>
  );
}
