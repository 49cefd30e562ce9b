import { isDeepStrictEqual } from 'node:util';
import type { ArtifactStatus } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';
import type { Release } from '@appfactory/resources/release';
import { type Judgement, waiting } from '../../objects/judgement.ts';
import { releaseOf } from '../children.ts';
import { REASON_CANCELLED, REASON_PAUSED } from '../conditions.ts';
import type { Observed } from '../observed.ts';
import type { Step } from './plan.ts';

/** verified artifact -> Release. An artifact that the spec pins is served whatever the build does. */
export function releaseStep(seen: Observed, isVerified: boolean): Step {
  const { build, status, release } = seen;
  if (build.spec.release.target === 'none') {
    return {
      judgement: { status: 'True', reason: 'NotWanted', message: 'Built and verified; spec.release.target is none' },
      actions: [],
      cleanUp: release && !release.metadata.deletionTimestamp ? [{ do: 'deleteRelease' }] : [],
    };
  }
  const pinned = build.spec.release.artifact;
  const artifact = pinned
    ? status.artifacts?.find(({ digest }) => digest === pinned)
    : isVerified
      ? status.artifact
      : undefined;
  if (pinned && !artifact) return { judgement: unknownArtifact(pinned, status.artifacts ?? []), actions: [] };
  if (!artifact) {
    // The version that serves stays, and what the spec says of its host and data holds for it too.
    const current = served(release);
    return {
      judgement: current
        ? waiting('Waits for verification; the version before goes on serving')
        : waiting('Waits for verification'),
      actions: current && !build.spec.paused ? [{ do: 'ensureRelease', artifact: current }] : [],
    };
  }
  if (build.spec.paused && release?.spec.artifact.digest !== artifact.digest) {
    return { judgement: { status: 'False', reason: REASON_PAUSED, message: 'Paused before the release' }, actions: [] };
  }
  // Somebody may have cancelled it while the last checks ran.
  if (build.spec.cancelled && !pinned && release?.spec.artifact.digest !== artifact.digest) {
    const message =
      'Cancelled before the release: what served before goes on. Set spec.cancelled to false to release it';
    return { judgement: { status: 'False', reason: REASON_CANCELLED, message, terminal: true }, actions: [] };
  }
  return { judgement: judge(seen, artifact), actions: [{ do: 'ensureRelease', artifact }] };
}

function served(release: Release | undefined): ArtifactStatus | undefined {
  if (!release || release.metadata.deletionTimestamp) return undefined;
  const { digest, size, commit } = release.spec.artifact;
  return { digest, size, commit, generation: 0 };
}

function judge({ build, release }: Observed, artifact: ArtifactStatus): Judgement {
  const isTold = release && isDeepStrictEqual(release.spec, releaseOf(build, artifact).spec);
  if (!isTold || release.metadata.deletionTimestamp) {
    return { status: 'False', reason: 'Releasing', message: 'Handing the artifact over for release' };
  }
  const ready = conditionOf(release, 'Ready');
  const current = release.status?.observedGeneration === release.metadata.generation;
  if (!ready || !current) return { status: 'False', reason: 'Releasing', message: 'The release starts' };
  if (ready.status === 'True' && release.status?.serving?.digest === artifact.digest) {
    return { status: 'True', reason: 'Serving', message: `Serves at ${release.status.url ?? release.spec.host}` };
  }
  return {
    status: 'False',
    reason: ready.status === 'True' ? 'Releasing' : ready.reason,
    message: ready.message,
    terminal: conditionOf(release, 'Stalled')?.status === 'True',
  };
}

function conditionOf(release: Release, type: string): Condition | undefined {
  return release.status?.conditions?.find((condition) => condition.type === type);
}

function unknownArtifact(pinned: string, artifacts: ArtifactStatus[]): Judgement {
  const known = artifacts.map(({ digest, generation }) => `${digest} (generation ${generation})`).join(', ');
  return {
    status: 'False',
    reason: 'UnknownArtifact',
    message: `This build has no artifact ${pinned}. Set spec.release.artifact to one that it has (${known || 'none yet'}) or leave it out for the newest`,
    terminal: true,
  };
}
