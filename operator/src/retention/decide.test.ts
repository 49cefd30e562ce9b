import type { AppBuild } from '@appfactory/resources/appBuild';
import type { Tenant } from '@appfactory/resources/tenant';
import { expect, test } from '@jest/globals';
import { cutBefore, untilNextDay } from './decide.ts';

const NOW = new Date('2026-03-20T15:00:00Z');

const tenant = (retentionDays?: number, historySince?: string) =>
  ({ metadata: { name: 'acme' }, spec: { retentionDays }, status: { historySince } }) as Tenant;

const build = (phase: string, applied: string, generations: [number, number] = [1, 1]) =>
  ({
    metadata: { name: 'crm', generation: generations[0] },
    status: { phase, observedGeneration: generations[1], times: { applied } },
  }) as AppBuild;

const cut = (of: Tenant, builds: AppBuild[] = []) => cutBefore(of, builds, NOW)?.toISOString();

test.each<[string, Tenant, AppBuild[], string | undefined]>([
  ['nobody wants it cut', tenant(), [], undefined],
  ['it is kept for ten days', tenant(10), [], '2026-03-10T00:00:00.000Z'],
  ['it was cut a day before', tenant(10, '2026-03-09T00:00:00.000Z'), [], '2026-03-10T00:00:00.000Z'],
  ['it is to be kept longer from now on', tenant(100, '2026-03-10T00:00:00.000Z'), [], '2026-03-10T00:00:00.000Z'],
  [
    'it is to be kept for ever from now on',
    tenant(undefined, '2026-03-10T00:00:00.000Z'),
    [],
    '2026-03-10T00:00:00.000Z',
  ],
  [
    'a build is under way since before',
    tenant(10),
    [build('Building', '2026-03-01T12:00:00Z')],
    '2026-03-01T11:59:00.000Z',
  ],
  [
    'its change was not looked at yet',
    tenant(10),
    [build('Ready', '2026-03-01T12:00:00Z', [2, 1])],
    '2026-03-01T11:59:00.000Z',
  ],
  [
    'builds are over, or paused',
    tenant(10),
    ['Ready', 'Failed', 'Paused'].map((phase) => build(phase, '2026-01-01T00:00:00Z')),
    '2026-03-10T00:00:00.000Z',
  ],
  ['one began later', tenant(10), [build('Building', '2026-03-19T00:00:00Z')], '2026-03-10T00:00:00.000Z'],
  ['nobody knows when one began', tenant(10), [build('Building', '')], undefined],
])('when %s', (_what, of, builds, expected) => {
  expect(cut(of, builds)).toBe(expected);
});

test('it is looked at again when the next day begins', () => {
  expect(untilNextDay(NOW)).toBe(9 * 3_600_000 + 1);
});
