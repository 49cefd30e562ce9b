import { type Container, isSidecar, type Pod } from './kubernetes.ts';
import type { InstanceState } from './runtime/instance.ts';

/** What is known of one container. */
export interface ContainerView {
  /** Its newest run; undefined before the first. */
  run?: InstanceState & { restartCount: number; crashes: number };
  /** The run before that. */
  previous?: InstanceState;
  /** Why the next run could not be started, and when to try again (milliseconds since 1970). */
  refused?: { reason: string; message: string; retryAt: number };
  /** The startup probe succeeded, or there is none and the program runs. */
  started: boolean;
  /** Running, and the readiness probe succeeded or there is none. */
  ready: boolean;
}

/** What is known of one pod; the time is given, so that a decision depends on nothing else. */
export interface PodView {
  pod: Pod;
  now: number;
  /** Network and volumes are there. */
  prepared: boolean;
  /** Why they are not, and when to try again. */
  unprepared?: { reason: string; message: string; retryAt: number };
  containers: ReadonlyMap<string, ContainerView>;
  /** This node ends the pod for a reason of its own. */
  ended?: { reason: string; message: string };
}

export type Action =
  | { do: 'prepare' }
  | { do: 'start'; container: Container; restartCount: number; crashes: number }
  | { do: 'stop'; container: Container; graceSeconds: number }
  /** Nothing runs and nothing will: give back network, folders and, when the pod was deleted, the object. */
  | { do: 'finish' };

export interface Decision {
  actions: Action[];
  /** Look again at this time even if nothing happens. */
  wakeAt?: number;
}

const NEVER_RAN: ContainerView = { started: false, ready: false };

/** The next steps in a pod's life, as a kubelet takes them. Pure. */
export function decide(view: PodView): Decision {
  const decision = new Plan(view);
  if (isEnding(view)) decision.end(graceOf(view));
  else if (isOver(view)) decision.end(view.pod.spec.terminationGracePeriodSeconds ?? 30);
  else if (!view.prepared) decision.prepare();
  else decision.run();
  return { actions: decision.actions, ...(decision.wakeAt !== undefined && { wakeAt: decision.wakeAt }) };
}

/** Somebody deleted it, or this node ends it. */
export function isEnding(view: PodView): boolean {
  return view.pod.metadata.deletionTimestamp !== undefined || view.ended !== undefined;
}

/** An init container failed for good, or all main containers are done: only sidecars may be left. */
export function isOver(view: PodView): boolean {
  const { initContainers = [], containers, restartPolicy } = view.pod.spec;
  const policy = restartPolicy ?? 'Always';
  const failed = initContainers.some((one) => {
    const run = viewOf(view, one).run;
    return !isSidecar(one) && run?.phase === 'exited' && run.exitCode !== 0 && policy === 'Never';
  });
  return failed || containers.every((one) => isDone(viewOf(view, one), policy));
}

/** A main container that ended and is not started again. */
function isDone({ run }: ContainerView, policy: string): boolean {
  if (run?.phase !== 'exited') return false;
  return policy === 'Never' || (policy === 'OnFailure' && run.exitCode === 0);
}

/** Whether all ordinary init containers succeeded and all sidecars started, once; a sidecar that ends later changes nothing. */
export function isInitialized(view: PodView): boolean {
  if (view.pod.spec.containers.some((one) => viewOf(view, one).run)) return true;
  return (view.pod.spec.initContainers ?? []).every((one) => {
    const { run, started } = viewOf(view, one);
    return isSidecar(one) ? started : run?.phase === 'exited' && run.exitCode === 0;
  });
}

export function viewOf(view: PodView, container: Container): ContainerView {
  return view.containers.get(container.name) ?? NEVER_RAN;
}

function graceOf({ pod, ended }: PodView): number {
  if (ended?.reason === 'Evicted' && !pod.metadata.deletionTimestamp) return 0;
  return pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
}

/** First restart at once, then after 10 s, doubling up to five minutes. */
export function restartDelay(crashes: number): number {
  return crashes <= 1 ? 0 : Math.min(10_000 * 2 ** (crashes - 2), 300_000);
}

/** A run of ten minutes forgives the crashes before it. */
const FORGIVEN_AFTER = 600_000;

/** What the crash count of the next run is. */
export function nextCrashes(run: NonNullable<ContainerView['run']>): number {
  const lasted = (run.finishedAt?.getTime() ?? 0) - (run.startedAt?.getTime() ?? 0);
  return run.startedAt && lasted >= FORGIVEN_AFTER ? 1 : run.crashes + 1;
}

/** When a container that ended may start again. */
export function restartAt(run: NonNullable<ContainerView['run']>): number {
  return (run.finishedAt?.getTime() ?? 0) + restartDelay(nextCrashes(run));
}

class Plan {
  readonly actions: Action[] = [];
  wakeAt: number | undefined;
  readonly #view: PodView;

  constructor(view: PodView) {
    this.#view = view;
  }

  prepare(): void {
    const { unprepared, now } = this.#view;
    if (unprepared && unprepared.retryAt > now) this.#wake(unprepared.retryAt);
    else this.actions.push({ do: 'prepare' });
  }

  run(): void {
    const { initContainers = [], containers, restartPolicy = 'Always' } = this.#view.pod.spec;
    const begun = containers.some((one) => viewOf(this.#view, one).run);
    for (const container of initContainers) {
      const { run, started } = viewOf(this.#view, container);
      if (isSidecar(container)) {
        this.#keepRunning(container);
        // A sidecar that has to start again later holds up nobody who runs already.
        if (!started && !begun) return;
      } else if (!begun && !(run?.phase === 'exited' && run.exitCode === 0)) {
        this.#keepRunning(container);
        return;
      }
    }
    for (const container of containers) {
      if (!isDone(viewOf(this.#view, container), restartPolicy)) this.#keepRunning(container);
    }
  }

  /** Main containers first, together; then the sidecars, in the opposite order of their start. */
  end(graceSeconds: number): void {
    const { initContainers = [], containers } = this.#view.pod.spec;
    const sidecars = initContainers.filter(isSidecar);
    const others = [...containers, ...initContainers.filter((one) => !isSidecar(one))].filter((one) =>
      this.#lives(one),
    );
    const last = sidecars.findLast((one) => this.#lives(one));
    const toStop = others.length > 0 ? others : last ? [last] : [];
    for (const container of toStop) this.actions.push({ do: 'stop', container, graceSeconds });
    if (toStop.length === 0) this.actions.push({ do: 'finish' });
  }

  #lives(container: Container): boolean {
    const phase = viewOf(this.#view, container).run?.phase;
    return phase === 'starting' || phase === 'running';
  }

  #keepRunning(container: Container): void {
    const { run, refused } = viewOf(this.#view, container);
    if (run && run.phase !== 'exited') return;
    const notBefore = Math.max(run ? restartAt(run) : 0, refused?.retryAt ?? 0);
    if (notBefore > this.#view.now) {
      this.#wake(notBefore);
      return;
    }
    const next = run
      ? { restartCount: run.restartCount + 1, crashes: nextCrashes(run) }
      : { restartCount: 0, crashes: 0 };
    this.actions.push({ do: 'start', container, ...next });
  }

  #wake(at: number): void {
    this.wakeAt = Math.min(this.wakeAt ?? at, at);
  }
}
