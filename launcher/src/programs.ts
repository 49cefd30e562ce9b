import { join } from 'node:path';
import { cacheDir } from './binaries/binaries.ts';
import { ROOT } from './manifests.ts';
import { SERVICE_CIDR } from './plane/apiserver.ts';
import { KUBELET_CLIENT_CN, type PlaneFiles } from './plane/files.ts';
import { type Identity, kubeconfigPath } from './plane/identities.ts';
import type { NatsAccess } from './plane/nats.ts';
import type { ProcessSpec } from './process.ts';

export const SYSTEM_NAMESPACE = 'appfactory-system';
export const PREVIEW_DOMAIN = 'localhost';
export const INGRESS_CLASS = 'localnode';

/**
 * The C library gives memory back as soon as it is free. By itself it raises these limits with what a program has needed once: an
 * operator that a thousand builds had reported to held twice what it used, for ever.
 */
const SMALL_MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072' };

/** Our own programs: each is `node <its main.ts>`, configured by its environment alone, as a Deployment would do it. */
function program(
  log: PlaneFiles['log'],
  name: string,
  main: string,
  env: Record<string, string | undefined>,
  options: Partial<ProcessSpec> = {},
): ProcessSpec {
  const given = Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return {
    name,
    command: process.execPath,
    args: [join(ROOT, main)],
    env: {
      ...(Object.fromEntries(given) as Record<string, string>),
      // Compiled code of our modules, kept between starts: a faster start, and less memory than compiling takes.
      NODE_COMPILE_CACHE: join(cacheDir(), 'node-compile'),
      ...SMALL_MALLOC,
    },
    logFile: log(name),
    ready: { json: true },
    ...options,
  };
}

/** Pods get this long (ms) to end when the platform is stopped. */
const DRAIN_TIME = 45_000;

export function localnode(files: PlaneFiles, nodeDir: string): ProcessSpec {
  return program(
    files.log,
    'localnode',
    'localnode/src/main.ts',
    {
      KUBECONFIG: kubeconfig(files, 'node'),
      NODE_NAME: 'local',
      LOCALNODE_DIR: nodeDir,
      KUBELET_PORT: '0',
      KUBELET_CERT: files.kubeletServer.cert,
      KUBELET_KEY: files.kubeletServer.key,
      KUBELET_CLIENT_CA: files.kubeletCa,
      KUBELET_CLIENT_CN,
      NODE_API_SERVER: files.url,
      // Pods outlive a localnode that dies; they must not outlive a platform that was stopped.
      LOCALNODE_ON_STOP: 'drain',
      ...passed('LOCALNODE_ISOLATION', 'LOCALNODE_CPU', 'LOCALNODE_MEMORY', 'APPFACTORY_BROWSER'),
    },
    { stopTimeout: DRAIN_TIME },
  );
}

export function ingress(files: PlaneFiles, port: number): ProcessSpec {
  return program(
    files.log,
    'ingress',
    'localnode/src/ingress/main.ts',
    { KUBECONFIG: kubeconfig(files, 'ingress'), INGRESS_PORT: String(port), SERVICE_CIDR },
    { advice: `see whether port ${port} is free, or start with --port N` },
  );
}

export function provisioner(files: PlaneFiles, nodeDir: string): ProcessSpec {
  return program(files.log, 'provisioner', 'localnode/src/provisioner/main.ts', {
    KUBECONFIG: kubeconfig(files, 'provisioner'),
    LOCALNODE_DIR: nodeDir,
  });
}

export interface SandboxPorts {
  api: number;
  router: number;
}

export function sandboxApi(log: PlaneFiles['log'], kubeconfigFile: string, ports: SandboxPorts): ProcessSpec {
  return program(log, 'sandbox-api', 'sandbox/api/src/main.ts', {
    KUBECONFIG: kubeconfigFile,
    API_PORT: String(ports.api),
    ROUTER_PORT: String(ports.router),
    PREVIEW_DOMAIN,
  });
}

export interface OperatorSettings {
  kubeconfig: string;
  nats: NatsAccess;
  sandboxPorts: SandboxPorts;
  ingressPort: number;
  platformImage: string;
}

export function operator(log: PlaneFiles['log'], settings: OperatorSettings): ProcessSpec {
  return program(
    log,
    'operator',
    'operator/src/main.ts',
    {
      KUBECONFIG: settings.kubeconfig,
      METRICS_PORT: '0',
      NATS_URL: settings.nats.url,
      NATS_OPERATOR_CREDS: settings.nats.operatorCreds,
      NATS_ACCOUNT_SEED_FILE: settings.nats.accountSeedFile,
      SANDBOX_API_URL: `http://127.0.0.1:${settings.sandboxPorts.api}`,
      SANDBOX_ROUTER_URL: `http://127.0.0.1:${settings.sandboxPorts.router}`,
      INGRESS_URL: `http://localhost:${settings.ingressPort}`,
      INGRESS_CLASS,
      PLATFORM_IMAGE: settings.platformImage,
      LEASE_NAMESPACE: SYSTEM_NAMESPACE,
      ...passed('E2B_API_KEY', 'E2B_API_URL', 'E2B_DOMAIN', 'APPFACTORY_BROWSER', ...TRACING),
    },
    { stopTimeout: 20_000 },
  );
}

export interface GatewaySettings {
  kubeconfig: string;
  nats: NatsAccess;
  port: number;
  databaseUrl: string;
  /** Where it writes the one-time sign-in link. */
  signInLinkFile: string;
  /** The built dashboard, which it serves. */
  dashboardDir: string;
}

export function gateway(log: PlaneFiles['log'], settings: GatewaySettings): ProcessSpec {
  return program(log, 'gateway', 'gateway/src/main.ts', {
    KUBECONFIG: settings.kubeconfig,
    GATEWAY_PORT: String(settings.port),
    METRICS_PORT: '0',
    DATABASE_URL: settings.databaseUrl,
    NATS_URL: settings.nats.url,
    NATS_CREDS: settings.nats.gatewayCreds,
    NATS_INBOX_PREFIX: settings.nats.gatewayInboxPrefix,
    SIGN_IN_LINK_FILE: settings.signInLinkFile,
    DASHBOARD_DIR: settings.dashboardDir,
    ...passed(...TRACING),
    ...passed('OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET_FILE', 'OIDC_CLIENT_AUTH', 'OIDC_NAME'),
    ...passed('RESEND_API_URL', 'UPLOADTHING_API_URL'),
    ...passed('INVOICE_FROM_FILE', 'STRIPE_KEY_FILE', 'STRIPE_WEBHOOK_SECRET_FILE', 'STRIPE_API'),
  });
}

/** Where traces go; docs/gateway.md. */
const TRACING = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_SDK_DISABLED',
];

function kubeconfig(files: PlaneFiles, identity: Identity): string {
  return kubeconfigPath(files.dir, identity);
}

/** Settings that the user gives in the environment of `npm start`. */
function passed(...names: string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
