import type { Pod } from '@appfactory/kube/core';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { Sandbox } from '@appfactory/resources/sandbox';

export type Provider = 'pod' | 'e2b';

/** A sandbox of E2B's cloud, as its API shows it. */
export interface CloudSandbox {
  id: string;
  /** When the cloud ends it. */
  endAt: Date;
}

/** What one look at the world has seen about a Sandbox. Decisions are made from this and nothing else. */
export interface Observed {
  sandbox: Sandbox;
  now: Date;
  /** undefined: E2B was asked for and the operator has no key. */
  provider: Provider | undefined;
  template: AppTemplate | undefined;
  /** Every pod that this Sandbox controls, those that ended or are ending too. */
  pods: Pod[];
  /** Warm pods of the namespace that could be claimed, best first. */
  warm: Pod[];
  /** The Secret that holds the token of the present pod, or that a new pod is to use. */
  tokenSecret: { name: string; exists: boolean; adopted: boolean };
  /** Hash of spec.env; undefined when it is empty. */
  envHash: string | undefined;
  /** What E2B's cloud runs for this Sandbox; only looked for when the provider is e2b. */
  cloud: CloudSandbox[];
}

export type Action =
  /** Makes the Secret with a new token. */
  | { do: 'createSecret'; name: string }
  /** Gives the Secret of a claimed pod to the Sandbox. */
  | { do: 'adoptSecret'; name: string }
  | { do: 'claimPod'; pod: Pod }
  | { do: 'createPod'; name: string; secretName: string }
  | { do: 'endPod'; pod: Pod }
  /** Writes down that another pod is wanted, before it is made: its name follows from this number. */
  | { do: 'recordRestart'; restarts: number; because: string }
  /** Sets spec.env as the environment of commands. */
  | { do: 'setEnv'; pod: Pod; hash: string | undefined }
  | { do: 'deleteSandbox' }
  | { do: 'addFinalizer' }
  | { do: 'removeFinalizer' }
  | { do: 'createCloud'; timeoutSeconds: number }
  /** Takes over a sandbox that the cloud runs for this Sandbox already: its id and its token are written down. */
  | { do: 'recordCloud'; id: string }
  | { do: 'setCloudTimeout'; id: string; timeoutSeconds: number }
  | { do: 'killCloud'; id: string };

/** How a Sandbox is, before it becomes conditions and a phase. */
export interface Judgement {
  state: 'ready' | 'waiting' | 'starting' | 'stalled' | 'ended';
  /** One word, for programs. */
  reason: string;
  /** A sentence, for people. */
  message: string;
}

export interface Decision {
  /** In order. When there are any, the world is looked at again after them, before the status is written. */
  actions: Action[];
  judgement: Judgement;
  /** Of the status; what is undefined is not in it. */
  facts: {
    provider?: Provider;
    sandboxID?: string;
    podName?: string;
    podIP?: string;
    accessTokenSecret?: string;
    pool?: string;
    startedAt?: string;
    expiresAt?: string;
  };
  /** Milliseconds after which to look again although nothing has changed. */
  requeueAfter?: number;
}
