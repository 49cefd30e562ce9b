import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseQuantity } from '@appfactory/kube/quantity';

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

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}
