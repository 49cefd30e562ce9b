import { allContainers, type Pod } from '../kubernetes.ts';
import { hostnameOf } from '../pods/containerSpec.ts';
import type { Isolation } from '../runtime/isolation.ts';
import type { NetworkRequest } from './podNetwork.ts';

/** Names containers ("a,b", or "*") that run in the node's network instead of the pod's own, from where nothing leads out. */
export const NODE_NETWORK_ANNOTATION = 'localnode.appfactory.dev/node-network';

export function isNodeNetwork(pod: Pod, container: string): boolean {
  if (pod.spec.hostNetwork) return true;
  const names = (pod.metadata.annotations?.[NODE_NETWORK_ANNOTATION] ?? '').split(',').map((name) => name.trim());
  return names.includes('*') || names.includes(container);
}

/** What a pod's spec asks of the network. */
export function networkRequest(pod: Pod, mode: Isolation['mode']): NetworkRequest {
  const forwarded = new Set<number>();
  const direct = new Set<number>();
  for (const container of allContainers(pod.spec)) {
    const own = mode === 'namespaces' && !isNodeNetwork(pod, container.name);
    for (const { containerPort, protocol = 'TCP' } of container.ports ?? []) {
      if (protocol === 'TCP') (own ? forwarded : direct).add(containerPort);
    }
  }
  return {
    uid: pod.metadata.uid,
    hostname: hostnameOf(pod),
    forwarded: [...forwarded].filter((port) => !direct.has(port)),
    direct: [...direct],
    nodeNetwork: allContainers(pod.spec).some(({ name }) => mode === 'none' || isNodeNetwork(pod, name)),
  };
}
