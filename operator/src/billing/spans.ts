import { boundsOf, type LedgerEntry, monthOf } from '@appfactory/billing/ledger';
import type { UsageSource } from '@appfactory/events/usage';
import type { Measured } from './sources.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

export interface Span {
  from: Date;
  until: Date;
}

/** Whole seconds of a sandbox's time; what is left of a second goes into the next entry. Pure. */
export function sandboxEntries({ source, origin }: Measured, span: Span): LedgerEntry[] {
  return spansByMonth(floored(span, SECOND)).map(({ from, until }) => ({
    ...entryAt(source, from),
    ...origin,
    meter: 'sandbox',
    quantity: (until.getTime() - from.getTime()) / SECOND,
    until: stamp(until),
  }));
}

/** A volume counts its size for every full hour of the clock at whose end it is there. Pure. */
export function volumeEntries({ source, origin }: Measured, span: Span, mebibytes: number): LedgerEntry[] {
  return spansByMonth(floored(span, HOUR)).map(({ from, until }) => ({
    ...entryAt(source, from),
    ...origin,
    meter: 'storage',
    quantity: ((until.getTime() - from.getTime()) / HOUR) * mebibytes,
    until: stamp(until),
  }));
}

/** Milliseconds until the hour is full. */
export function untilNextHour(now: Date): number {
  return HOUR - (now.getTime() % HOUR);
}

/** What a source tells of a time is one fact, whoever tells it. */
function entryAt({ source }: UsageSource, from: Date): Pick<LedgerEntry, 'id' | 'at'> {
  return { id: `${source}/${stamp(from)}`, at: stamp(from) };
}

function floored({ from, until }: Span, step: number): Span {
  const floor = (time: Date) => new Date(Math.floor(time.getTime() / step) * step);
  return { from: floor(from), until: floor(until) };
}

/** Cut where months turn, since each is billed by itself. Empty when nothing is left. */
function spansByMonth({ from, until }: Span): Span[] {
  const spans: Span[] = [];
  for (let start = from; start < until; ) {
    const { until: turn } = boundsOf(monthOf(start));
    const end = turn < until ? turn : until;
    spans.push({ from: start, until: end });
    start = end;
  }
  return spans;
}

function stamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
