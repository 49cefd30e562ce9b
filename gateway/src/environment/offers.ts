/** A service that a built app uses as soon as it has its keys. */
export interface Offer {
  service: string;
  /** What the app does without the keys, and with them. */
  without: string;
  upgrade: string;
  /** Where the keys are made. */
  href: string;
  variables: { name: string; secret: boolean }[];
  /** Only apps with this feature read them; left out: every app does. */
  feature?: string;
}

const secret = (name: string) => ({ name, secret: true });
const plain = (name: string) => ({ name, secret: false });

/**
 * What built apps read of their environment; offers.test.ts holds it against the template and what is written into apps. Turso is not among it: the
 * platform keeps an app's database on its volume, where it can rehearse a version on a copy, so DATABASE_URL is its own.
 */
export const OFFERS: readonly Offer[] = [
  {
    service: 'Resend',
    without: 'E-mails are kept in the app’s outbox.',
    upgrade: 'E-mails are delivered.',
    href: 'https://resend.com/api-keys',
    variables: [secret('RESEND_API_KEY'), plain('MAIL_FROM')],
  },
  {
    service: 'UploadThing',
    without: 'Files are kept on the app’s volume.',
    upgrade: 'New files are kept in the cloud. Those on the volume stay there and are found as before.',
    href: 'https://uploadthing.com/dashboard',
    variables: [secret('UPLOADTHING_TOKEN')],
  },
  {
    service: 'GitHub',
    without: 'People sign in with e-mail and password.',
    upgrade: 'People may sign in with GitHub, too. New ones still wait for approval.',
    href: 'https://github.com/settings/developers',
    variables: [plain('AUTH_GITHUB_ID'), secret('AUTH_GITHUB_SECRET')],
  },
  {
    service: 'Google',
    without: 'People sign in with e-mail and password.',
    upgrade: 'People may sign in with Google, too. New ones still wait for approval.',
    href: 'https://console.cloud.google.com/apis/credentials',
    variables: [plain('AUTH_GOOGLE_ID'), secret('AUTH_GOOGLE_SECRET')],
  },
  {
    service: 'Stripe',
    feature: 'shop',
    without: 'Customers pay on pick-up or by invoice.',
    upgrade: 'Customers pay by card. The second key is that of a Stripe endpoint which leads to the app’s /api/stripe.',
    href: 'https://dashboard.stripe.com/apikeys',
    variables: [secret('STRIPE_SECRET_KEY'), secret('STRIPE_WEBHOOK_SECRET')],
  },
];

/** What an app with these features could use. */
export function offersFor(features: readonly string[]): Offer[] {
  return OFFERS.filter(({ feature }) => feature === undefined || features.includes(feature));
}
