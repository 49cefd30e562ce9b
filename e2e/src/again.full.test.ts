import { APP_BUILDS, JOBS, SANDBOXES } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyBuild, conditionOf, untilObject, untilReady } from './testing/builds.ts';
import { historyOf, withRepository } from './testing/history.ts';
import { ownerOf, Person } from './testing/person.ts';
import { Platform } from './testing/platform.ts';
import { Reports } from './testing/reports.ts';

/** A real app goes back in its history while a person uses it: rolled back to a feature, built again from one, cancelled. */
const APP = { namespace: 'default', name: 'desk' };
const LIMIT = 3_600_000;
const SPEC = {
  title: 'Desk',
  entities: [
    { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] },
    {
      name: 'Ticket',
      fields: [
        { name: 'subject', type: 'string', required: true },
        { name: 'client', type: 'reference', to: 'Client', required: true },
      ],
    },
  ],
};

let platform: Platform;
let person: Person;
let origin: string;

beforeAll(async () => {
  platform = await Platform.start();
  person = await Person.open();
}, LIMIT);

afterAll(async () => {
  await person?.close();
  await platform?.stop();
}, LIMIT);

const apply = (more: object = {}) => applyBuild(platform.client, APP, { ...SPEC, ...more });
const statesOf = ({ status }: AppBuild) =>
  Object.fromEntries(status?.plan?.features.map(({ id, state }) => [id, state]) ?? []);
/** Paths of the app's code at a commit, but for the migrations. */
const filesAt = ({ metadata }: AppBuild, commit: string) =>
  withRepository(platform, metadata.uid ?? '', async (git) =>
    (await git('ls-tree', '-r', commit)).split('\n').filter((line) => line && !line.includes('\tdrizzle/')),
  );

test(
  'an app is built, and a person puts rows in',
  async () => {
    await apply();
    await untilReady(platform.client, APP);
    origin = platform.addressOf(APP);
    await person.signIn(origin, await ownerOf(platform.client, APP));
    await person.at(
      origin,
      { do: 'open', path: '/clients/new' },
      { do: 'fill', label: 'Name', value: 'Ada' },
      { do: 'click', role: 'button', name: 'Create client' },
      { do: 'see', text: 'Last changed', in: 'main' },
      { do: 'open', path: '/tickets/new' },
      { do: 'fill', label: 'Subject', value: 'The lamp is broken' },
      { do: 'choose', label: 'Client', option: 'Ada' },
      { do: 'click', role: 'button', name: 'Create ticket' },
      { do: 'see', text: 'Last changed', in: 'main' },
    );
  },
  LIMIT,
);

test(
  'rolled back to a feature, it is the app of then, proven and served; rows stay, and stand in nobody’s way',
  async () => {
    const first = await platform.client.get(APP_BUILDS, APP);
    const before = await historyOf(platform, first.metadata.uid ?? '');
    const then = first.status?.plan?.features.find(({ id }) => id === 'entity-clients')?.commit ?? '';
    await apply({ again: { mode: 'RollBack', feature: 'entity-clients' } });
    const ready = await untilReady(platform.client, APP, 2);
    expect(statesOf(ready)).toEqual({
      foundation: 'Kept',
      'entity-clients': 'Kept',
      'entity-tickets': 'RolledBack',
      dashboard: 'RolledBack',
    });
    expect(ready.status?.plan?.rolledBackTo).toBe('entity-clients');
    expect(conditionOf(ready, 'Ready')?.message).toMatch(/; rolled back to “Clients”$/);
    const history = await historyOf(platform, ready.metadata.uid ?? '');
    expect(history.slice(0, -1)).toEqual(before);
    expect(history.at(-1)?.message).toMatch(/^Roll back to Clients\n[\s\S]*Back-To: [0-9a-f]{40}\nBack-In: 2$/);
    // Tickets had a table: that the database keeps it is in the code, and nothing else is other than then.
    const changed = new Set(await filesAt(ready, 'FETCH_HEAD'));
    for (const file of await filesAt(ready, then)) changed.delete(file);
    expect([...changed].map((line) => line.split('\t')[1]).sort()).toEqual([
      '.appfactory/blueprint.json',
      'src/db/schema/index.ts',
      'src/db/schema/tickets.ts',
    ]);
    await person.at(
      origin,
      { do: 'open', path: '/clients' },
      { do: 'see', text: 'Ada', in: 'table' },
      { do: 'missing', role: 'link', name: 'Tickets' },
      { do: 'open', path: '/clients/new' },
      { do: 'fill', label: 'Name', value: 'Grace' },
      { do: 'click', role: 'button', name: 'Create client' },
      { do: 'see', text: 'Last changed', in: 'main' },
    );
  },
  LIMIT,
);

test(
  'built again from the feature after it, the app is whole, with the rows of before',
  async () => {
    await apply({ again: { mode: 'Retry', feature: 'entity-tickets' } });
    const ready = await untilReady(platform.client, APP, 3);
    expect(statesOf(ready)).toEqual({
      foundation: 'Kept',
      'entity-clients': 'Kept',
      'entity-tickets': 'Verified',
      dashboard: 'Verified',
    });
    await person.at(
      origin,
      { do: 'open', path: '/tickets' },
      { do: 'see', text: 'The lamp is broken', in: 'table' },
      { do: 'open', path: '/clients' },
      { do: 'see', text: 'Grace', in: 'table' },
    );
  },
  LIMIT,
);

test(
  'cancelled while the agent writes, its work ends, the app serves on, and it is built on from there',
  async () => {
    const { client } = platform;
    const again = { mode: 'Retry', feature: 'entity-tickets' };
    const reports = await Reports.follow(platform, APP);
    try {
      const changed = await apply({ again, title: 'Help desk' });
      await reports.until('the agent writes', (event) => 'state' in event && event.state === 'Writing');
      const { metadata } = await apply({ again, title: 'Help desk', cancelled: true });
      await untilObject(client, APP_BUILDS, APP, {
        what: 'it is cancelled',
        holds: (build) =>
          build?.status?.phase === 'Cancelled' && build.status.observedGeneration === metadata.generation,
      });
      await untilObject(client, SANDBOXES, APP, { what: 'its sandbox is gone', holds: (sandbox) => !sandbox });
      const job = { ...APP, name: `desk-agent-${changed.metadata.generation}` };
      await untilObject(client, JOBS, job, { what: 'its agent is gone', holds: (agent) => !agent });
      await person.at(origin, { do: 'open', path: '/tickets' }, { do: 'see', text: 'The lamp is broken', in: 'table' });
      await apply({ again, title: 'Help desk' });
      const ready = await untilReady(client, APP, (metadata.generation ?? 1) + 1);
      expect(statesOf(ready)['entity-clients']).toBe('Kept');
      await person.at(origin, { do: 'open', path: '/clients' }, { do: 'see', text: 'Help desk', in: 'page' });
    } finally {
      reports.end();
    }
  },
  LIMIT,
);
