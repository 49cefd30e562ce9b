import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Page } from '@/components/page';
import { ContactForm } from '@/features/contacts/form';
import { getContact } from '@/features/contacts/queries';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Edit contact' };

export default async function EditContactPage({ params }: { params: Promise<{ id: string }> }) {
  await requireUser();
  const contact = await getContact((await params).id);
  if (!contact) notFound();
  return (
    <Page
      narrow
      title="Edit contact"
      crumbs={[
        { label: 'Contacts', href: '/contacts' },
        { label: contact.name, href: `/contacts/${contact.id}` },
        { label: 'Edit' },
      ]}
    >
      <ContactForm contact={contact} />
    </Page>
  );
}
