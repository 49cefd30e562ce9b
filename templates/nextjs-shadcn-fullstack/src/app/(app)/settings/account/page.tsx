import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings-page';
import { PasswordForm, ProfileForm } from '@/features/account/account-forms';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const user = await requireUser();
  return (
    <SettingsPage role={user.role} title="Account" description="Who you are in this app, and how you sign in.">
      <div className="grid gap-5">
        <ProfileForm name={user.name} email={user.email} />
        <PasswordForm email={user.email} />
      </div>
    </SettingsPage>
  );
}
