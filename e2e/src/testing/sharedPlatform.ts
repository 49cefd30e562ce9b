import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameProcess } from '@appfactory/launcher/processIdentity';
import { endLauncher, type LauncherRef, launch, platformFolder } from './launcherProcess.ts';
import { Platform } from './platform.ts';

/** Set by globalSetup: a folder in which the test files of one run tell each other what they share. */
export const SHARED_FOLDER = 'APPFACTORY_E2E_SHARED';

/** The platform that the test files share, started by the first that asks for it; `close` it when the file is done. */
export async function sharedPlatform(): Promise<Platform> {
  const known = await recall<LauncherRef>('platform');
  if (known && (await isSameProcess(known))) return Platform.attach(known);
  // One that could not start, or was ended by a test, is not the next file's fault.
  if (known) await endLauncher(known).catch(() => undefined);
  return startSharedPlatform(await platformFolder());
}

/** Starts the platform that the test files share, on this folder. */
export async function startSharedPlatform(folder: string): Promise<Platform> {
  const { pid, startTime, base } = await launch(folder, ['--port', '0']);
  await remember<LauncherRef>('platform', { pid, startTime, base });
  return Platform.attach({ pid, startTime, base });
}

/** For globalTeardown. Throws when anything of the platform is left. */
export async function endSharedPlatform(): Promise<void> {
  const known = await recall<LauncherRef>('platform');
  if (known) await endLauncher(known);
}

/** What an earlier test file of this run has written down; undefined when there is none. */
export async function recall<T>(name: string): Promise<T | undefined> {
  const text = await readFile(fileOf(name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

export async function remember<T>(name: string, value: T): Promise<void> {
  await writeFile(fileOf(name), JSON.stringify(value));
}

function fileOf(name: string): string {
  const folder = process.env[SHARED_FOLDER];
  if (!folder) throw new Error(`${SHARED_FOLDER} is not set: run this test with the jest.config.mjs of e2e`);
  return join(folder, `${name}.json`);
}
