import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { canRunAtPath } from './atPath.ts';
import { linkImages } from './link.ts';
import { pruneImages } from './prune.ts';
import { stored } from './store.ts';
import { templateImage } from './templateImage.ts';

let dir: string;
let template: string;
const cacheBefore = process.env.APPFACTORY_CACHE;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-images-'));
  process.env.APPFACTORY_CACHE = join(dir, 'cache');
  template = join(dir, 'tiny');
  await mkdir(join(template, 'src', 'data'), { recursive: true });
  await mkdir(join(template, 'node_modules', 'left-by-a-developer'), { recursive: true });
  const scripts = {
    types: 'node -e 0',
    build: `node -e "require('fs').mkdirSync('.next/cache',{recursive:true});require('fs').writeFileSync('.next/cache/where',process.cwd())"`,
  };
  const manifest = { name: 'tiny', version: '1.0.0', private: true, scripts };
  await writeFile(join(template, 'package.json'), JSON.stringify(manifest));
  const lock = {
    name: 'tiny',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'tiny', version: '1.0.0' } },
  };
  await writeFile(join(template, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
  await writeFile(join(template, '.gitignore'), 'node_modules\n.next\n');
  await writeFile(join(template, 'src', 'data', 'kept.txt'), 'a folder called data that is source\n');
  await writeFile(join(template, 'run.sh'), '#!/bin/sh\n');
  await chmod(join(template, 'run.sh'), 0o700);
  await describe(template);
});

afterAll(async () => {
  if (cacheBefore === undefined) delete process.env.APPFACTORY_CACHE;
  else process.env.APPFACTORY_CACHE = cacheBefore;
  await rm(dir, { recursive: true, force: true });
});

function describe(path: string): Promise<void> {
  const start = { command: 'node server.js', port: 3000 };
  return writeFile(join(path, 'template.json'), JSON.stringify({ title: 'Tiny', description: 'A test.', start }));
}

function git(rootfs: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: join(rootfs, 'workspace'), encoding: 'utf8' });
}

test('a template is prepared once: sources, one commit, Node and the daemon; then it comes from the cache', async () => {
  const steps: string[] = [];
  const { image, manifest } = await templateImage(template, (step) => steps.push(step));
  const rootfs = join(image.path, 'rootfs');
  expect(steps).toEqual(['installing its dependencies', 'making its production build', 'checking its types']);
  expect(manifest).toMatchObject({
    metadata: { name: 'tiny' },
    spec: { title: 'Tiny', image: image.reference, start: { port: 3000 } },
  });
  expect(image.reference).toMatch(/^appfactory.dev\/template-tiny:[0-9a-f]{16}$/);
  expect(git(rootfs, 'log', '--format=%an <%ae> %at %s').trim()).toBe(
    'App Factory <agent@appfactory.dev> 1735689600 Start from the template',
  );
  expect(git(rootfs, 'ls-files', '--stage')).toMatch(/100755 \S+ 0\trun.sh/);
  expect(git(rootfs, 'ls-files')).toContain('src/data/kept.txt');
  expect(git(rootfs, 'status', '--porcelain')).toBe('');
  expect(existsSync(join(rootfs, 'workspace', 'node_modules', 'left-by-a-developer'))).toBe(false);
  // What the build kept is true where the sandbox has it; where this machine cannot build at that path, it is not kept.
  const kept = join(rootfs, 'workspace', '.next', 'cache', 'where');
  expect(existsSync(kept)).toBe(await canRunAtPath('/workspace', dir));
  if (existsSync(kept)) expect(await readFile(kept, 'utf8')).toBe('/workspace');
  const config = JSON.parse(await readFile(join(image.path, 'image.json'), 'utf8')) as { bind: unknown };
  expect(config.bind).toEqual([
    { from: 'rootfs/workspace', to: '/workspace', mode: 'overlay' },
    { from: 'rootfs/opt', to: '/opt', mode: 'ro' },
  ]);
  expect(execFileSync(join(rootfs, 'opt/node/bin/node'), ['-p', 'process.version'], { encoding: 'utf8' }).trim()).toBe(
    process.version,
  );

  steps.length = 0;
  expect((await templateImage(template, (step) => steps.push(step))).image).toEqual(image);
  expect(steps).toEqual([]);
}, 120_000);

test('a changed file makes another image, and the same content the same commit', async () => {
  const before = await templateImage(template, () => {});
  const head = git(join(before.image.path, 'rootfs'), 'rev-parse', 'HEAD');
  await writeFile(join(template, 'src', 'more.txt'), 'more\n');
  const after = await templateImage(template, () => {});
  expect(after.image.reference).not.toBe(before.image.reference);
  await rm(join(template, 'src', 'more.txt'));
  await rm(join(dir, 'cache'), { recursive: true });
  const again = await templateImage(template, () => {});
  expect(git(join(again.image.path, 'rootfs'), 'rev-parse', 'HEAD')).toBe(head);
}, 120_000);

test('a template whose preparation fails says which command and its last lines, and leaves no image', async () => {
  const broken = join(dir, 'broken');
  await mkdir(broken);
  await describe(broken);
  const scripts = { build: 'node -e 0', types: 'echo "three type errors"; exit 2' };
  await writeFile(join(broken, 'package.json'), JSON.stringify({ name: 'broken', version: '1.0.0', scripts }));
  await writeFile(join(broken, '.gitignore'), 'node_modules\npackage-lock.json\n');
  await expect(templateImage(broken, () => {})).rejects.toThrow(/npm run --silent types.*three type errors/s);
  const left = await readdir(join(dir, 'cache', 'images'));
  expect(left.filter((name) => name.includes('broken') || name.startsWith('.building'))).toEqual([]);
}, 120_000);

test('a build that changes what git keeps is refused with the files', async () => {
  const dirty = join(dir, 'dirty');
  await mkdir(dirty);
  await describe(dirty);
  const scripts = { types: 'node -e 0', build: 'echo made > generated.txt' };
  await writeFile(join(dirty, 'package.json'), JSON.stringify({ name: 'dirty', version: '1.0.0', scripts }));
  await writeFile(join(dirty, '.gitignore'), 'node_modules\npackage-lock.json\n');
  await expect(templateImage(dirty, () => {})).rejects.toThrow(/generated.txt/);
}, 120_000);

test('images are linked under the name that localnode looks for, and a new one replaces the old', async () => {
  const nodeDir = join(dir, 'node');
  for (const path of ['/one', '/two']) {
    const images = [{ reference: 'appfactory.dev/platform:dev', path }];
    await linkImages({ images, manifests: [], platformImage: 'appfactory.dev/platform:dev' }, nodeDir);
    expect(await readlink(join(nodeDir, 'images', 'appfactory.dev_platform_dev'))).toBe(path);
  }
  expect(await readdir(join(nodeDir, 'images'))).toEqual(['appfactory.dev_platform_dev']);
});

test('what nobody used for a month is removed, and what a cut-off preparation left', async () => {
  const old = new Date(Date.now() - 40 * 24 * 3600 * 1000);
  for (const path of ['images/old', 'images/new', 'workspaces/old', 'images/.building-1']) {
    await mkdir(join(dir, 'cache', path));
    if (!path.endsWith('new')) await utimes(join(dir, 'cache', path), old, old);
  }
  await pruneImages();
  expect(await readdir(join(dir, 'cache', 'images'))).toContain('new');
  expect(await readdir(join(dir, 'cache', 'images'))).not.toEqual(expect.arrayContaining(['old']));
  expect(await readdir(join(dir, 'cache', 'images'))).not.toEqual(expect.arrayContaining(['.building-1']));
  expect(await readdir(join(dir, 'cache', 'workspaces'))).not.toContain('old');
});

test('a new daemon does not prepare the workspace again', async () => {
  const { image } = await templateImage(template, () => {});
  await rm(image.path, { recursive: true });
  const steps: string[] = [];
  await templateImage(template, (step) => steps.push(step));
  expect(steps).toEqual([]);
}, 120_000);

test('two starts that need the same prepare it once', async () => {
  let prepared = 0;
  const fill = async () => {
    prepared++;
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  const paths = await Promise.all([stored('workspaces', 'shared', fill), stored('workspaces', 'shared', fill)]);
  expect(paths[0]).toBe(paths[1]);
  expect(prepared).toBe(1);
});

test('a preparation that failed is tried by the next one who needs it', async () => {
  await expect(stored('workspaces', 'second', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  await stored('workspaces', 'second', async () => {});
});

test('a template without a description of itself is refused at once', async () => {
  const bare = join(dir, 'bare');
  await mkdir(bare);
  await expect(templateImage(bare, () => {})).rejects.toThrow('the template "bare" has no template.json');
  await writeFile(join(bare, 'template.json'), '{"title": 5}');
  await expect(templateImage(bare, () => {})).rejects.toThrow(/template.json: .*title/s);
});
