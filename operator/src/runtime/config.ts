import { z } from 'zod';

const schema = z.object({
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  LEASE_NAMESPACE: z.string().min(1).default('appfactory-system'),
  LEASE_SECONDS: z.coerce.number().min(1).max(600).default(15),
  NATS_URL: z.string().optional(),
  NATS_OPERATOR_CREDS: z.string().optional(),
  NATS_ACCOUNT_SEED_FILE: z.string().optional(),
  SANDBOX_API_URL: z.url().optional(),
  SANDBOX_ROUTER_URL: z.url().optional(),
  INGRESS_URL: z.url().optional(),
  INGRESS_CLASS: z.string().default('localnode'),
  MAX_ACTIVE_BUILDS: z.coerce.number().int().min(1).optional(),
  PLATFORM_IMAGE: z.string().default('appfactory.dev/platform:dev'),
  GATEWAY_USER: z.string().min(1).default('appfactory:gateway'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  E2B_API_KEY: z.string().optional(),
  E2B_API_URL: z.url().optional(),
  E2B_DOMAIN: z.string().optional(),
});

/** What the operator is told by its environment; empty values count as absent. */
export interface OperatorConfig {
  metricsPort: number;
  leaseNamespace: string;
  /** How long another operator waits before it takes over from one that died; seconds. */
  leaseSeconds: number;
  natsUrl?: string;
  /** Path of the creds file that may do everything in the account. */
  natsOperatorCreds?: string;
  /** Path of the account signing key's seed, which mints the agents' credentials. */
  natsAccountSeedFile?: string;
  sandboxApiUrl?: string;
  sandboxRouterUrl?: string;
  /** For example http://localhost:8080; apps answer at http://NAME.NAMESPACE.localhost:8080. */
  ingressUrl?: string;
  ingressClass: string;
  platformImage: string;
  /** How many builds may hold a sandbox at once; computed from the nodes when left out. */
  maxActiveBuilds?: number;
  /** Who the gateway is in Kubernetes; it may act as the members of tenants. */
  gatewayUser: string;
  /** Where agents send their traces, too. They get no headers: those may hold a key, and a tenant's people can read its pods. */
  otlpEndpoint?: string;
  /** Set when there is a key for E2B's cloud. */
  e2b?: { apiKey: string; apiUrl?: string; domain?: string };
}

/** @throws Error that names each wrong variable and what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): OperatorConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    throw new Error(`the operator's environment is wrong:\n${z.prettifyError(parsed.error)}`);
  }
  const values = parsed.data;
  return {
    metricsPort: values.METRICS_PORT,
    leaseNamespace: values.LEASE_NAMESPACE,
    leaseSeconds: values.LEASE_SECONDS,
    natsUrl: values.NATS_URL,
    natsOperatorCreds: values.NATS_OPERATOR_CREDS,
    natsAccountSeedFile: values.NATS_ACCOUNT_SEED_FILE,
    sandboxApiUrl: values.SANDBOX_API_URL,
    sandboxRouterUrl: values.SANDBOX_ROUTER_URL,
    ingressUrl: values.INGRESS_URL,
    ingressClass: values.INGRESS_CLASS,
    platformImage: values.PLATFORM_IMAGE,
    maxActiveBuilds: values.MAX_ACTIVE_BUILDS,
    gatewayUser: values.GATEWAY_USER,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    e2b: values.E2B_API_KEY
      ? { apiKey: values.E2B_API_KEY, apiUrl: values.E2B_API_URL, domain: values.E2B_DOMAIN }
      : undefined,
  };
}
