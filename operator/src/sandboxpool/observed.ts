import type { Pod, Secret } from '@appfactory/kube/core';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';

/** What one look at the world has seen about a SandboxPool. */
export interface Observed {
  pool: SandboxPool;
  template: AppTemplate | undefined;
  /** Hash of what a warm pod is made from now. */
  hash: string | undefined;
  /** Every pod that the pool controls: not claimed, in any state. */
  pods: Pod[];
  /** Token Secrets that the pool controls and that belong to no pod, claimed or not: a crash left them. */
  spareSecrets: Secret[];
  /** A pod that waits for room which a warm pod takes; undefined when none does. */
  hungry: Pod | undefined;
  /** A warm pod was taken away for it a moment ago: the scheduler has not had its turn yet. */
  roomWasMade: boolean;
  /** A Sandbox took a pod of this pool a moment ago. */
  claimedJustNow: boolean;
  /** Sandboxes wait for a pod of this template. */
  claimsWait: boolean;
  /** Makes the end of a new pod's name. */
  suffix: () => string;
}

export type Action =
  | { do: 'createPod'; name: string; secretExists: boolean }
  /** Only while it is still as it was seen: it must not have been claimed. */
  | { do: 'deletePod'; pod: Pod; why: string }
  | { do: 'deleteSecret'; secret: Secret };

export interface Decision {
  actions: Action[];
  /** Whether a warm pod goes although it is wanted. */
  makesRoom: boolean;
  facts: { replicas: number; readyReplicas: number; selector: string };
  judgement: { state: 'ready' | 'working' | 'stalled'; reason: string; message: string };
  /** Milliseconds. */
  requeueAfter?: number;
}
