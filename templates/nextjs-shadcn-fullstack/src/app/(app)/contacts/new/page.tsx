import type { Metadata } from 'next';
import { Page } from '@/components/page';
import { companyEntity } from '@/features/companies/entity';
import { ContactForm } from '@/features/contacts/form';
import type { SearchParams } from '@/lib/list-params';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'New contact' };

export default async function NewContactPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireUser();
  const { companyId } = await searchParams;
  const company = typeof companyId === 'string' ? await companyEntity.find(companyId) : null;
  return (
    <Page narrow title="New contact" crumbs={[{ label: 'Contacts', href: '/contacts' }, { label: 'New' }]}>
      <ContactForm company={company} />
    </Page>
  );
}
