import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Detail, DetailColumns, DetailList, DetailSection } from '@/components/detail/detail';
import { DetailActions } from '@/components/detail/detail-actions';
import { Timestamps } from '@/components/detail/timestamps';
import { ListCard } from '@/components/list/list-card';
import { ListEmpty } from '@/components/list/list-empty';
import { ListFooter } from '@/components/list/list-footer';
import { Page } from '@/components/page';
import { Button } from '@/components/ui/button';
import { ChoiceValue, UrlValue } from '@/components/values';
import { Attachments } from '@/features/attachments/attachments';
import { deleteCompany } from '@/features/companies/actions';
import { getCompany } from '@/features/companies/queries';
import { industryOptions } from '@/features/companies/schema';
import { contactEntity } from '@/features/contacts/entity';
import { contactListOptions, listContacts } from '@/features/contacts/queries';
import { ContactTable } from '@/features/contacts/table';
import { formatNumber } from '@/lib/format';
import { parseListParams, type SearchParams } from '@/lib/list-params';
import { requireUser } from '@/lib/session';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  return { title: (await getCompany((await params).id))?.name ?? 'Not found' };
}

export default async function CompanyPage({ params, searchParams }: Props) {
  await requireUser();
  const company = await getCompany((await params).id);
  if (!company) notFound();
  const path = `/companies/${company.id}`;
  const contactParams = parseListParams(await searchParams, contactListOptions);
  const contacts = await listContacts(contactParams, { companyId: company.id });
  return (
    <Page
      title={company.name}
      crumbs={[{ label: 'Companies', href: '/companies' }, { label: company.name }]}
      badge={<ChoiceValue value={company.industry} options={industryOptions} />}
      actions={
        <DetailActions
          path="/companies"
          id={company.id}
          label={company.name}
          singular="Company"
          onDelete={deleteCompany.bind(null, company.id)}
        />
      }
    >
      <DetailColumns
        aside={
          <>
            <Timestamps createdAt={company.createdAt} updatedAt={company.updatedAt} />
            <Attachments entity="companies" recordId={company.id} />
          </>
        }
      >
        <DetailList>
          <Detail label="Website">{company.website && <UrlValue value={company.website} />}</Detail>
          <Detail label="Industry">
            {company.industry && <ChoiceValue value={company.industry} options={industryOptions} />}
          </Detail>
          <Detail label="Employees" wide>
            {formatNumber(company.employees)}
          </Detail>
        </DetailList>
        <DetailSection
          title="Contacts"
          action={
            <Button asChild variant="outline" size="sm">
              <Link href={`/contacts/new?companyId=${company.id}`}>
                <Plus /> New contact
              </Link>
            </Button>
          }
        >
          <ListCard>
            {contacts.rows.length > 0 ? (
              <>
                <ContactTable rows={contacts.rows} params={contactParams} path={path} without="companyId" />
                <ListFooter path={path} params={contactParams} total={contacts.total} />
              </>
            ) : (
              <ListEmpty
                path={path}
                params={contactParams}
                {...contactEntity}
                newHref={`/contacts/new?companyId=${company.id}`}
              />
            )}
          </ListCard>
        </DetailSection>
      </DetailColumns>
    </Page>
  );
}
