import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** How to reach an API server, and as whom. */
export interface KubeConfig {
  /** https://host:port, without a trailing slash; may have a path. */
  server: string;
  ca?: string;
  cert?: string;
  key?: string;
  /** Name in the server's certificate when it differs from the address. */
  serverName?: string;
  insecureSkipTlsVerify: boolean;
  /** The bearer token to send now; undefined when the client certificate is the identity. */
  token: () => string | undefined;
  /** Namespace of the context, `default` when it names none. */
  namespace: string;
}

const namedSchema = z.looseObject({ name: z.string() });
const clusterSchema = z.object({
  server: z.string(),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.string().optional(),
  'tls-server-name': z.string().optional(),
  'insecure-skip-tls-verify': z.boolean().default(false),
});
const userSchema = z.object({
  'client-certificate': z.string().optional(),
  'client-certificate-data': z.string().optional(),
  'client-key': z.string().optional(),
  'client-key-data': z.string().optional(),
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  exec: z.unknown().optional(),
});
const contextSchema = z.object({ cluster: z.string(), user: z.string(), namespace: z.string().optional() });
const fileSchema = z.object({
  'current-context': z.string().optional(),
  clusters: z.array(namedSchema),
  users: z.array(namedSchema),
  contexts: z.array(namedSchema),
});

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Projected tokens are renewed in place by the kubelet; a minute's delay is far inside their overlap. */
const TOKEN_REREAD_MS = 60_000;

/**
 * Reads the file that KUBECONFIG names, else the service account of the pod that this process runs in.
 * @throws Error that names the file and what it lacks.
 */
export function loadKubeConfig(options: { env?: NodeJS.ProcessEnv; context?: string } = {}): KubeConfig {
  const env = options.env ?? process.env;
  const file = env.KUBECONFIG;
  if (file) return fromFile(file, options.context);
  if (env.KUBERNETES_SERVICE_HOST) return inCluster(env);
  throw new Error('no API server is configured: set KUBECONFIG to the path of a kubeconfig file');
}

function fromFile(file: string, contextName: string | undefined): KubeConfig {
  const parsed = fileSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new Error(`kubeconfig "${file}" cannot be used: ${z.prettifyError(parsed.error)}`);
  }
  const config = parsed.data;
  const current = contextName ?? config['current-context'] ?? '';
  const context = contextSchema.parse(find(config.contexts, 'context', current, file));
  const cluster = clusterSchema.parse(find(config.clusters, 'cluster', context.cluster, file));
  const user = userSchema.parse(find(config.users, 'user', context.user, file));
  if (user.exec) {
    throw new Error(
      `user "${context.user}" of kubeconfig "${file}" signs in by a command, which is not supported: give it a token, a tokenFile or a client certificate`,
    );
  }
  const read = (path: string | undefined, data: string | undefined) =>
    data !== undefined
      ? Buffer.from(data, 'base64').toString('utf8')
      : path === undefined
        ? undefined
        : readFileSync(resolve(dirname(file), path), 'utf8');
  return {
    server: cluster.server.replace(/\/$/, ''),
    ca: read(cluster['certificate-authority'], cluster['certificate-authority-data']),
    cert: read(user['client-certificate'], user['client-certificate-data']),
    key: read(user['client-key'], user['client-key-data']),
    serverName: cluster['tls-server-name'],
    insecureSkipTlsVerify: cluster['insecure-skip-tls-verify'],
    token: user.tokenFile ? tokenFromFile(resolve(dirname(file), user.tokenFile)) : () => user.token,
    namespace: context.namespace ?? 'default',
  };
}

function find(list: z.infer<typeof namedSchema>[], field: string, name: string, file: string): unknown {
  const entry = list.find((candidate) => candidate.name === name);
  if (entry) return entry[field];
  const known = list.map((candidate) => `"${candidate.name}"`).join(', ');
  throw new Error(`kubeconfig "${file}" has no ${field} "${name}": it has ${known || 'none'}`);
}

function inCluster(env: NodeJS.ProcessEnv): KubeConfig {
  const dir = env.SERVICE_ACCOUNT_DIR ?? SERVICE_ACCOUNT;
  const host = env.KUBERNETES_SERVICE_HOST ?? '';
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? '443'}`,
    ca: readFileSync(`${dir}/ca.crt`, 'utf8'),
    insecureSkipTlsVerify: false,
    token: tokenFromFile(`${dir}/token`),
    namespace: readFileSync(`${dir}/namespace`, 'utf8').trim(),
  };
}

function tokenFromFile(path: string): () => string {
  let token = readFileSync(path, 'utf8').trim();
  let readAt = performance.now();
  return () => {
    if (performance.now() - readAt > TOKEN_REREAD_MS) {
      token = readFileSync(path, 'utf8').trim();
      readAt = performance.now();
    }
    return token;
  };
}
