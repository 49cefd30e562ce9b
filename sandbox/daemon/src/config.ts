import { userInfo } from 'node:os';

export interface Config {
  port: number;
  /** The address to listen on. The pod has a network of its own, so all of its addresses are right by default. */
  host: string;
  token: string;
  workdir: string;
  home: string;
  /** Where servers inside the sandbox are reached. */
  tunnelHosts: string[];
  identity: { username: string; uid: number };
  preview: PreviewConfig | undefined;
  /** The environment that commands start from: the daemon's own without its secrets. */
  environment: Record<string, string>;
}

/** How the app of the template is started; undefined commands are not run. */
export interface PreviewConfig {
  startCommand: string;
  standbyCommand: string | undefined;
  port: number;
  /** Answers 200 when the app is up. */
  healthPath: string;
  /** Pages that are visited before the dev server takes over, with blanks between them. */
  warmPaths: string;
}

/** What is the daemon's own business and no command's. */
const PRIVATE = [
  'SANDBOX_TOKEN',
  'SANDBOX_PORT',
  'SANDBOX_HOST',
  'START_COMMAND',
  'STANDBY_COMMAND',
  'START_PORT',
  'START_HEALTH_PATH',
  'START_WARM_PATHS',
  'NODE_COMPILE_CACHE',
];

/** Reads the configuration from the environment; throws with the variable's name when one is missing or wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const token = env.SANDBOX_TOKEN;
  if (!token) throw new Error('SANDBOX_TOKEN is not set: the daemon does not start without a token.');
  const workdir = env.SANDBOX_WORKDIR ?? process.cwd();
  // Without namespaces the pod shares the machine's loopback with everything else, and its address is all that it has.
  // Nobody must get to the machine's own services through a sandbox.
  const shared = env.POD_ROOT ? env.LOCALNODE_POD_IP : undefined;
  const home = env.HOME && env.HOME !== '/' ? env.HOME : workdir;
  return {
    port: portOf(env, 'SANDBOX_PORT', 49_983),
    host: env.SANDBOX_HOST ?? shared ?? '0.0.0.0',
    token,
    workdir,
    home,
    tunnelHosts: shared ? [shared] : ['127.0.0.1', '::1'],
    identity: identity(),
    preview: env.START_COMMAND
      ? {
          startCommand: env.START_COMMAND,
          standbyCommand: env.STANDBY_COMMAND || undefined,
          port: portOf(env, 'START_PORT', 3000),
          healthPath: env.START_HEALTH_PATH || '/api/health',
          warmPaths: env.START_WARM_PATHS ?? '/',
        }
      : undefined,
    environment: commandEnvironment(env, home),
  };
}

function commandEnvironment(env: NodeJS.ProcessEnv, home: string): Record<string, string> {
  const result: Record<string, string> = { HOME: home, E2B_SANDBOX: 'true' };
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !PRIVATE.includes(name) && name !== 'HOME') result[name] = value;
  }
  return result;
}

function portOf(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const port = env[name] ? Number(env[name]) : fallback;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name}="${env[name]}" is not a port.`);
  return port;
}

function identity(): { username: string; uid: number } {
  const uid = process.getuid?.() ?? 0;
  try {
    return { username: userInfo().username, uid };
  } catch {
    // A container's uid needs no entry in /etc/passwd.
    return { username: String(uid), uid };
  }
}
