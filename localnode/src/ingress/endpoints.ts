import type { Pod, Service } from '@appfactory/kube/core';

/** One ready pod's port. */
export interface Endpoint {
  pod: string;
  address: string;
  port: number;
}

/** The Service's port of that name or number. */
export function servicePort(service: Service, port: number | string) {
  return service.spec.ports?.find((one) => one.port === port || one.name === port);
}

/** The pods that a Service selects. Without a selector it selects none: we know no other endpoints. */
export function selectedPods(service: Service, pods: readonly Pod[]): Pod[] {
  const selector = Object.entries(service.spec.selector ?? {});
  if (selector.length === 0) return [];
  return pods.filter((pod) => selector.every(([name, value]) => pod.metadata.labels?.[name] === value));
}

/** Where a Service's port can be reached now. */
export function endpointsOf(service: Service, port: number | string, pods: readonly Pod[]): Endpoint[] {
  const target = servicePort(service, port);
  if (!target) return [];
  return selectedPods(service, pods)
    .filter(isReady)
    .flatMap((pod) => {
      const number = targetPort(pod, target.targetPort ?? target.port);
      return number && pod.status?.podIP ? [{ pod: pod.metadata.name, address: pod.status.podIP, port: number }] : [];
    });
}

/** A pod that is being deleted counts as not ready, whatever its condition still says: its program is about to end. */
export function isReady(pod: Pod): boolean {
  const { deletionTimestamp } = pod.metadata as { deletionTimestamp?: string };
  const ready = pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return !deletionTimestamp && ready === true && Boolean(pod.status?.podIP);
}

/** What a person should know about an app that does not answer: a sentence without names or secrets. */
export function explain(service: Service | undefined, pods: readonly Pod[]): string {
  if (!service) return 'It has no Service yet.';
  const selected = selectedPods(service, pods);
  if (selected.length === 0) return 'It has no pod yet.';
  return selected.map(stateOf).join(' ');
}

function stateOf(pod: Pod): string {
  if ((pod.metadata as { deletionTimestamp?: string }).deletionTimestamp) return 'One pod is ending.';
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const reasons = statuses.flatMap(({ state }) => state?.waiting?.reason ?? []);
  if (reasons.length > 0) return `One pod is waiting (${[...new Set(reasons)].join(', ')}).`;
  const unscheduled = pod.status?.conditions?.find((one) => one.type === 'PodScheduled' && one.status === 'False');
  if (unscheduled) return `One pod waits for room (${unscheduled.reason ?? 'Unschedulable'}).`;
  if (pod.status?.phase === 'Running') return 'One pod is running and not ready yet.';
  return `One pod is ${(pod.status?.phase ?? 'Pending').toLowerCase()}.`;
}

function targetPort(pod: Pod, port: number | string): number | undefined {
  if (typeof port === 'number') return port;
  if (/^\d+$/.test(port)) return Number(port);
  const containers = [
    ...pod.spec.containers,
    ...(pod.spec.initContainers ?? []).filter((one) => one.restartPolicy === 'Always'),
  ];
  return containers.flatMap((container) => container.ports ?? []).find((one) => one.name === port)?.containerPort;
}
