import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from './manifests.ts';

let checkout: string;

const MAIN = `
process.on('SIGTERM', () => { console.log('told to stop'); process.exit(7); });
console.log('args ' + JSON.stringify(process.argv.slice(2)));
if (process.argv[2] === 'wait') setInterval(() => {}, 1000);
else process.exit(Number(process.argv[2] ?? 0));
`;

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'appfactory-start-'));
  await copyFile(join(ROOT, 'start.mjs'), join(checkout, 'start.mjs'));
  await mkdir(join(checkout, 'launcher', 'src'), { recursive: true });
  await writeFile(join(checkout, 'launcher', 'src', 'main.ts'), MAIN);
  await lock('1.0.0');
});

afterAll(() => rm(checkout, { recursive: true, force: true }));

async function lock(version: string): Promise<void> {
  const manifest = { name: 'clone', version, private: true, type: 'module' };
  await writeFile(join(checkout, 'package.json'), JSON.stringify(manifest));
  const packages = { '': { name: 'clone', version } };
  await writeFile(join(checkout, 'package-lock.json'), JSON.stringify({ ...manifest, lockfileVersion: 3, packages }));
}

function start(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [join(checkout, 'start.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code as number | null) };
}

test('a clean clone installs first, and again only when the lock file changed', async () => {
  const first = start('0');
  expect(await first.ended).toBe(0);
  expect(first.output()).toMatch(/Installing dependencies.*Dependencies installed in.*args \["0"\]/s);
  const second = start('0');
  expect(await second.ended).toBe(0);
  expect(second.output()).toBe('args ["0"]\n');
  await lock('1.0.1');
  const third = start('0');
  expect(await third.ended).toBe(0);
  expect(third.output()).toContain('Dependencies installed');
}, 60_000);

test('arguments and the exit code are passed on', async () => {
  const run = start('3', '--once', '-f', 'a b.yaml');
  expect(await run.ended).toBe(3);
  expect(run.output()).toBe('args ["3","--once","-f","a b.yaml"]\n');
});

test('SIGTERM reaches the launcher, whose exit code counts', async () => {
  const run = start('wait');
  while (!run.output().includes('args')) await new Promise((resolve) => setTimeout(resolve, 20));
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(7);
  expect(run.output()).toContain('told to stop');
});
