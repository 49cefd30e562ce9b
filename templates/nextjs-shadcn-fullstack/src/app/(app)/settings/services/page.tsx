import { ExternalLink } from 'lucide-react';
import type { Metadata } from 'next';
import { ListCard } from '@/components/list/list-card';
import { SettingsPage } from '@/components/settings-page';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { listServices } from '@/features/services/services';
import { requireOwner } from '@/lib/session';

export const metadata: Metadata = { title: 'Services' };

export default async function ServicesPage() {
  const user = await requireOwner();
  return (
    <SettingsPage
      role={user.role}
      title="Add your API keys"
      description="The app needs none of these. Where a key is set in the server's environment, a service takes over after a restart."
    >
      <ListCard>
        <ul>
          {listServices().map(({ name, connected, local, upgrade, keys, href }) => (
            <li key={name} className="border-b px-4 py-4 last:border-b-0 sm:px-5">
              <div className="flex items-center gap-2.5">
                <h3 className="font-medium">{name}</h3>
                {connected ? (
                  <Badge className="border-transparent bg-success-soft text-success-text">Connected</Badge>
                ) : (
                  <Badge variant="secondary">Local</Badge>
                )}
                <Button asChild variant="ghost" size="sm" className="ml-auto text-muted-foreground">
                  <a href={href} target="_blank" rel="noopener noreferrer">
                    Get a key
                    <ExternalLink aria-label="Opens in a new tab" className="size-3.5" />
                  </a>
                </Button>
              </div>
              <dl className="mt-1.5 grid gap-x-4 gap-y-1 text-[13px] sm:grid-cols-[5.5rem_1fr]">
                <dt className="text-muted-foreground">Now</dt>
                <dd>{connected ? upgrade : local}</dd>
                {!connected && (
                  <>
                    <dt className="text-muted-foreground">With a key</dt>
                    <dd>{upgrade}</dd>
                  </>
                )}
                <dt className="text-muted-foreground">Settings</dt>
                <dd className="flex flex-wrap gap-1.5">
                  {keys.map((key) => (
                    <code key={key} className="rounded bg-muted px-1.5 py-0.5 font-mono text-xs">
                      {key}
                    </code>
                  ))}
                </dd>
              </dl>
            </li>
          ))}
        </ul>
      </ListCard>
    </SettingsPage>
  );
}
