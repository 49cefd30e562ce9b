import { readFileSync } from 'node:fs';
import { arch, hostname, release } from 'node:os';
import type { Condition } from './kubernetes.ts';
import { HOST_IP } from './pods/nodeContext.ts';
import type { Isolation } from './runtime/isolation.ts';

/** What the node says of itself. */
export interface NodeDescription {
  name: string;
  cpu: number;
  /** Bytes. */
  memory: number;
  ephemeralStorage: number;
  kubeletPort: number | undefined;
  isolation: Isolation;
  taints: { key: string; value?: string; effect: string }[];
}

const VERSION = '0.1.0';
const MOST_PODS = 250;
const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** The Node as it is created; taints can be said only now. */
export function nodeObject(node: NodeDescription) {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': ARCHITECTURES[arch()] ?? arch(),
        'localnode.appfactory.dev/isolation': node.isolation.mode,
      },
    },
    spec: node.taints.length > 0 ? { taints: node.taints } : {},
  };
}

/**
 * The node's status. There is no Hostname address on purpose: the API server would prefer it over the IP to reach this node, and
 * the name resolves nowhere.
 */
export function nodeStatus(node: NodeDescription, now: Date, old: readonly Condition[] = []) {
  const whole = {
    cpu: String(node.cpu),
    memory: `${Math.floor(node.memory / 1024)}Ki`,
    'ephemeral-storage': `${Math.floor(node.ephemeralStorage / 1024)}Ki`,
    pods: String(MOST_PODS),
  };
  return {
    addresses: [{ type: 'InternalIP', address: HOST_IP }],
    capacity: whole,
    allocatable: whole,
    conditions: nodeConditions(node.isolation).map((one) => withTimes(one, now, old)),
    ...(node.kubeletPort !== undefined && { daemonEndpoints: { kubeletEndpoint: { Port: node.kubeletPort } } }),
    nodeInfo: {
      machineID: machineId(),
      systemUUID: '',
      bootID: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      kernelVersion: release(),
      osImage: osImage(),
      containerRuntimeVersion: `localnode://${VERSION}`,
      kubeletVersion: `v1.36.3+localnode.${VERSION}`,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: ARCHITECTURES[arch()] ?? arch(),
    },
  };
}

type Stated = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** The usual conditions, and in plain words what this node cannot give that a cluster's node gives. */
export function nodeConditions({ mode, asRoot, shortcomings }: Isolation): Stated[] {
  const namespaced = mode === 'namespaces';
  const user = asRoot ? 'an unprivileged user' : 'the user who started it';
  return [
    {
      type: 'Ready',
      status: 'True',
      reason: 'LocalnodeReady',
      message: 'localnode runs pods as processes of this machine',
    },
    {
      type: 'MemoryPressure',
      status: 'False',
      reason: 'NotMeasured',
      message: 'localnode evicts single pods over their limits',
    },
    {
      type: 'DiskPressure',
      status: 'False',
      reason: 'NotMeasured',
      message: 'localnode evicts single pods over their limits',
    },
    { type: 'PIDPressure', status: 'False', reason: 'NotMeasured', message: 'the number of processes is not watched' },
    {
      type: 'NamespacesUnavailable',
      status: namespaced ? 'False' : 'True',
      reason: namespaced ? 'Namespaces' : 'SharedWithHost',
      message: namespaced
        ? `containers run as ${user} with a root, processes and network of their own`
        : `containers are not kept apart: they see this machine's files, processes and network as ${user} (${shortcomings.namespaces})`,
    },
    {
      type: 'OverlayUnavailable',
      status: shortcomings.overlay === undefined && namespaced ? 'False' : 'True',
      reason: shortcomings.overlay === undefined && namespaced ? 'Overlay' : 'Copies',
      message:
        shortcomings.overlay === undefined && namespaced
          ? 'writable parts of images are overlay mounts'
          : `writable parts of images are copied for every container, which takes longer (${shortcomings.overlay ?? shortcomings.namespaces})`,
    },
    {
      type: 'NetworkPolicyUnavailable',
      status: 'True',
      reason: 'NotImplemented',
      message: namespaced
        ? 'NetworkPolicy objects are not read; a pod has no way out of its own network, and all of it where the annotation localnode.appfactory.dev/node-network names the container'
        : 'NetworkPolicy objects are not read; every pod has the network of this machine',
    },
    {
      type: 'HardLimitsUnavailable',
      status: 'True',
      reason: 'Polling',
      message:
        'memory and disk limits are enforced by looking every few seconds (OOMKilled, Evicted), and CPU limits are not; a program may go over them for a moment',
    },
  ];
}

function withTimes(condition: Stated, now: Date, old: readonly Condition[]): Condition {
  const before = old.find((one) => one.type === condition.type);
  const time = `${now.toISOString().slice(0, 19)}Z`;
  return {
    ...condition,
    lastHeartbeatTime: time,
    lastTransitionTime:
      before?.status === condition.status && before.lastTransitionTime ? before.lastTransitionTime : time,
  };
}

function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return hostname();
  }
}

function osImage(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux';
  }
}
