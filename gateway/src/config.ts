import { z } from 'zod';
import type { StripeConfig } from './invoices/stripe/stripeConfig.ts';
import { type KeyServiceUrls, SERVICE_URLS } from './keys/keyTests.ts';
import type { OidcConfig } from './oidc/issuer.ts';

const schema = z.object({
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(8),
  NATS_URL: z.string().min(1),
  NATS_CREDS: z.string().min(1),
  NATS_INBOX_PREFIX: z.string().optional(),
  SIGN_IN_LINK_FILE: z.string().optional(),
  DASHBOARD_DIR: z.string().optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_CLIENT_AUTH: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  OIDC_NAME: z.string().max(60).optional(),
  RESEND_API_URL: z.url({ protocol: /^https?$/ }).default(SERVICE_URLS.resend),
  UPLOADTHING_API_URL: z.url({ protocol: /^https?$/ }).default(SERVICE_URLS.uploadthing),
  INVOICE_FROM_FILE: z.string().optional(),
  STRIPE_KEY_FILE: z.string().optional(),
  STRIPE_WEBHOOK_SECRET_FILE: z.string().optional(),
  STRIPE_API: z.url({ protocol: /^https?$/ }).optional(),
});

/** What the gateway is told by its environment; empty values count as absent. */
export interface GatewayConfig {
  host: string;
  port: number;
  /** Where people reach it when that is not its own address, for example https://factory.example behind a proxy. */
  publicUrl?: string;
  metricsPort: number;
  databaseUrl: string;
  /** Most connections to PostgreSQL. */
  databaseConnections: number;
  natsUrl: string;
  /** Path of a creds file that may read the stream EVENTS. */
  natsCreds: string;
  /** Prefix of the inboxes that the credentials may subscribe to. */
  natsInboxPrefix?: string;
  /** Path of a file into which a one-time sign-in link of the first owner is written at each start. */
  signInLinkFile?: string;
  /** Folder of the built dashboard; without it there is GraphQL alone. */
  dashboardDir?: string;
  /** Where people sign in beside here. */
  oidc?: OidcConfig;
  /** Where keys of services are tested. */
  keyServices: KeyServiceUrls;
  /** Path of a text file with who asks for money: a name, then lines of address. */
  invoiceFromFile?: string;
  /** Collects invoices. */
  stripe?: StripeConfig;
}

/** @throws Error that names each wrong variable and what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    throw new Error(`the gateway's environment is wrong:\n${z.prettifyError(parsed.error)}`);
  }
  const values = parsed.data;
  return {
    host: values.GATEWAY_HOST,
    port: values.GATEWAY_PORT,
    publicUrl: values.PUBLIC_URL && base(values.PUBLIC_URL),
    metricsPort: values.METRICS_PORT,
    databaseUrl: values.DATABASE_URL,
    databaseConnections: values.DATABASE_CONNECTIONS,
    natsUrl: values.NATS_URL,
    natsCreds: values.NATS_CREDS,
    natsInboxPrefix: values.NATS_INBOX_PREFIX,
    signInLinkFile: values.SIGN_IN_LINK_FILE,
    dashboardDir: values.DASHBOARD_DIR,
    oidc: oidcOf(values),
    keyServices: { resend: base(values.RESEND_API_URL), uploadthing: base(values.UPLOADTHING_API_URL) },
    invoiceFromFile: values.INVOICE_FROM_FILE,
    stripe: stripeOf(values),
  };
}

/** Paths are put behind it. */
function base(url: string): string {
  return url.replace(/\/$/, '');
}

function stripeOf(values: z.output<typeof schema>): StripeConfig | undefined {
  const { STRIPE_KEY_FILE: keyFile, STRIPE_WEBHOOK_SECRET_FILE: webhookSecretFile, STRIPE_API: api } = values;
  if (keyFile) return { keyFile, webhookSecretFile, api };
  if (!webhookSecretFile && !api) return undefined;
  throw new Error(
    "the gateway's environment is wrong:\nSTRIPE_WEBHOOK_SECRET_FILE and STRIPE_API are for invoices that Stripe collects: set STRIPE_KEY_FILE, too",
  );
}

function oidcOf(values: z.output<typeof schema>): OidcConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = values;
  if (!issuer && !clientId) return undefined;
  if (!issuer || !clientId) {
    throw new Error(
      "the gateway's environment is wrong:\nOIDC_ISSUER and OIDC_CLIENT_ID belong together: set both, or neither",
    );
  }
  return {
    issuer,
    clientId,
    clientSecretFile: values.OIDC_CLIENT_SECRET_FILE,
    clientAuth: values.OIDC_CLIENT_AUTH,
    name: values.OIDC_NAME ?? new URL(issuer).host,
  };
}
