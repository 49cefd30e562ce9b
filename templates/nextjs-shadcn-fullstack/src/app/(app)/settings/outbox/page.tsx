import { Inbox } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ListCard } from '@/components/list/list-card';
import { LocalTime } from '@/components/local-time';
import { SettingsPage } from '@/components/settings-page';
import { Empty, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';
import { env } from '@/config/env';
import { listOutbox } from '@/lib/outbox';
import { requireOwner } from '@/lib/session';

export const metadata: Metadata = { title: 'Outbox' };

export default async function OutboxPage() {
  const user = await requireOwner();
  const mails = await listOutbox();
  return (
    <SettingsPage
      role={user.role}
      title="Outbox"
      description={
        env.resendApiKey
          ? 'E-mails are delivered by Resend. Here are those from before.'
          : 'E-mails are kept here instead of being delivered, until a Resend key is set.'
      }
    >
      <ListCard>
        {mails.length === 0 ? (
          <Empty>
            <EmptyHeader>
              <EmptyMedia variant="icon">
                <Inbox />
              </EmptyMedia>
              <EmptyTitle>No e-mails yet</EmptyTitle>
              <EmptyDescription>
                When somebody signs up or is let in, what they are told shows up here.
              </EmptyDescription>
            </EmptyHeader>
          </Empty>
        ) : (
          <ul>
            {mails.map(({ id, to, subject, sentAt }) => (
              <li key={id} className="border-b last:border-b-0">
                <Link
                  href={`/settings/outbox/${id}`}
                  className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-3 outline-none hover:bg-muted/50 focus-visible:ring-[3px] focus-visible:ring-ring/40 focus-visible:ring-inset sm:px-5"
                >
                  <span className="min-w-0 flex-1 basis-56 truncate font-medium">{subject}</span>
                  <span className="truncate text-[13px] text-muted-foreground">{to}</span>
                  <span className="text-[13px] text-muted-foreground">
                    <LocalTime value={new Date(sentAt)} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </ListCard>
    </SettingsPage>
  );
}
