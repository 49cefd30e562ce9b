import type { ContainerStatus, Pod } from '@appfactory/kube/core';
import { TOKEN_KEY } from './names.ts';

/** A pod that runs or may come to run: not ended, and not on its way out. */
export function isLive(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && !hasEnded(pod);
}

export function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
}

/** Whether the daemon answers. */
export function isPodReady(pod: Pod): boolean {
  return isLive(pod) && Boolean(pod.status?.podIP) && hasCondition(pod, 'Ready', 'True');
}

/** Whether the scheduler found no node with room for it. */
export function isUnschedulable(pod: Pod): boolean {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return isLive(pod) && scheduled?.status === 'False' && scheduled.reason === 'Unschedulable';
}

/** Name of the Secret whose token the pod's daemon was started with. */
export function tokenSecretOf(pod: Pod): string | undefined {
  const env = pod.spec.containers[0]?.env ?? [];
  return env.find(({ valueFrom }) => valueFrom?.secretKeyRef?.key === TOKEN_KEY)?.valueFrom?.secretKeyRef?.name;
}

/** Why a pod that should run does not, in one word and a sentence. */
export function explainStart(pod: Pod): { reason: string; message: string } {
  const name = pod.metadata.name;
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    const detail = scheduled.message ?? 'the scheduler does not say why';
    return {
      reason: scheduled.reason ?? 'Unschedulable',
      message: `pod "${name}" waits for room on a node: ${detail}`,
    };
  }
  for (const { state, lastState } of statuses(pod)) {
    const { waiting } = state ?? {};
    if (waiting?.reason && !['ContainerCreating', 'PodInitializing'].includes(waiting.reason)) {
      const detail = waiting.message ?? lastState?.terminated?.message;
      return { reason: waiting.reason, message: `pod "${name}" cannot start${detail ? `: ${detail}` : ''}` };
    }
  }
  if (pod.status?.phase === 'Running') {
    return { reason: 'DaemonStarting', message: `pod "${name}" runs; its daemon does not answer yet` };
  }
  return { reason: 'PodStarting', message: `pod "${name}" is starting` };
}

/** How a pod ended, for people. */
export function explainEnd(pod: Pod): string {
  const { name, deletionTimestamp } = pod.metadata;
  for (const { state } of statuses(pod)) {
    const end = state?.terminated;
    if (!end) continue;
    const reason = end.reason && end.reason !== 'Error' ? ` (${end.reason})` : '';
    return `pod "${name}" ended with exit code ${end.exitCode}${reason}${end.message ? `: ${end.message}` : ''}`;
  }
  const { reason, message } = pod.status ?? {};
  if (reason || message) return `pod "${name}" ended: ${[reason, message].filter(Boolean).join(': ')}`;
  return deletionTimestamp ? `pod "${name}" was deleted` : `pod "${name}" ended`;
}

function statuses(pod: Pod): ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

function hasCondition(pod: Pod, type: string, status: string): boolean {
  return pod.status?.conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
}
