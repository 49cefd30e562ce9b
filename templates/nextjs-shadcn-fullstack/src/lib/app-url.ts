import { headers } from 'next/headers';

/** This app's own address, for links in e-mails: APP_URL, or where the visitor's request was sent to. */
export async function appUrl(): Promise<string> {
  if (process.env.APP_URL) return process.env.APP_URL.replace(/\/$/, '');
  const received = await headers();
  const host = received.get('x-forwarded-host') ?? received.get('host') ?? 'localhost';
  return `${received.get('x-forwarded-proto') ?? 'http'}://${host}`;
}
