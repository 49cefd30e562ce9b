import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { APP_BUILDS, RELEASES } from '@appfactory/kube/resources';
import { ROOT } from '@appfactory/launcher/manifests';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { conditionOf, untilObject, untilReady } from './testing/builds.ts';
import { expectClosingTable } from './testing/closingTable.ts';
import { eventually } from './testing/eventually.ts';
import { type Commit, historyOf } from './testing/history.ts';
import { dataOf, launch, outputText, platformFolder } from './testing/launcherProcess.ts';
import { objectsIn } from './testing/leftovers.ts';
import { ownerOf, Person } from './testing/person.ts';
import { Platform } from './testing/platform.ts';
import { untilNoProcess } from './testing/processes.ts';
import { Reports } from './testing/reports.ts';
import { Visitor } from './testing/visitor.ts';

/** The whole way of the sample, once: built by one command, used, edited, handed over, rolled back, deleted. */
const CRM = { namespace: 'default', name: 'crm' };
const LIMIT = 3_600_000;

let base: string;
let platform: Platform | undefined;
let person: Person | undefined;
let firstHistory: Commit[] = [];
let firstDigest = '';

beforeAll(async () => {
  base = await platformFolder();
});

afterAll(async () => {
  await person?.close();
  if (platform) await platform.stop();
  else await rm(base, { recursive: true, force: true });
}, LIMIT);

function up(): Platform {
  if (!platform) throw new Error('the platform is not up: see the test before');
  return platform;
}

/** Where the app answers now; a start of the platform on another port changes it. */
async function addressOf(build: AppBuild): Promise<string> {
  const origin = up().addressOf(CRM);
  await untilObject(up().client, APP_BUILDS, CRM, {
    what: `its address is ${origin}`,
    holds: (now) => now?.status?.release?.url === origin,
  });
  expect(build.metadata.name).toBe(CRM.name);
  return origin;
}

test(
  'one command builds the sample, says how it goes, and ends with exit status 0',
  async () => {
    const launched = await launch(base, ['--once', '--port', '0']);
    const status = await launched.ended;
    const said = await outputText(launched);
    expectClosingTable(said, status, { namespace: 'default', name: 'crm', features: 5 });
    await untilNoProcess(base);
  },
  LIMIT,
);

test(
  'the next start finds the app again, and a person uses it',
  async () => {
    platform = await Platform.start({ base });
    const { client } = platform;
    const build = await untilReady(client, CRM);
    const uid = build.metadata.uid ?? '';
    firstHistory = await historyOf(platform, uid);
    firstDigest = build.status?.artifact?.digest ?? '';
    const origin = await addressOf(build);
    person = await Person.open();
    await person.at(origin, { do: 'open', path: '/clients' }, { do: 'at', path: '/sign-in' });
    await person.signIn(origin, await ownerOf(client, CRM));
    await person.at(
      origin,
      { do: 'open', path: '/clients/new' },
      { do: 'fill', label: 'Name', value: 'Ada & Söhne' },
      { do: 'fill', label: 'Email', value: 'ada@example.com' },
      { do: 'fill', label: 'Phone', value: '+49 30 1234' },
      { do: 'choose', label: 'Status', option: 'Active' },
      { do: 'click', role: 'button', name: 'Create client' },
      { do: 'see', text: 'Last changed', in: 'main' },
      { do: 'see', text: 'Ada & Söhne', in: 'main' },
      { do: 'reload' },
      { do: 'see', text: 'Ada & Söhne', in: 'main' },
      { do: 'open', path: '/clients' },
      { do: 'see', text: 'ada@example.com', in: 'table' },
    );
    expect(person.thrown).toEqual([]);
  },
  LIMIT,
);

test(
  'an edited manifest is built on top of the last commit while the old version serves, and rows survive',
  async () => {
    const { client } = up();
    const reports = await Reports.follow(up(), CRM);
    const before = await client.get(APP_BUILDS, CRM);
    const origin = await addressOf(before);
    const visitor = new Visitor(origin);
    try {
      // As a person does it, from another terminal.
      await kubectl('apply', '-f', await editedManifest());
      await reports.until('the second generation is written', (event) => 'state' in event && event.state === 'Writing');
      await person?.at(origin, { do: 'open', path: '/clients/new' }, { do: 'see', text: 'Phone', in: 'main' });
      const ready = await untilReady(client, CRM, 2);
      await visitor.stop();

      const states = Object.fromEntries(ready.status?.plan?.features.map(({ id, state }) => [id, state]) ?? []);
      expect(states).toEqual({
        foundation: 'Kept',
        'entity-clients': 'Verified',
        'entity-projects': 'Kept',
        'entity-invoices': 'Kept',
        'entity-tasks': 'Verified',
        dashboard: 'Verified',
      });
      const history = await historyOf(up(), ready.metadata.uid ?? '');
      expect(history.slice(0, firstHistory.length)).toEqual(firstHistory);
      expect(history).toHaveLength(firstHistory.length + 3);

      const release = await client.get(RELEASES, CRM);
      const { startedAt = '', milliseconds } = release.status?.handOver ?? {};
      expect(milliseconds).toBeGreaterThan(0);
      expect(visitor.visits.length).toBeGreaterThan(0);
      // Whoever was refused asked when the hand-over had begun.
      expect(visitor.refused.filter(({ to }) => to < Date.parse(startedAt))).toEqual([]);

      await person?.at(
        origin,
        { do: 'open', path: '/clients' },
        { do: 'see', text: 'Ada & Söhne', in: 'table' },
        { do: 'open', path: '/clients/new' },
        { do: 'see', text: 'City', in: 'main' },
        { do: 'see', text: 'Telephone', in: 'main' },
        { do: 'open', path: '/tasks/new' },
        { do: 'fill', label: 'Subject', value: 'Write to Ada' },
        { do: 'choose', label: 'Client', option: 'Ada & Söhne' },
        { do: 'click', role: 'button', name: 'Create task' },
        { do: 'see', text: 'Last changed', in: 'main' },
      );
    } finally {
      reports.end();
      await visitor.stop();
    }
  },
  LIMIT,
);

test(
  'naming the earlier artifact rolls back, and rows survive that too',
  async () => {
    const { client } = up();
    await client.mergePatch(APP_BUILDS, CRM, { spec: { release: { artifact: firstDigest } } });
    const ready = await untilReady(client, CRM, 3);
    const release = await client.get(RELEASES, CRM);
    expect(release.status?.serving?.digest).toBe(firstDigest);
    expect(ready.status?.artifact?.digest).not.toBe(firstDigest);
    await person?.at(
      await addressOf(ready),
      { do: 'open', path: '/clients' },
      { do: 'see', text: 'Ada & Söhne', in: 'table' },
      { do: 'open', path: '/clients/new' },
      { do: 'see', text: 'Phone', in: 'main' },
    );
  },
  LIMIT,
);

test(
  'an artifact that the build does not have is refused by name, and the app goes on',
  async () => {
    const { client } = up();
    await client.mergePatch(APP_BUILDS, CRM, { spec: { release: { artifact: `sha256:${'0'.repeat(64)}` } } });
    const stalled = await untilObject(client, APP_BUILDS, CRM, {
      what: 'it says that there is no such artifact',
      holds: (build) => {
        const condition = conditionOf(build, 'Stalled');
        return condition?.reason === 'UnknownArtifact' && condition;
      },
    });
    expect(stalled.message).toContain(firstDigest);
    await person?.at(
      await addressOf(await client.get(APP_BUILDS, CRM)),
      { do: 'reload' },
      { do: 'see', text: 'Phone' },
    );
  },
  LIMIT,
);

test(
  'deleting it keeps the data and nothing else',
  async () => {
    await kubectl('delete', 'appbuild', 'crm');
    // The platform's own: what the gateway may do here.
    const gateway = ['role', 'rolebinding'].map((kind) => `${kind}.rbac.authorization.k8s.io/appfactory:gateway`);
    const data = ['persistentvolumeclaim/crm-data', 'secret/crm-app', 'secret/crm-owner'];
    const kept = [...data, ...gateway, 'service/kubernetes'].sort();
    // A pod is given its grace period; what holds it goes at once.
    await eventually(`only ${kept.join(', ')} are left`, async () => {
      const left = await objectsIn(up(), CRM.namespace);
      if (left.every((name) => kept.includes(name))) return true;
      throw new Error(`there is ${left.join(', ')}`);
    });
    expect(await objectsIn(up(), CRM.namespace)).toEqual(kept);
  },
  LIMIT,
);

/** `npm run kubectl --`, as a person without a kubectl of their own types it. */
async function kubectl(...args: string[]): Promise<void> {
  const env = { ...process.env, APPFACTORY_DATA: dataOf({ base }) };
  await promisify(execFile)(process.execPath, [join(ROOT, 'start.mjs'), 'kubectl', '--', ...args], { env });
}

interface Manifest {
  spec: { entities: { name: string; fields: Record<string, unknown>[] }[] };
}

/** The sample with a field more, a label changed, and an entity more. */
async function editedManifest(): Promise<string> {
  const manifest = parse(await readFile(join(ROOT, 'examples', 'crm.yaml'), 'utf8')) as Manifest;
  const clients = manifest.spec.entities.find(({ name }) => name === 'Client');
  clients?.fields.push({ name: 'city', type: 'string' });
  Object.assign(clients?.fields.find(({ name }) => name === 'phone') ?? {}, { label: 'Telephone' });
  manifest.spec.entities.push({
    name: 'Task',
    fields: [
      { name: 'subject', type: 'string', required: true },
      { name: 'client', type: 'reference', to: 'Client' },
    ],
  });
  const path = join(base, 'crm.yaml');
  await writeFile(path, stringify(manifest));
  return path;
}
