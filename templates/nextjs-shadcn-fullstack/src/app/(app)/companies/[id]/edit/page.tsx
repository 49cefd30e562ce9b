import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Page } from '@/components/page';
import { CompanyForm } from '@/features/companies/form';
import { getCompany } from '@/features/companies/queries';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Edit company' };

export default async function EditCompanyPage({ params }: { params: Promise<{ id: string }> }) {
  await requireUser();
  const company = await getCompany((await params).id);
  if (!company) notFound();
  return (
    <Page
      narrow
      title="Edit company"
      crumbs={[
        { label: 'Companies', href: '/companies' },
        { label: company.name, href: `/companies/${company.id}` },
        { label: 'Edit' },
      ]}
    >
      <CompanyForm company={company} />
    </Page>
  );
}
