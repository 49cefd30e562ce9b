import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';

export type IsolationSetting = 'auto' | 'namespaces' | 'none';

/** What the environment says; see docs of each variable in README. */
export interface Config {
  kubeconfig: string;
  nodeName: string;
  /** Absolute. */
  dir: string;
  isolation: IsolationSetting;
  /** Claimed capacity: cores, and bytes. */
  cpu: number;
  memory: number;
  /** Given to pods as KUBERNETES_SERVICE_HOST and _PORT; undefined: the server of the kubeconfig. */
  apiServer: URL | undefined;
  /** Of the Node when it is created first: LOCALNODE_TAINTS="key=value:Effect,key:Effect". */
  taints: { key: string; value?: string; effect: string }[];
  /** What becomes of the pods' processes when this program is told to stop. */
  onStop: 'keep' | 'drain';
  kubelet: { port: number; cert: string; key: string; clientCA: string; clientCN: string } | undefined;
}

/** Reads and checks the settings. Throws an Error that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const kubeconfig = required(env, 'KUBECONFIG');
  const isolation = env.LOCALNODE_ISOLATION ?? 'auto';
  if (isolation !== 'auto' && isolation !== 'namespaces' && isolation !== 'none') {
    throw new Error(`LOCALNODE_ISOLATION "${isolation}" is not one of auto, namespaces, none`);
  }
  const dir = resolve(required(env, 'LOCALNODE_DIR'));
  // Overlay mounts take paths in a list with these as separators.
  if (/[:,"\\\n]/.test(dir)) {
    throw new Error(
      `LOCALNODE_DIR "${dir}" must not contain colons, commas, quotes, backslashes or line breaks; choose another`,
    );
  }
  return {
    kubeconfig,
    nodeName: env.NODE_NAME ?? 'local',
    dir,
    isolation,
    cpu: env.LOCALNODE_CPU ? parseQuantity(env.LOCALNODE_CPU) : cpus().length,
    memory: env.LOCALNODE_MEMORY ? parseQuantity(env.LOCALNODE_MEMORY) : totalmem(),
    apiServer: env.NODE_API_SERVER ? new URL(env.NODE_API_SERVER) : undefined,
    taints: (env.LOCALNODE_TAINTS ?? '').split(',').filter(Boolean).map(parseTaint),
    onStop: env.LOCALNODE_ON_STOP === 'drain' ? 'drain' : 'keep',
    kubelet: env.KUBELET_CERT
      ? {
          port: Number(env.KUBELET_PORT ?? 0),
          cert: env.KUBELET_CERT,
          key: required(env, 'KUBELET_KEY'),
          clientCA: required(env, 'KUBELET_CLIENT_CA'),
          clientCN: env.KUBELET_CLIENT_CN ?? 'kube-apiserver-kubelet-client',
        }
      : undefined,
  };
}

function parseTaint(text: string): { key: string; value?: string; effect: string } {
  const [, key, value, effect] =
    /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(text.trim()) ?? [];
  if (!key || !effect) throw new Error(`LOCALNODE_TAINTS "${text}" is not of the form key=value:NoSchedule`);
  return { key, ...(value !== undefined && { value }), effect };
}

const SUFFIXES: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A Kubernetes quantity ("500m", "1Gi", "2e3") as a number: cores or bytes. Throws for what is none. */
export function parseQuantity(text: string): number {
  const [, digits, suffix = ''] = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = SUFFIXES[suffix];
  const value = Number(digits) * (factor ?? Number.NaN);
  if (Number.isNaN(value)) throw new Error(`"${text}" is not a quantity like 500m, 2 or 1Gi`);
  return value;
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}
