import { render } from '@react-email/render';
import { after } from 'next/server';
import type { ReactElement } from 'react';
import { env } from '@/config/env';
import { writeToOutbox } from '@/lib/outbox';

export type Mail = { to: string; subject: string; body: ReactElement };

/** Sends an e-mail through Resend when its key is set, else leaves it in the outbox. Throws when Resend refuses it. */
export async function sendMail({ to, subject, body }: Mail): Promise<void> {
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })]);
  if (!env.resendApiKey) {
    await writeToOutbox({ to, subject, html, text });
    return;
  }
  const { Resend } = await import('resend');
  const { error } = await new Resend(env.resendApiKey).emails.send({ from: env.mailFrom, to, subject, html, text });
  if (error) throw new Error(`Resend refused the e-mail "${subject}": ${error.message}`);
}

/** Sends e-mails after the answer is out. What fails is logged: nobody's click should fail for an e-mail. */
export function sendMailLater(...mails: Mail[]): void {
  after(async () => {
    for (const mail of mails) {
      await sendMail(mail).catch((error) => console.error(`The e-mail "${mail.subject}" was not sent`, error));
    }
  });
}
