import type { ReleaseStatus } from '@appfactory/resources/release';
import { type Judgement, waiting } from '../objects/judgement.ts';
import type { Action, Observed, Version } from './observed.ts';
import { hasFailed, isSame, runs, servingOf, wantedOf } from './version.ts';

/** What is so of one step, and what to do about it. */
export interface Step {
  judgement: Judgement;
  actions: Action[];
  cleanUp?: Action[];
}

/** There are rows that a new version could break. */
function hasData({ release, volume }: Observed): boolean {
  return release.status?.serving !== undefined || (volume.state === 'ours' && volume.adopted);
}

export function rehearsalStep(seen: Observed): Step {
  const wanted = wantedOf(seen);
  const status = seen.release.status ?? {};
  const isDeployed = runs(seen.deployment, wanted);
  const passed = (reason: string, message: string): Step => ({
    judgement: { status: 'True', reason, message },
    actions: [],
    cleanUp: seen.rehearsal && isDeployed && seen.deployment?.ready ? [{ do: 'dropRehearsals' }] : [],
  });
  if (hasFailed(status, wanted)) {
    return {
      judgement: { status: 'True', reason: 'Over', message: 'This version was tried' },
      actions: [],
      cleanUp: seen.rehearsal ? [{ do: 'dropRehearsals' }] : [],
    };
  }
  if (isDeployed || isSame(servingOf(status), wanted))
    return passed('Passed', 'This version has started on a copy of the data');
  if (!hasData(seen)) return passed('NothingToLose', 'There is no data yet that a new version could break');
  const what = isOnlyEnvironment(status, wanted) ? 'the app with its new environment variables' : 'this version';
  const judgement: Judgement = {
    status: 'False',
    reason: 'Rehearsing',
    message: `Starting ${what} on a copy of the data`,
  };
  switch (seen.rehearsal?.state) {
    case undefined:
      return { judgement, actions: [{ do: 'rehearse', version: wanted }] };
    case 'passed':
      return passed('Passed', 'This version has started on a copy of the data');
    case 'running':
    case 'failed':
      return { judgement, actions: [] };
  }
}

/** The artifact serves already. */
function isOnlyEnvironment({ serving }: ReleaseStatus, { artifact }: Version): boolean {
  return serving?.digest === artifact.digest;
}

/** @param isRehearsed it has started on a copy of the data, or needs not */
export function deployStep(seen: Observed, isRehearsed: boolean): Step {
  const { release, deployment } = seen;
  const status = release.status ?? {};
  const wanted = wantedOf(seen);
  const serving = servingOf(status);
  const failed = hasFailed(status, wanted);
  if (!isRehearsed && !failed) {
    // The present version goes on, on the host that the spec says now.
    return { judgement: waiting('Waits for the rehearsal'), actions: serving ? [{ do: 'expose' }] : [] };
  }
  // Data that was taken over is not given to a version that cannot read it.
  if (failed && !serving) return { judgement: failedVersion(seen, undefined), actions: [] };
  const goal = failed && serving ? serving : wanted;
  // Other variables change no data.
  const restore = failed && goal.artifact.digest !== wanted.artifact.digest ? wanted.artifact.digest : undefined;
  const deploy: Action = runs(deployment, goal)
    ? { do: 'deploy', version: goal, restore: deployment.restore, startedAt: deployment.startedAt }
    : { do: 'deploy', version: goal, restore, startedAt: seen.now.toISOString() };
  const actions: Action[] = [deploy, { do: 'expose' }];
  if (failed) return { judgement: failedVersion(seen, goal), actions };
  if (runs(deployment, wanted) && deployment.ready) {
    return { judgement: { status: 'True', reason: 'Serving', message: `Serves at ${seen.url}` }, actions };
  }
  return { judgement: comingUp(seen), actions };
}

/** Values that were taken away are kept no longer than the app, or its way back, needs them. */
export function unusedEnvironments({ environment, deployment, release }: Observed): Action[] {
  const used = [environment.revision, deployment?.environment, release.status?.servingEnvironment];
  const revisions = environment.kept.filter((one) => !used.includes(one));
  return revisions.length > 0 ? [{ do: 'dropEnvironments', revisions }] : [];
}

function comingUp(seen: Observed): Judgement {
  const { deployment, release } = seen;
  const what = startingWhat(release.status ?? {}, wantedOf(seen));
  if (deployment?.failure) {
    return {
      status: 'False',
      reason: 'NotComingUp',
      message: `The app does not come up: ${deployment.failure}. See its log: kubectl logs deployment/${release.metadata.name} -n ${release.metadata.namespace}`,
      terminal: true,
    };
  }
  return {
    status: 'False',
    reason: 'HandingOver',
    message: deployment?.waiting ? `${what}: ${deployment.waiting}` : what,
  };
}

function startingWhat(status: ReleaseStatus, wanted: Version): string {
  if (!status.serving) return 'Starting the app';
  if (isSame(servingOf(status), wanted)) return 'The app starts again';
  if (isOnlyEnvironment(status, wanted)) return 'The app starts with its new environment variables';
  return 'Handing over to the new version';
}

/** What was seen and what to do, in one message; the first part is read back from it when its witnesses are gone. */
const PARTS = ' | ';

function failedVersion(seen: Observed, goal: Version | undefined): Judgement {
  const { release, deployment } = seen;
  const kept = release.status?.conditions?.find(({ type }) => type === 'Deployed');
  const isBack = goal !== undefined && runs(deployment, goal) && deployment.ready;
  const said = kept?.message.split(PARTS)[0] ?? 'it did not come up';
  return {
    status: 'False',
    reason: kept?.reason === 'RehearsalFailed' ? 'RehearsalFailed' : 'VersionFailed',
    message: `${said}${PARTS}${adviceAfter(seen, goal, isBack)}`,
    terminal: true,
  };
}

function adviceAfter(seen: Observed, goal: Version | undefined, isBack: boolean): string {
  if (goal && isOnlyEnvironment(seen.release.status ?? {}, wantedOf(seen))) {
    const before = isBack ? 'goes on with the ones before' : 'is coming back with the ones before';
    return `It was started with new environment variables, and ${before}. Set them right, or remove the new ones`;
  }
  const before = goal
    ? `The version before (commit ${goal.artifact.commit.slice(0, 12)}) ${isBack ? 'goes on serving its data' : 'is coming back'}. `
    : '';
  return `${before}Change the app, or set spec.release.artifact to a version that works`;
}
