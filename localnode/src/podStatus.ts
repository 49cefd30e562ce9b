import {
  type Condition,
  type Container,
  type ContainerStatus,
  isSidecar,
  type PodStatus,
  type TerminatedState,
} from './kubernetes.ts';
import {
  type ContainerView,
  isInitialized,
  isOver,
  nextCrashes,
  type PodView,
  restartAt,
  restartDelay,
  viewOf,
} from './pod.ts';
import type { InstanceState } from './runtime/instance.ts';

/** The pod's status as a kubelet would report it. Pure; times of conditions are taken over while a condition stays as it is. */
export function podStatus(view: PodView, network: { hostIP: string; podIP?: string }): PodStatus {
  const { pod, ended } = view;
  const phase = phaseOf(view);
  const containers = pod.spec.containers.map((one) => containerStatus(view, one));
  const inits = (pod.spec.initContainers ?? []).map((one) => containerStatus(view, one));
  const problem = view.prepared ? undefined : view.unprepared;
  return {
    observedGeneration: pod.metadata.generation,
    phase,
    reason: ended?.reason ?? null,
    message: ended?.message ?? (problem ? problem.message : null),
    conditions: conditionsOf(view, phase, containers, inits),
    hostIP: network.hostIP,
    hostIPs: [{ ip: network.hostIP }],
    ...(network.podIP && { podIP: network.podIP, podIPs: [{ ip: network.podIP }] }),
    startTime: pod.status?.startTime ?? iso(new Date(view.now)),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: containers,
  };
}

export function phaseOf(view: PodView): PodStatus['phase'] {
  const { spec, status } = view.pod;
  // What ended stays ended, also when its folders are gone.
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return status.phase;
  const views = spec.containers.map((one) => viewOf(view, one));
  const lives = spec.containers.some((one) => isAlive(viewOf(view, one)));
  if (view.ended && !lives) return 'Failed';
  if (view.pod.metadata.deletionTimestamp && !lives && views.some((one) => one.run)) {
    return views.every((one) => one.run?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  if (isOver(view) && !lives) {
    const sidecarLives = (spec.initContainers ?? []).some((one) => isAlive(viewOf(view, one)));
    if (sidecarLives) return 'Running';
    return isInitialized(view) && views.every((one) => one.run?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  return views.every((one) => one.run && (one.run.phase !== 'starting' || one.run.restartCount > 0))
    ? 'Running'
    : 'Pending';
}

function isAlive({ run }: ContainerView): boolean {
  return run?.phase === 'running' || run?.phase === 'starting';
}

function containerStatus(view: PodView, container: Container): ContainerStatus {
  const one = viewOf(view, container);
  const { run, previous } = one;
  const id = (count: number) => `localnode://${view.pod.metadata.uid}/${container.name}/${count}`;
  const over = phaseOf(view) === 'Succeeded' || phaseOf(view) === 'Failed';
  const stays = over || !restarts(view, container, run);
  const state: ContainerStatus['state'] =
    run?.phase === 'running'
      ? { running: { startedAt: iso(run.startedAt) } }
      : run?.phase === 'exited' && (stays || restartAt(run) <= view.now) && !one.refused
        ? { terminated: terminated(run, id(run.restartCount)) }
        : { waiting: waitingFor(view, container, one) };
  const last = state.waiting && run?.phase === 'exited' ? run : previous;
  const lastCount = last === run ? (run?.restartCount ?? 0) : (run?.restartCount ?? 1) - 1;
  const regularInit = !isSidecar(container) && (view.pod.spec.initContainers ?? []).includes(container);
  return {
    name: container.name,
    image: container.image,
    imageID: run ? container.image : '',
    ...(run && { containerID: id(run.restartCount) }),
    ready: regularInit ? run?.phase === 'exited' && run.exitCode === 0 : run?.phase === 'running' && one.ready,
    started: run?.phase === 'running' && one.started,
    restartCount: run?.restartCount ?? 0,
    state,
    lastState: last ? { terminated: terminated(last, id(lastCount)) } : {},
  };
}

function restarts(view: PodView, container: Container, run: ContainerView['run']): boolean {
  if (view.pod.metadata.deletionTimestamp || view.ended) return false;
  if (isSidecar(container)) return !isOver(view);
  const policy = view.pod.spec.restartPolicy ?? 'Always';
  const isInit = (view.pod.spec.initContainers ?? []).includes(container);
  if (isInit || policy === 'OnFailure') return policy !== 'Never' && run?.exitCode !== 0;
  return policy === 'Always';
}

function waitingFor(view: PodView, container: Container, one: ContainerView): { reason: string; message?: string } {
  if (one.refused) return { reason: one.refused.reason, message: one.refused.message };
  if (one.run?.phase === 'exited') {
    const seconds = restartDelay(nextCrashes(one.run)) / 1000;
    return {
      reason: 'CrashLoopBackOff',
      message: `back-off ${seconds}s restarting failed container "${container.name}"`,
    };
  }
  if (!view.prepared && view.unprepared) return { reason: view.unprepared.reason, message: view.unprepared.message };
  const isInit = (view.pod.spec.initContainers ?? []).includes(container);
  const waitsForInit = (view.pod.spec.initContainers ?? []).length > 0 && !isInitialized(view);
  return { reason: isInit || waitsForInit ? 'PodInitializing' : 'ContainerCreating' };
}

function terminated(state: InstanceState, containerID: string): TerminatedState {
  const failedToStart = !state.startedAt && !state.reason;
  const reason = state.reason ?? (failedToStart ? 'StartError' : state.exitCode === 0 ? 'Completed' : 'Error');
  return {
    exitCode: failedToStart ? 128 : (state.exitCode ?? 137),
    reason,
    ...(state.message && { message: state.message }),
    ...(state.startedAt && { startedAt: iso(state.startedAt) }),
    finishedAt: iso(state.finishedAt),
    containerID,
  };
}

function conditionsOf(
  view: PodView,
  phase: PodStatus['phase'],
  containers: ContainerStatus[],
  inits: ContainerStatus[],
): Condition[] {
  const { pod } = view;
  const over = phase === 'Succeeded' || phase === 'Failed';
  const initialized = isInitialized(view);
  const sidecars = inits.filter((_, index) => isSidecar(pod.spec.initContainers?.[index] ?? ({} as Container)));
  const unready = [...containers, ...sidecars].filter((one) => !one.ready).map((one) => one.name);
  const ready = initialized && !over && unready.length === 0;
  const closedGates = (pod.spec.readinessGates ?? [])
    .map((gate) => gate.conditionType)
    .filter((type) => pod.status?.conditions?.find((one) => one.type === type)?.status !== 'True');
  const why: { reason?: string; message?: string } = over
    ? { reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
    : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
  const gates = { reason: 'ReadinessGatesNotReady', message: `readiness gates not true: [${closedGates.join(' ')}]` };
  const initWhy = { reason: 'ContainersNotInitialized', message: 'init containers have not completed' };
  return [
    condition(view, 'PodReadyToStartContainers', view.prepared && !over),
    condition(view, 'Initialized', initialized || phase === 'Succeeded', initWhy),
    condition(view, 'ContainersReady', ready, why),
    condition(view, 'Ready', ready && closedGates.length === 0, ready ? gates : why),
  ];
}

function condition(
  view: PodView,
  type: string,
  holds: boolean,
  why: { reason?: string; message?: string } = {},
): Condition {
  const old = view.pod.status?.conditions?.find((one) => one.type === type);
  const status = holds ? 'True' : 'False';
  return {
    type,
    status,
    lastTransitionTime:
      old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : iso(new Date(view.now)),
    observedGeneration: view.pod.metadata.generation,
    // Said even when there is nothing to say: conditions are merged, and an old reason would stay.
    reason: (holds ? undefined : why.reason) ?? null,
    message: (holds ? undefined : why.message) ?? null,
  };
}

/** Kubernetes' Time has whole seconds. */
function iso(date = new Date(0)): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
