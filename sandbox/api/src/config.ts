export interface Config {
  apiHost: string;
  apiPort: number;
  routerHost: string;
  routerPort: number;
  /** Previews are at `<port>-<sandboxID>.<domain>`. */
  previewDomain: string;
  /** Scheme that browsers use towards the previews; https behind a proxy that ends TLS. */
  previewScheme: 'http' | 'https';
  /** Host names, besides loopback ones, by which the two servers may be called. */
  hosts: string[];
}

/** Reads the configuration from the environment; throws with the variable's name when one is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    apiHost: env.API_HOST ?? '127.0.0.1',
    apiPort: portOf(env, 'API_PORT'),
    routerHost: env.ROUTER_HOST ?? '127.0.0.1',
    routerPort: portOf(env, 'ROUTER_PORT'),
    previewDomain: (env.PREVIEW_DOMAIN ?? 'localhost').toLowerCase(),
    previewScheme: env.PREVIEW_SCHEME === 'https' ? 'https' : 'http',
    hosts: (env.ALLOWED_HOSTS ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

function portOf(env: NodeJS.ProcessEnv, name: string): number {
  const port = Number(env[name] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name}="${env[name]}" is not a port.`);
  return port;
}
