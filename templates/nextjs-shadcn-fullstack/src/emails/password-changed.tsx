import { EmailLayout, EmailText } from '@/emails/layout';

/** To somebody whose password was changed: if it was somebody else, this is how they find out. */
export function PasswordChangedEmail() {
  return (
    <EmailLayout preview="Your password was changed" title="Your password was changed">
      <EmailText>
        You are signed out everywhere else. If it was not you, tell an owner of this app at once: they can remove the
        account.
      </EmailText>
    </EmailLayout>
  );
}
