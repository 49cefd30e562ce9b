import { app } from '@/config/app';
import { EmailLayout, EmailText } from '@/emails/layout';

/** To somebody who just signed up. */
export function WelcomeEmail({ name }: { name: string }) {
  return (
    <EmailLayout preview="Your account waits for approval" title={`Welcome, ${name}`}>
      <EmailText>
        Your account for {app.name} is made. An owner has to let you in first; you get another e-mail when that is done.
      </EmailText>
    </EmailLayout>
  );
}
