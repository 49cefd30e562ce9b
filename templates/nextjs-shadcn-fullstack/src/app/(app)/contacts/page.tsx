import { Contact, Plus } from 'lucide-react';
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
import { contactListOptions, listContacts } from '@/features/contacts/queries';
import { stageOptions } from '@/features/contacts/schema';
import { ContactTable } from '@/features/contacts/table';
import { parseListParams, type SearchParams } from '@/lib/list-params';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Contacts' };

export default async function ContactsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireUser();
  const params = parseListParams(await searchParams, contactListOptions);
  const { rows, total } = await listContacts(params);
  return (
    <Page
      title="Contacts"
      crumbs={[{ label: 'Contacts' }]}
      actions={
        <Button asChild>
          <Link href="/contacts/new">
            <Plus /> New contact
          </Link>
        </Button>
      }
    >
      <ListToolbar>
        <SearchBox label="Search contacts" />
        <FilterSelect name="stage" label="Stage" options={stageOptions} />
        <DensitySwitch />
      </ListToolbar>
      <ListCard>
        {rows.length > 0 ? (
          <>
            <ContactTable rows={rows} params={params} />
            <ListFooter path="/contacts" params={params} total={total} />
          </>
        ) : (
          <ListEmpty path="/contacts" params={params} singular="Contact" plural="Contacts" icon={Contact} />
        )}
      </ListCard>
    </Page>
  );
}
