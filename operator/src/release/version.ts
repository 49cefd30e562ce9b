import type { ReleaseStatus } from '@appfactory/resources/release';
import type { Observed, ObservedDeployment, Version } from './observed.ts';

/** What the spec and the environment's Secret say now. */
export function wantedOf({ release, environment }: Observed): Version {
  return { artifact: release.spec.artifact, environment: environment.revision };
}

/** What takes traffic. */
export function servingOf({ serving, servingEnvironment }: ReleaseStatus): Version | undefined {
  return serving && { artifact: serving, environment: servingEnvironment };
}

export function isSame(one: Version | undefined, other: Version): boolean {
  return one?.artifact.digest === other.artifact.digest && one.environment === other.environment;
}

/** It did not come up, and is not tried again. */
export function hasFailed({ failedDigest, failedEnvironment }: ReleaseStatus, version: Version): boolean {
  return failedDigest === version.artifact.digest && failedEnvironment === version.environment;
}

export function runs(deployment: ObservedDeployment | undefined, version: Version): deployment is ObservedDeployment {
  return deployment?.digest === version.artifact.digest && deployment.environment === version.environment;
}
