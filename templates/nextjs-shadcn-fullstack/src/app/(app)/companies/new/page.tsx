import type { Metadata } from 'next';
import { Page } from '@/components/page';
import { CompanyForm } from '@/features/companies/form';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'New company' };

export default async function NewCompanyPage() {
  await requireUser();
  return (
    <Page narrow title="New company" crumbs={[{ label: 'Companies', href: '/companies' }, { label: 'New' }]}>
      <CompanyForm />
    </Page>
  );
}
