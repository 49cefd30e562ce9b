import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { ensureUsageStream } from '@appfactory/events/usage';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ledgerOf } from '../testing/ledger.ts';
import type { Measured } from './sources.ts';
import { sandboxEntries } from './spans.ts';
import { Teller } from './teller.ts';

const BEGIN = new Date('2026-11-30T23:00:00Z');
const at = (seconds: number) => new Date(BEGIN.getTime() + seconds * 1000);

let plane: TestControlPlane;
let events: EventsConnection;

beforeAll(async () => {
  plane = await startControlPlane({ parts: ['nats'], manifests: false });
  const { nats } = plane.plane;
  if (!nats) throw new Error('the control plane came up without NATS');
  events = await connectEvents({ url: nats.url, credsFile: nats.operatorCreds, name: 'test' });
  await ensureUsageStream(await events.manager());
}, 120_000);

afterAll(async () => {
  await events?.close();
  await plane?.stop();
}, 60_000);

const sandbox = (tenant: string): Measured => ({
  source: { tenant, build: 'crm', source: 'sandbox_1' },
  origin: { tenant, build: 'crm' },
});
const teller = () => new Teller(() => Promise.resolve(events));
const tell = (one: Teller, tenant: string, until: Date) => {
  const measured = sandbox(tenant);
  return one.advance(measured.source, BEGIN, (from) => sandboxEntries(measured, { from, until }));
};

async function told(tenant: string): Promise<[string, string | undefined][]> {
  const entries = await ledgerOf(events, tenant);
  return entries.map(({ at: from, until }) => [from.slice(11, 19), until?.slice(11, 19)]);
}

test('each second is told once, in order, by one who is killed and started again at any time', async () => {
  let one = teller();
  await tell(one, 'acme', at(60));
  await tell(one, 'acme', at(60.7));
  // It knows nothing any more, and says again what it may have said.
  one = teller();
  await tell(one, 'acme', at(60));
  await tell(one, 'acme', at(90));
  await tell(one, 'acme', at(3700));
  expect(await told('acme')).toEqual([
    ['23:00:00', '23:01:00'],
    ['23:01:00', '23:01:30'],
    ['23:01:30', '00:00:00'],
    ['00:00:00', '00:01:40'],
  ]);
});

test('two who tell at once tell no second twice, and leave none out', async () => {
  const tellers = [teller(), teller(), teller()];
  for (let minute = 1; minute <= 20; minute++) {
    await Promise.all(tellers.map((one, index) => tell(one, 'rival', at(60 * minute + index))));
  }
  const spans = await told('rival');
  expect(spans[0]?.[0]).toBe('23:00:00');
  expect(spans.at(-1)?.[1]).toBe('23:20:02');
  for (const [index, [from]] of spans.slice(1).entries()) expect(from).toBe(spans[index]?.[1]);
});

test('a fact of its own is told once, however often and by whom', async () => {
  const source = { tenant: 'bakery', build: 'crm', source: 'build_1-1' };
  const entry = { id: 'build_1-1', tenant: 'bakery', build: 'crm', meter: 'builds', quantity: 1 } as const;
  const once = (one: Teller, seconds: number) => one.once(source, { ...entry, at: at(seconds).toISOString() });
  expect(await once(teller(), 1)).toBe(true);
  expect(await once(teller(), 2)).toBe(false);
  // Longer ago than the stream remembers ids.
  expect(await teller().once(source, { ...entry, id: 'another', at: at(3).toISOString() })).toBe(false);
  expect(await ledgerOf(events, 'bakery')).toHaveLength(1);
});
