import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installedBrowser } from '@appfactory/agent/browser/findBrowser';
import { ROOT } from '../manifests.ts';
import { IMAGE_BROWSER, unpackBrowser } from './browser.ts';
import { bundlePrograms, EXTERNAL_PACKAGES, type PodProgram } from './bundle.ts';
import { installNode } from './nodeRuntime.ts';
import { copyPackages } from './packages.ts';
import { POD_PATH, type StoredImage, storedImage } from './store.ts';

export const PLATFORM_IMAGE = 'appfactory.dev/platform:dev';

const PROGRAMS: PodProgram[] = [
  { main: 'agent/src/main.ts', bundle: 'agent.mjs' },
  { main: 'agent/src/browser/main.ts', bundle: 'browser.mjs' },
  { main: 'operator/src/release/runner/main.ts', bundle: 'release.mjs' },
];

/** The image of the platform's own programs that run in pods: agent, browser, release. Made anew when their code changed. */
export async function platformImage(): Promise<StoredImage> {
  const bundles = await bundlePrograms(PROGRAMS);
  const hash = createHash('sha256').update(process.version);
  for (const name of EXTERNAL_PACKAGES) {
    hash.update(await readFile(join(ROOT, 'node_modules', name, 'package.json')));
  }
  for (const [name, contents] of bundles) hash.update(name).update(contents);
  const isInstalled = installedBrowser() !== undefined;
  hash.update(isInstalled ? 'the browser of the machine' : 'a browser of its own');
  const key = `platform-${hash.digest('hex').slice(0, 16)}`;
  const config = {
    reference: PLATFORM_IMAGE,
    entrypoint: ['/opt/node/bin/node'],
    cmd: [],
    env: { PATH: POD_PATH, ...(!isInstalled && { APPFACTORY_BROWSER: `/${IMAGE_BROWSER}/chromium` }) },
    workingDir: '/tmp',
    bind: [{ from: 'rootfs/opt', to: '/opt', mode: 'ro' as const }],
  };
  return storedImage(key, config, async (rootfs) => {
    const target = join(rootfs, 'opt', 'appfactory');
    await mkdir(target, { recursive: true });
    for (const [name, contents] of bundles) await writeFile(join(target, name), contents);
    await copyPackages(EXTERNAL_PACKAGES, ROOT, target);
    if (!isInstalled) await unpackBrowser(join(rootfs, IMAGE_BROWSER));
    await installNode(rootfs);
  });
}
