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

export interface ObservedDeployment {
  digest: string;
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
  deployment?: ObservedDeployment;
  /** Of the artifact that the spec wants. */
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
  | { do: 'rehearse'; artifact: ReleaseArtifact }
  | { do: 'dropRehearsals' }
  | { do: 'deploy'; artifact: ReleaseArtifact; restore?: string; startedAt?: string }
  | { do: 'expose' };
