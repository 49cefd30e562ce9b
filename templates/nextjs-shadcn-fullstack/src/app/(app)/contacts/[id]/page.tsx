import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Detail, DetailColumns, DetailList } from '@/components/detail/detail';
import { DetailActions } from '@/components/detail/detail-actions';
import { Timestamps } from '@/components/detail/timestamps';
import { LocalTime } from '@/components/local-time';
import { Page } from '@/components/page';
import { BooleanValue, ChoiceValue, EmailValue, ReferenceValue, TextValue } from '@/components/values';
import { Attachments } from '@/features/attachments/attachments';
import { deleteContact } from '@/features/contacts/actions';
import { getContact } from '@/features/contacts/queries';
import { stageOptions } from '@/features/contacts/schema';
import { formatDate, formatMoney } from '@/lib/format';
import { requireUser } from '@/lib/session';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  return { title: (await getContact((await params).id))?.name ?? 'Not found' };
}

export default async function ContactPage({ params }: Props) {
  await requireUser();
  const contact = await getContact((await params).id);
  if (!contact) notFound();
  return (
    <Page
      title={contact.name}
      crumbs={[{ label: 'Contacts', href: '/contacts' }, { label: contact.name }]}
      badge={<ChoiceValue value={contact.stage} options={stageOptions} />}
      actions={
        <DetailActions
          path="/contacts"
          id={contact.id}
          label={contact.name}
          singular="Contact"
          onDelete={deleteContact.bind(null, contact.id)}
        />
      }
    >
      <DetailColumns
        aside={
          <>
            <Timestamps createdAt={contact.createdAt} updatedAt={contact.updatedAt} />
            <Attachments entity="contacts" recordId={contact.id} />
          </>
        }
      >
        <DetailList>
          <Detail label="Email">{contact.email && <EmailValue value={contact.email} />}</Detail>
          <Detail label="Company">
            {contact.company && <ReferenceValue path="/companies" record={contact.company} />}
          </Detail>
          <Detail label="Stage">
            <ChoiceValue value={contact.stage} options={stageOptions} />
          </Detail>
          <Detail label="Deal value">{formatMoney(contact.dealValue)}</Detail>
          <Detail label="Met on">{formatDate(contact.metOn)}</Detail>
          <Detail label="Next call">{contact.nextCallAt && <LocalTime value={contact.nextCallAt} />}</Detail>
          <Detail label="Newsletter" wide>
            <BooleanValue value={contact.newsletter} />
          </Detail>
          <Detail label="Notes" wide>
            {contact.notes && <TextValue value={contact.notes} />}
          </Detail>
        </DetailList>
      </DetailColumns>
    </Page>
  );
}
