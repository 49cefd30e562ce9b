import { z } from 'zod';

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
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, ''),
    metricsPort: values.METRICS_PORT,
    databaseUrl: values.DATABASE_URL,
    databaseConnections: values.DATABASE_CONNECTIONS,
    natsUrl: values.NATS_URL,
    natsCreds: values.NATS_CREDS,
    natsInboxPrefix: values.NATS_INBOX_PREFIX,
    signInLinkFile: values.SIGN_IN_LINK_FILE,
    dashboardDir: values.DASHBOARD_DIR,
  };
}
