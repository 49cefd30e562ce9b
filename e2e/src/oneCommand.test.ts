import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { API_VERSION } from '@appfactory/resources/meta';
import { afterAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { untilObject, untilReady } from './testing/builds.ts';
import { expectClosingTable } from './testing/closingTable.ts';
import { launch, outputText, platformFolder } from './testing/launcherProcess.ts';
import { ownerOf, Person } from './testing/person.ts';
import type { Platform } from './testing/platform.ts';
import { describeProcesses, processesOf } from './testing/processes.ts';
import { startSharedPlatform } from './testing/sharedPlatform.ts';
import { rememberReference, SMALL_APP, SMALL_NAME } from './testing/smallBuild.ts';

/** The README's first command and what comes after it; the platform that it leaves is the one of the other test files. */
const REF = { namespace: 'once', name: SMALL_NAME };
const LIMIT = 1_800_000;

let base = '';
let platform: Platform | undefined;

afterAll(() => platform?.close());

test(
  'one command builds an app from nothing, tells how it goes, and ends with exit status 0 and nothing running',
  async () => {
    base = await platformFolder();
    const manifest = join(base, 'notes.yaml');
    const objects = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: REF.namespace } },
      { apiVersion: API_VERSION, kind: 'AppBuild', metadata: REF, spec: SMALL_APP },
    ];
    await writeFile(manifest, objects.map((object) => stringify(object)).join('---\n'));
    const launched = await launch(base, ['--once', '--port', '0', '-f', manifest]);
    const status = await launched.ended;
    expectClosingTable(await outputText(launched), status, { ...REF, features: 3 });
    expect(describeProcesses(await processesOf(base))).toBe('');
  },
  LIMIT,
);

test(
  'the next start finds the app again, and a person uses it',
  async () => {
    platform = await startSharedPlatform(base);
    const { client } = platform;
    await rememberReference(platform, await untilReady(client, REF));
    const origin = platform.addressOf(REF);
    await untilObject(client, APP_BUILDS, REF, {
      what: `its address is ${origin}`,
      holds: (build) => build?.status?.release?.url === origin,
    });
    const person = await Person.open();
    try {
      await person.signIn(origin, await ownerOf(client, REF));
      await person.at(
        origin,
        { do: 'open', path: '/notes/new' },
        { do: 'fill', label: 'Title', value: 'Bring “milk” & eggs' },
        { do: 'click', role: 'button', name: 'Create note' },
        { do: 'see', text: 'Last changed', in: 'main' },
        { do: 'reload' },
        { do: 'see', text: 'Bring “milk” & eggs', in: 'main' },
      );
      expect(person.thrown).toEqual([]);
    } finally {
      await person.close();
    }
  },
  LIMIT,
);
