import { app } from '@/config/app';
import { EmailLayout, EmailText } from '@/emails/layout';

/** To somebody whom an owner let in. */
export function ApprovedEmail({ name, url }: { name: string; url: string }) {
  return (
    <EmailLayout
      preview="You may sign in now"
      title={`You are in, ${name}`}
      action={{ label: 'Sign in', href: `${url}/sign-in` }}
    >
      <EmailText>An owner of {app.name} approved your account. Sign in with your e-mail and password.</EmailText>
    </EmailLayout>
  );
}
