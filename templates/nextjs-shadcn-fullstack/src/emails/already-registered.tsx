import { app } from '@/config/app';
import { EmailLayout, EmailText } from '@/emails/layout';

/** To somebody who has an account and signed up again: the page itself must not say so. */
export function AlreadyRegisteredEmail({ url }: { url: string }) {
  return (
    <EmailLayout
      preview="You have an account already"
      title="You have an account already"
      action={{ label: 'Sign in', href: `${url}/sign-in` }}
    >
      <EmailText>
        Somebody, probably you, tried to make an account for {app.name} with this address. You have one: just sign in.
        If it was not you, there is nothing to do.
      </EmailText>
    </EmailLayout>
  );
}
