import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { KubeObject } from '@appfactory/kube/object';
import { GROUP, VERSION } from '@appfactory/resources/meta';
import { z } from 'zod';
import { ROOT } from '../manifests.ts';
import { type RunOptions, run } from '../run.ts';
import { canRunAtPath, runAtPath } from './atPath.ts';
import { bundlePrograms, type PodProgram } from './bundle.ts';
import { installDependencies, linkTree } from './dependencies.ts';
import { installNode } from './nodeRuntime.ts';
import { POD_PATH, type StoredImage, stored, storedImage } from './store.ts';
import { copyFiles, hashFiles, templateFiles } from './templateFiles.ts';

const SANDBOX_PROGRAMS: PodProgram[] = [
  { main: 'sandbox/daemon/src/main.ts', bundle: 'daemon.mjs' },
  { main: 'sandbox/daemon/src/preview/main.ts', bundle: 'preview.mjs' },
];

/** Raised when the way of preparing changes, so that images made the old way are made again. */
const RECIPE = 5;

/** Where a template is in a sandbox. */
const WORKSPACE = '/workspace';

/** A template as pods get it, and the resource that names it. */
export interface PreparedTemplate {
  image: StoredImage;
  manifest: KubeObject;
}

/**
 * Prepares a template: its dependencies installed, its production build made, and one git commit, with the sandbox's daemon
 * beside it. Kept by the hash of all that went in. `progress` hears what is being done.
 */
export async function templateImage(dir: string, progress: (step: string) => void): Promise<PreparedTemplate> {
  const name = basename(dir);
  // Read first: a mistake in it must not show only after minutes.
  const { removeExample, describe } = await appTemplate(dir);
  const files = await templateFiles(dir);
  const daemon = await bundlePrograms(SANDBOX_PROGRAMS);
  const sources = createHash('sha256')
    .update(`${RECIPE} ${process.version} ${await hashFiles(dir, files)}`)
    .digest('hex');
  const hash = createHash('sha256').update(sources);
  for (const [bundle, contents] of daemon) hash.update(bundle).update(contents);
  const tag = hash.digest('hex').slice(0, 16);
  const reference = `appfactory.dev/template-${name}:${tag}`;
  const config = {
    reference,
    entrypoint: ['/opt/node/bin/node'],
    cmd: ['/opt/sandbox/daemon.mjs'],
    env: { PATH: POD_PATH },
    workingDir: WORKSPACE,
    bind: [
      { from: 'rootfs/workspace', to: WORKSPACE, mode: 'overlay' as const },
      { from: 'rootfs/opt', to: '/opt', mode: 'ro' as const },
    ],
  };
  const image = await storedImage(`template-${name}-${tag}`, config, async (rootfs) => {
    // Apart from the daemon: a new daemon does not need a new production build.
    const prepared = await stored('workspaces', `${name}-${sources.slice(0, 16)}`, async (workspace) => {
      await copyFiles(dir, files, workspace);
      // An app starts without it, so that its sandbox has nothing to forget.
      if (removeExample) await run(process.execPath, [removeExample], { cwd: workspace });
      await prepareWorkspace(workspace, progress);
    });
    await linkTree(prepared, join(rootfs, 'workspace'));
    const target = join(rootfs, 'opt', 'sandbox');
    await mkdir(target, { recursive: true });
    for (const [bundle, contents] of daemon) await writeFile(join(target, bundle), contents);
    await installNode(rootfs);
  });
  return { image, manifest: describe(reference) };
}

async function prepareWorkspace(workspace: string, progress: (step: string) => void): Promise<void> {
  const options: RunOptions = { cwd: workspace, env: { NEXT_TELEMETRY_DISABLED: '1', CI: '1' } };
  // The commit comes first: it holds the template's sources and nothing that preparing them made.
  await commit(workspace);
  progress('installing its dependencies');
  await installDependencies(workspace, options.env ?? {});
  progress('making its production build');
  // A bundler keeps what it has made under absolute paths. Kept for where the app will be, it spares each app a third of its build.
  const isWorkspace = await canRunAtPath(WORKSPACE, workspace);
  const build = ['run', '--silent', 'build'];
  if (isWorkspace) await runAtPath(WORKSPACE, 'npm', build, options);
  else await run('npm', build, options);
  progress('checking its types');
  await run('npm', ['run', '--silent', 'types'], options);
  // Hundreds of megabytes that builds at another path gain nothing from.
  if (!isWorkspace) await rm(join(workspace, '.next', 'cache'), { recursive: true, force: true });
  await mustBeClean(workspace);
}

/** What the preparation changed or left in git's sight would be in the first feature's commit of every app. */
async function mustBeClean(workspace: string): Promise<void> {
  const changed = await run('git', ['status', '--porcelain'], { cwd: workspace });
  if (changed.trim() === '') return;
  throw new Error(
    `preparing the template changed files that git keeps; commit or ignore them in the template:\n${changed}`,
  );
}

/** The same commit on every machine: who and when are fixed, and nobody's git configuration is read. */
async function commit(workspace: string): Promise<void> {
  const when = '2025-01-01T00:00:00Z';
  const env = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'App Factory',
    GIT_AUTHOR_EMAIL: 'agent@appfactory.dev',
    GIT_AUTHOR_DATE: when,
    GIT_COMMITTER_NAME: 'App Factory',
    GIT_COMMITTER_EMAIL: 'agent@appfactory.dev',
    GIT_COMMITTER_DATE: when,
  };
  const git = (...args: string[]) => run('git', args, { cwd: workspace, env });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--no-verify', '--message', 'Start from the template');
}

/** What a template says of itself in its template.json; other programs read more of it. */
const descriptionSchema = z.looseObject({
  title: z.string(),
  description: z.string(),
  start: z.object({ command: z.string(), port: z.int(), warmPaths: z.array(z.string()).optional() }),
  standby: z.object({ command: z.string() }).optional(),
  health: z.string().optional(),
  /** Script that takes the template's own example out. */
  removeExample: z.string().optional(),
  capabilities: z.array(z.string()).default([]),
});

interface Description {
  removeExample: string | undefined;
  /** The resource of the template as this image. */
  describe(image: string): KubeObject;
}

async function appTemplate(dir: string): Promise<Description> {
  const text = await readFile(join(dir, 'template.json'), 'utf8').catch(() => {
    throw new Error(`the template "${basename(dir)}" has no template.json: write what it is and how it is started`);
  });
  const parsed = descriptionSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${join(dir, 'template.json')}: ${z.prettifyError(parsed.error)}`);
  const { removeExample, title, description, start, standby, health, capabilities } = parsed.data;
  const describe = (image: string) => {
    const spec = { title, description, image, start, standby, healthPath: health, capabilities };
    const metadata = { name: basename(dir) };
    return { apiVersion: `${GROUP}/${VERSION}`, kind: 'AppTemplate', metadata, spec } as KubeObject;
  };
  return { removeExample, describe };
}

/** The folders of all templates in the checkout. */
export const TEMPLATES_DIR = join(ROOT, 'templates');
