import type { EnvironmentStatus } from '@appfactory/resources/environment';
import type { Release, ReleaseArtifact } from '@appfactory/resources/release';

/** Who has the host, as the claims say. */
export type HostState =
  | { state: 'free' }
  | { state: 'ours' }
  /** Claimed by a release that is gone or wants it no longer. */
  | { state: 'stale' }
  /** By whom is not said: it may be another tenant’s. The claim, in the platform’s namespace, tells it to administrators. */
  | { state: 'taken' }
  | { state: 'forbidden'; why: string };

export type VolumeState =
  | { state: 'absent' }
  | { state: 'ours'; adopted: boolean }
  /** An earlier AppBuild of this name left it. */
  | { state: 'foreign'; uid: string }
  | { state: 'deleting' };

/** What is started: an artifact, with one revision of its environment variables; undefined when there are none. */
export interface Version {
  artifact: ReleaseArtifact;
  environment?: string;
}

export interface ObservedEnvironment {
  /** Of what the Secret says now. */
  revision?: string;
  status?: EnvironmentStatus;
  /** Revisions that are kept. */
  kept: string[];
}

export interface ObservedDeployment {
  digest: string;
  environment?: string;
  /** The failed version whose snapshot is to be put back before this one starts. */
  restore?: string;
  /** When it took the place of the version before; RFC 3339. */
  startedAt?: string;
  /** A pod of this version takes traffic. */
  ready: boolean;
  /** Why it will not come up by waiting. */
  failure?: string;
  /** What a pod of it is waiting for, for people. */
  waiting?: string;
}

export interface ObservedRehearsal {
  state: 'running' | 'passed' | 'failed';
  message?: string;
}

export interface Observed {
  release: Release;
  now: Date;
  host: HostState;
  volume: VolumeState;
  environment: ObservedEnvironment;
  deployment?: ObservedDeployment;
  /** Of the version that is wanted. */
  rehearsal?: ObservedRehearsal;
  /** Address of the app when it serves. */
  url: string;
}

export type Action =
  | { do: 'claimHost' }
  | { do: 'dropStaleClaim' }
  /** Hosts claimed before that the spec wants no longer. */
  | { do: 'dropOtherClaims' }
  | { do: 'ensureVolume' }
  | { do: 'adoptVolume' }
  | { do: 'rehearse'; version: Version }
  | { do: 'dropRehearsals' }
  | { do: 'deploy'; version: Version; restore?: string; startedAt?: string }
  /** Revisions of the environment that nothing may be started with any more. */
  | { do: 'dropEnvironments'; revisions: string[] }
  | { do: 'expose' };
