import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LocalTime } from '@/components/local-time';
import { Page } from '@/components/page';
import { readOutbox } from '@/lib/outbox';
import { requireOwner } from '@/lib/session';

export const metadata: Metadata = { title: 'E-mail' };

export default async function OutboxMailPage({ params }: { params: Promise<{ id: string }> }) {
  await requireOwner();
  const mail = await readOutbox((await params).id);
  if (!mail) notFound();
  return (
    <Page
      narrow
      title={mail.subject}
      crumbs={[
        { label: 'Settings', href: '/settings/account' },
        { label: 'Outbox', href: '/settings/outbox' },
        { label: mail.subject },
      ]}
      description={
        <>
          To {mail.to}, <LocalTime value={new Date(mail.sentAt)} />
        </>
      }
    >
      {/* Without permissions: nothing in an e-mail may run. */}
      <iframe
        title={mail.subject}
        sandbox=""
        srcDoc={mail.html}
        className="h-[36rem] w-full rounded-xl border bg-white shadow-xs"
      />
    </Page>
  );
}
