import type { ReactNode } from 'react';
import { Page } from '@/components/page';
import { SettingsTabs } from '@/components/settings-tabs';
import type { Role } from '@/db/schema/auth';
import { givenBy } from '@/lib/access';

/** The frame of the settings pages: the page's own, with a row of tabs. Others see only their account, and the people whom they may give roles to. */
export function SettingsPage({
  role,
  title,
  description,
  actions,
  children,
}: {
  role: Role;
  title: string;
  description: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Page
      narrow
      title="Settings"
      crumbs={[{ label: 'Settings', href: '/settings/account' }, { label: title }]}
      actions={actions}
    >
      <SettingsTabs owner={role === 'owner'} people={givenBy({ role }).length > 0} />
      <div className="mb-5">
        <h2 className="font-semibold text-base tracking-tight">{title}</h2>
        <p className="mt-0.5 text-pretty text-muted-foreground">{description}</p>
      </div>
      {children}
    </Page>
  );
}
