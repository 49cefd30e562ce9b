import type { WatchFaults, WriteFault } from './faultProxy.ts';

/** One fault of each family in the gate; APPFACTORY_FULL=1 tries all of them. */
const FULL = process.env.APPFACTORY_FULL === '1';

/** What may become of a write, as the name of a test says it: "answered by ...". */
export const WRITE_FAULTS: [name: string, fault: WriteFault][] = [
  ['429 with Retry-After', { refuse: 429, retryAfterSeconds: 1 }],
  ['a connection that breaks after the write', { reset: 'after' }],
  ...(FULL
    ? ([
        ['409', { refuse: 409 }],
        ['500', { refuse: 500 }],
        ['a connection that breaks before the write', { reset: 'before' }],
      ] satisfies [string, WriteFault][])
    : []),
];

/** What may become of watches, as the name of a test says it: "watches that ...". */
export const WATCH_FAULTS: [name: string, faults: WatchFaults][] = [
  ['are all answered 410', { gone: true }],
  ['bring their events two seconds late', { lag: 2000 }],
  ...(FULL ? ([['are closed twice a second', { closeAfter: 500 }]] satisfies [string, WatchFaults][]) : []),
];
