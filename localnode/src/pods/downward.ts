import { parseQuantity } from '@appfactory/kube/quantity';
import type { FieldRef, Pod, ResourceFieldRef } from '../kubernetes.ts';

/** What the node knows of a pod before the API server does. */
export interface PodFacts {
  podIP: string;
  hostIP: string;
  nodeName: string;
  /** What the node has, for a container without limits: cores and bytes. */
  allocatable: { cpu: number; memory: number; ephemeralStorage: number };
}

/** The value of a downward API field, or undefined when the field is not one. */
export function fieldValue(pod: Pod, { fieldPath }: FieldRef, facts: PodFacts): string | undefined {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath);
  if (keyed) return (keyed[1] === 'labels' ? metadata.labels : metadata.annotations)?.[keyed[2] ?? ''] ?? '';
  switch (fieldPath) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace;
    case 'metadata.uid':
      return metadata.uid;
    case 'metadata.labels':
      return asLines(metadata.labels);
    case 'metadata.annotations':
      return asLines(metadata.annotations);
    case 'spec.nodeName':
      return facts.nodeName;
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? 'default';
    case 'status.podIP':
    case 'status.podIPs':
      return facts.podIP;
    case 'status.hostIP':
    case 'status.hostIPs':
      return facts.hostIP;
    default:
      return undefined;
  }
}

/** A container's request or limit, in units of the divisor, rounded up; without a limit, what the node has. */
export function resourceValue(
  pod: Pod,
  ref: ResourceFieldRef,
  containerName: string,
  facts: PodFacts,
): string | undefined {
  const name = ref.containerName ?? containerName;
  const container = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find((one) => one.name === name);
  const [kind, resource = ''] = ref.resource.split('.');
  if (!container || (kind !== 'limits' && kind !== 'requests')) return undefined;
  const { cpu, memory, ephemeralStorage } = facts.allocatable;
  const whole: Record<string, number> = { cpu, memory, 'ephemeral-storage': ephemeralStorage };
  const stated = container.resources?.[kind]?.[resource];
  const value = stated !== undefined ? parseQuantity(stated) : kind === 'limits' ? whole[resource] : 0;
  if (value === undefined) return undefined;
  const divisor = ref.divisor && ref.divisor !== '0' ? parseQuantity(ref.divisor) : 1;
  // Floating point must not turn 0.1 of 0.001 into 101.
  return String(Math.ceil(Number((value / divisor).toPrecision(12))));
}

function asLines(map: Record<string, string> = {}): string {
  return Object.entries(map)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}
