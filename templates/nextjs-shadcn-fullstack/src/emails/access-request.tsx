import { app } from '@/config/app';
import { EmailLayout, EmailText } from '@/emails/layout';

/** To the owners: somebody waits. */
export function AccessRequestEmail({ name, email, url }: { name: string; email: string; url: string }) {
  return (
    <EmailLayout
      preview={`${name} waits for approval`}
      title="Somebody would like to come in"
      action={{ label: 'Open People', href: `${url}/settings/people` }}
    >
      <EmailText>
        {name} ({email}) signed up for {app.name} and waits until an owner approves.
      </EmailText>
    </EmailLayout>
  );
}
