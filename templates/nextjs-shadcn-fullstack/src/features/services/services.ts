import { env } from '@/config/env';

export type Service = {
  name: string;
  /** Whether its keys are set. The keys themselves never leave the server. */
  connected: boolean;
  /** What runs now, and what the keys would change. */
  local: string;
  upgrade: string;
  keys: string[];
  href: string;
};

/** The services that this app can use, and which of them it does. */
export function listServices(): Service[] {
  return [
    {
      name: 'Resend',
      connected: Boolean(env.resendApiKey),
      local: 'E-mails are kept in the outbox and written to the console.',
      upgrade: 'E-mails are delivered.',
      keys: ['RESEND_API_KEY', 'MAIL_FROM'],
      href: 'https://resend.com/api-keys',
    },
    {
      name: 'UploadThing',
      connected: Boolean(env.uploadthingToken),
      local: 'Files are kept in a folder on the server.',
      upgrade: 'New files are kept in the cloud. Those in the folder stay there and are found as before.',
      keys: ['UPLOADTHING_TOKEN'],
      href: 'https://uploadthing.com/dashboard',
    },
    {
      name: 'Turso',
      connected: !env.databaseUrl.startsWith('file:'),
      local: 'Data is kept in one SQLite file on the server.',
      upgrade: 'Data is kept in a replicated database, so that the app can run in many places.',
      keys: ['DATABASE_URL', 'DATABASE_AUTH_TOKEN'],
      href: 'https://turso.tech',
    },
    {
      name: 'GitHub',
      connected: env.github,
      local: 'People sign in with e-mail and password.',
      upgrade: 'People may sign in with GitHub too. New ones still wait for approval.',
      keys: ['AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET'],
      href: 'https://github.com/settings/developers',
    },
    {
      name: 'Google',
      connected: env.google,
      local: 'People sign in with e-mail and password.',
      upgrade: 'People may sign in with Google too. New ones still wait for approval.',
      keys: ['AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'],
      href: 'https://console.cloud.google.com/apis/credentials',
    },
  ];
}
