import type { DataExport, DataExportStatus } from '@appfactory/resources/dataExport';
import { describe, expect, test } from '@jest/globals';
import { decide } from './decide.ts';
import type { Observed } from './observed.ts';

const NOW = new Date('2026-01-02T03:04:05.000Z');
const DIGEST = 'a'.repeat(64);

const wanted = (status: DataExportStatus = {}): DataExport => ({
  apiVersion: 'appfactory.dev/v1alpha1',
  kind: 'DataExport',
  metadata: { name: 'crm-1', namespace: 'acme', uid: 'e', generation: 1, creationTimestamp: '2026-01-02T03:00:00Z' },
  spec: { release: 'crm', keepHours: 24 },
  status,
});

const observed = (changes: Partial<Observed> = {}): Observed => ({
  export: wanted(),
  now: NOW,
  release: { state: 'there', uid: 'r', hasData: true },
  isOutdated: false,
  hasCredentials: false,
  ...changes,
});

const stored = { archive: { digest: `sha256:${DIGEST}`, size: 7 }, contents: { database: 5, files: 0 } };

/** What is decided, and then decided on the status that it leaves. */
function twice(changes: Partial<Observed>, then: Partial<Observed> = {}) {
  const first = decide(observed(changes));
  return { first, next: decide(observed({ ...changes, export: wanted(first.status), ...then })) };
}

describe('an export', () => {
  test('is packed by a Job, and is ready when its archive is there', () => {
    const { first, next } = twice({}, { job: { state: 'running' }, hasCredentials: true });
    expect([first.actions, first.status.phase]).toEqual([[{ do: 'pack' }], 'Packing']);
    expect([next.actions, next.status.phase]).toEqual([[], 'Packing']);
    // What never comes goes as well.
    expect(next.status.expiresAt).toBe('2026-01-03T03:00:00.000Z');
    const done = decide(
      observed({ export: wanted(next.status), job: { state: 'passed' }, hasCredentials: true, stored }),
    );
    expect(done.actions).toEqual([{ do: 'dropJob' }]);
    expect(done.status).toMatchObject({
      phase: 'Ready',
      archive: { digest: `sha256:${DIGEST}`, size: 7, at: NOW.toISOString() },
      contents: { database: 5, files: 0 },
      expiresAt: '2026-01-03T03:04:05.000Z',
    });
    expect(done.again).toBe(24 * 3_600_000 + 1);
    // Without its Job it stays what it is.
    const later = decide(observed({ export: wanted(done.status), now: new Date(NOW.getTime() + 60_000) }));
    expect([later.actions, later.status]).toEqual([[], done.status]);
  });

  test('whose operator died after the Job had passed is ready all the same', () => {
    const { status } = decide(observed({ job: { state: 'passed' }, hasCredentials: true, stored }));
    expect(status.phase).toBe('Ready');
  });

  test.each<[string, Partial<Observed>, string, RegExp]>([
    ['of no release', { release: { state: 'absent' } }, 'NoRelease', /no Release "crm" here/],
    ['of a release that goes', { release: { state: 'going' } }, 'NoRelease', /being deleted/],
    ['without a volume', { release: { state: 'there', uid: 'r', hasData: false } }, 'NoData', /no data yet/],
    ['whose Job fails', { job: { state: 'failed', message: 'no room' } }, 'PackingFailed', /no room/],
    ['whose archive is not there', { job: { state: 'passed' } }, 'PackingFailed', /not where it was put/],
  ])('%s fails, says why, and is not tried again', (_what, seen, reason, message) => {
    const { first, next } = twice(seen, { release: { state: 'there', uid: 'r', hasData: true }, job: undefined });
    for (const { status } of [first, next]) {
      expect(status.phase).toBe('Failed');
      const packed = status.conditions?.find(({ type }) => type === 'Packed');
      expect([packed?.reason, packed?.message]).toEqual([reason, expect.stringMatching(message)]);
      expect(status.conditions?.map(({ type }) => type)).toContain('Stalled');
    }
    expect(next.actions).toEqual([]);
  });

  const isReady = decide(observed({ job: { state: 'passed' }, stored })).status;
  test.each<[string, Partial<Observed>]>([
    ['when its time is over', { now: new Date('2026-01-03T03:04:05.000Z') }],
    ['when there is a later one', { isOutdated: true }],
    ['with its release', { release: { state: 'absent' } }],
    ['when its release begins to go', { release: { state: 'going' } }],
    ['when another release has the name', { release: { state: 'there', uid: 'another', hasData: true } }],
  ])('is removed %s', (_what, seen) => {
    expect(decide(observed({ export: wanted(isReady), ...seen })).actions).toEqual([{ do: 'remove' }]);
  });
});
