import type { DataExportStatus } from '@appfactory/resources/dataExport';
import type { Condition } from '@appfactory/resources/meta';
import { conditionsAfter, type Judgement, waiting } from '../objects/judgement.ts';
import type { Action, Observed } from './observed.ts';

export interface Decision {
  /** The status is written before them: what is removed has none any more. */
  actions: Action[];
  status: DataExportStatus;
  /** Milliseconds until there is something to do by itself. */
  again?: number;
}

const HOUR = 3_600_000;

/** The data of a release -> an archive in a bucket -> gone, when its time is over. Pure. */
export function decide(seen: Observed): Decision {
  const { metadata, spec, status = {} } = seen.export;
  const { release, now } = seen;
  const isOver = status.expiresAt !== undefined && Date.parse(status.expiresAt) <= now.getTime();
  const isAnother = status.releaseUid !== undefined && (release.state !== 'there' || release.uid !== status.releaseUid);
  // One archive of a release is kept: whoever asks again wants the data as they are now.
  if (isOver || isAnother || seen.isOutdated) return { actions: [{ do: 'remove' }], status };

  const step = packedStep(seen);
  const archive =
    status.archive ??
    (step.judgement.status === 'True' && seen.stored ? { ...seen.stored.archive, at: now.toISOString() } : undefined);
  // From when it is there; what never comes goes, too.
  const from = archive?.at ?? metadata.creationTimestamp ?? now.toISOString();
  const expires = Date.parse(from) + spec.keepHours * HOUR;
  const conditions = conditionsAfter(
    { steps: [['Packed', step.judgement]], ready: { ...step.judgement, status: archive ? 'True' : 'False' } },
    status.conditions ?? [],
    metadata.generation ?? 1,
    now,
  );
  return {
    actions: step.actions,
    status: {
      observedGeneration: metadata.generation ?? 1,
      phase: phaseOf(conditions, step.actions.length > 0 || seen.job !== undefined),
      releaseUid: status.releaseUid ?? (release.state === 'there' ? release.uid : undefined),
      archive,
      contents: status.contents ?? (archive && seen.stored?.contents),
      expiresAt: new Date(expires).toISOString(),
      conditions,
    },
    again: Math.max(0, expires - now.getTime()) + 1,
  };
}

interface Step {
  judgement: Judgement;
  actions: Action[];
}

function packedStep(seen: Observed): Step {
  const { export: wanted, release, job, stored } = seen;
  const { status = {}, spec } = wanted;
  const left: Action[] = job !== undefined || seen.hasCredentials ? [{ do: 'dropJob' }] : [];
  const before = status.conditions?.find(({ type }) => type === 'Packed');
  if (status.archive && before) return { judgement: judgementOf(before), actions: left };
  // Nothing is tried again by itself: whoever wants the data asks again.
  if (status.phase === 'Failed' && before)
    return { judgement: { ...judgementOf(before), terminal: true }, actions: left };
  if (release.state === 'absent') {
    return failed(
      'NoRelease',
      `There is no Release "${spec.release}" here. Name one that there is in another DataExport`,
    );
  }
  if (release.state === 'going') return failed('NoRelease', `The Release "${spec.release}" is being deleted`);
  if (!release.hasData) {
    return failed('NoData', `The Release "${spec.release}" has no data yet: ask again when it has been deployed`, left);
  }
  switch (job?.state) {
    case undefined:
      return { judgement: waiting('A Job that packs the data is started'), actions: [{ do: 'pack' }] };
    case 'running':
      return { judgement: waiting('The data are being packed'), actions: [] };
    case 'failed':
      return failed('PackingFailed', job.message ?? 'The data could not be packed', left);
    case 'passed':
      return stored
        ? { judgement: { status: 'True', reason: 'Packed', message: 'The archive can be downloaded' }, actions: left }
        : failed('PackingFailed', 'The archive is not where it was put', left);
  }
}

function failed(reason: string, message: string, actions: Action[] = []): Step {
  return { judgement: { status: 'False', reason, message, terminal: true }, actions };
}

function judgementOf({ status, reason, message }: Condition): Judgement {
  return { status, reason, message };
}

function phaseOf(conditions: readonly Condition[], isBegun: boolean): NonNullable<DataExportStatus['phase']> {
  const is = (type: string) => conditions.some((condition) => condition.type === type && condition.status === 'True');
  if (is('Ready')) return 'Ready';
  if (is('Stalled')) return 'Failed';
  return isBegun ? 'Packing' : 'Pending';
}
