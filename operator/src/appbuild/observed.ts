import type { Again, AppBuild, AppBuildSpec, AppBuildStatus, ArtifactStatus } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { Release } from '@appfactory/resources/release';
import type { Sandbox } from '@appfactory/resources/sandbox';
import type { Judgement } from '../objects/judgement.ts';
import type { PlanRecord } from './planRecord.ts';

/** The plan of the spec as it is now, or why there is none. */
export type PlanResult =
  | { plan: PlanRecord }
  /** `path` is the place in the spec, for example `entities[2].fields[0].to`. */
  | { error: string; path?: string /** Of the condition; PlanInvalid when left out. */; reason?: string };

/** What an agent does to the history before it writes, once for each `generation`. */
export interface GoBack {
  mode: Again['mode'];
  feature: string;
  /** Generation of the spec that asked for it. */
  generation: number;
}

/** What is being built, as the plan ConfigMap records it: the one place that says which generation an agent works on. */
export interface StoredPlan {
  plan: PlanRecord;
  /** The spec as it was last looked at. */
  spec: AppBuildSpec;
  /** Generation of the spec whose agent builds this plan; the agent's Job is named after it. */
  generation: number;
  /** Commits of the features that did not change since the plan before: feature id to commit. */
  kept: Record<string, string>;
  /** Id of the sandbox that the agent is to use now; absent while there is none. */
  sandboxID?: string;
  /** The last request of the spec to go back in the history that was dealt with. */
  asked?: Again;
  /** What agents have to carry out of it. */
  back?: GoBack;
  /** The app stays where it was rolled back to: nothing is written. */
  rolledBack?: boolean;
}

/** One agent Job. */
export interface AgentRun {
  name: string;
  generation: number;
  state: 'running' | 'suspended' | 'complete' | 'failed';
  /** Kubernetes' reason of a failed Job: DeadlineExceeded, BackoffLimitExceeded, PodFailurePolicy. */
  failedReason?: string;
  failedMessage?: string;
  /** Attempts that failed so far. */
  failedAttempts: number;
  finishedAt?: string;
  /** Since when it runs, this time. */
  startedAt?: string;
  /** Seconds that it ran until it was suspended, all times together. */
  usedSeconds: number;
  resourceVersion?: string;
  /** As the Job has it now; the budget may have been changed. */
  deadlineSeconds?: number;
  deleting: boolean;
}

/** Why a pod does not run, in Kubernetes' words, for example Unschedulable or ErrImagePull. */
export interface PodTrouble {
  reason: string;
  message: string;
}

/** What the world looks like to one reconcile of an AppBuild. Everything that decide may look at is in here. */
export interface Observed {
  build: AppBuild;
  /** The build's status with the progress that the agent's events have told so far, and the stored plan. */
  status: AppBuildStatus;
  now: Date;
  /** Since when all events that agents have reported are known; undefined while old ones are still being read. */
  eventsSince?: Date;
  planned: PlanResult;
  template?: AppTemplate;
  /** Names of the templates that exist, for the message when the wanted one does not. */
  templateNames: string[];
  stored?: StoredPlan;
  runs: AgentRun[];
  /** Pods of any agent run that still exist. */
  agentPods: number;
  agentTrouble?: PodTrouble;
  /** The agent's NATS credentials exist. */
  credentials: boolean;
  sandbox?: Sandbox;
  sandboxTrouble?: PodTrouble;
  release?: Release;
  /** Empty: this build may hold a sandbox. Else what it waits for, for people. */
  waitsFor: string;
  /** Other builds wait for room, so what is not needed must go. */
  othersWait: boolean;
  /** What the tenant's condition says when its builds may not go on; undefined when they may. */
  spending?: Judgement;
  /** Why one more generation may not begin by a spending limit; undefined when it may. */
  noRoom?: string;
  /** Where the preview of the present sandbox answers. */
  previewURL?: string;
}

/** What to do next. Each can be done again without harm. */
export type Action =
  | { do: 'endAgents'; why: string }
  | { do: 'storePlan'; stored: StoredPlan }
  | { do: 'ensureSandbox' }
  | { do: 'deleteSandbox'; why: string }
  | { do: 'ensureAgent'; generation: number; suspended: boolean }
  | { do: 'dropCredentials' }
  | { do: 'ensureRelease'; artifact: ArtifactStatus }
  | { do: 'deleteRelease' };
