import type { AgentEvent } from '@appfactory/events/event';
import type { AppBuildStatus } from '@appfactory/resources/appBuild';
import { describe, expect, test } from '@jest/globals';
import { bounded, STATUS_BYTES } from './bound.ts';
import { foldEvents, type StoredEvent } from './fold.ts';

const UID = 'u1';
const current = { uid: UID, generation: 2 };
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const start: AppBuildStatus = {
  plan: {
    template: 'small',
    hash: 'h',
    generation: 2,
    assumptions: [],
    notBuilt: [],
    features: [
      { id: 'foundation', title: 'Foundation', state: 'Planned' },
      { id: 'clients', title: 'Clients', state: 'Planned' },
    ],
  },
  progress: '0/2',
  lastSequence: 10,
};

/** Events in the order of the stream, from sequence 11 on. */
function stream(events: AgentEvent[], changes: Partial<StoredEvent['envelope']> = {}, first = 11): StoredEvent[] {
  return events.map((event, index) => ({
    sequence: first + index,
    envelope: { uid: UID, generation: 2, at: `2026-01-02T03:04:0${index}.000Z`, event, ...changes },
  }));
}

const counts = { passed: 3, failed: 0, skipped: 0 };
const aBuild: AgentEvent[] = [
  { type: 'started', attempt: 'a', features: 2 },
  { type: 'preview', url: 'http://preview.example' },
  { type: 'feature', id: 'foundation', state: 'Writing' },
  { type: 'feature', id: 'foundation', state: 'Committed', commit: 'c1' },
  { type: 'feature', id: 'foundation', state: 'Verified', checks: counts },
  { type: 'feature', id: 'clients', state: 'Committed', commit: 'c2' },
  { type: 'verification', step: 'build', state: 'Running' },
  { type: 'artifact', digest: digest('a'), size: 7, commit: 'c2' },
  { type: 'finished', verified: 'true', checks: counts, skipped: [], commit: 'c2' },
];

describe('a build’s events', () => {
  test('become its status', () => {
    const artifact = { digest: digest('a'), size: 7, commit: 'c2', generation: 2 };
    expect(foldEvents(start, stream(aBuild), current)).toEqual({
      ...start,
      plan: {
        ...start.plan,
        features: [
          { id: 'foundation', title: 'Foundation', state: 'Verified', commit: 'c1', checks: counts },
          { id: 'clients', title: 'Clients', state: 'Committed', commit: 'c2' },
        ],
      },
      progress: '2/2',
      message: 'Verifying: the production build',
      artifact,
      artifacts: [artifact],
      checks: counts,
      times: { preview: '2026-01-02T03:04:01.000Z', firstVerified: '2026-01-02T03:04:04.000Z' },
      lastSequence: 19,
    });
  });

  test('change nothing when they come again, wherever the writing of the status stopped', () => {
    const events = stream(aBuild);
    const whole = foldEvents(start, events, current);
    for (let cut = 0; cut <= events.length; cut++) {
      const part = foldEvents(start, events.slice(0, cut), current);
      expect(foldEvents(part, events, current)).toEqual(whole);
    }
    expect(foldEvents(whole, events, current)).toBe(whole);
  });

  test('of another build of the same name, or of an earlier generation, are passed over', () => {
    const others = [...stream(aBuild, { uid: 'u0' }), ...stream(aBuild, { generation: 1 }, 20)];
    expect(foldEvents(start, others, current)).toEqual({ ...start, lastSequence: 28 });
  });

  test('of a generation that is not known yet are kept for later', () => {
    const events = [...stream(aBuild.slice(0, 2)), ...stream(aBuild, { generation: 3 }, 13)];
    expect(foldEvents(start, events, current).lastSequence).toBe(12);
    expect(foldEvents(start, events, { ...current, generation: 3 }).lastSequence).toBe(21);
  });
});

describe('a failed check', () => {
  const failed: AgentEvent = {
    type: 'check',
    feature: 'clients',
    name: 'A client is created',
    against: 'preview',
    result: 'failed',
    seen: 'There is no "Save"',
    screenshot: 'shots/1.png',
  };

  test('is told with what was seen, once', () => {
    const { failures } = foldEvents(start, stream([failed, failed]), current);
    expect(failures).toEqual([{ check: 'A client is created', seen: 'There is no "Save"', screenshot: 'shots/1.png' }]);
  });

  test('is told no longer when it passes, or when another attempt starts', () => {
    const passed: AgentEvent = { ...failed, result: 'passed' };
    expect(foldEvents(start, stream([failed, passed]), current).failures).toBeUndefined();
    const again: AgentEvent = { type: 'started', attempt: 'b', features: 2 };
    expect(foldEvents(start, stream([failed, again]), current).failures).toBeUndefined();
  });

  test('that makes the step "checks" fail is not told twice', () => {
    const step: AgentEvent = { type: 'verification', step: 'checks', state: 'Failed' };
    expect(foldEvents(start, stream([failed, step]), current).failures).toHaveLength(1);
    const lint: AgentEvent = { type: 'verification', step: 'lint', state: 'Failed', detail: 'x is unused' };
    expect(foldEvents(start, stream([lint]), current).failures).toEqual([{ check: 'lint', seen: 'x is unused' }]);
  });
});

test('a status stays within its bound, and keeps the facts', () => {
  const large: AppBuildStatus = {
    ...start,
    failures: Array.from({ length: 20 }, (_, index) => ({ check: `check ${index}`, seen: 'x'.repeat(1000) })),
    skipped: Array.from({ length: 50 }, (_, index) => `${index} ${'s'.repeat(150)}`),
    plan: {
      template: 'small',
      hash: 'h',
      generation: 2,
      assumptions: Array.from({ length: 30 }, () => 'a'.repeat(300)),
      notBuilt: Array.from({ length: 30 }, () => 'n'.repeat(300)),
      features: Array.from({ length: 42 }, (_, index) => ({
        id: `entity-${'e'.repeat(40)}-${index}`,
        title: 't'.repeat(120),
        state: 'Committed' as const,
        commit: 'c'.repeat(40),
        checks: counts,
      })),
    },
    conditions: Array.from({ length: 8 }, (_, index) => ({
      type: `T${index}`,
      status: 'True' as const,
      reason: 'R',
      message: 'm'.repeat(1024),
      lastTransitionTime: '2026-01-02T03:04:05Z',
    })),
    message: 'm'.repeat(1024),
  };
  const result = bounded(large);
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(STATUS_BYTES);
  expect(result.plan?.features).toHaveLength(42);
  expect(result.conditions).toHaveLength(8);
  expect(bounded(start)).toBe(start);
});
