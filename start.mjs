#!/usr/bin/env node
// The way in, for a clean clone: plain JavaScript for Node 20 and newer, no dependency. It installs what package-lock.json
// names when that has changed, then hands over to the launcher on the Node that came with it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const lock = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.appfactory-install');

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(`app-factory: ${error.message}`);
    process.exit(1);
  },
);

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Error(`Node ${process.versions.node} is too old: install Node 20 or newer from your package manager`);
  }
  if (!isInstalled()) await install();
  return handOver(process.argv.slice(2));
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lock)).digest('hex');
}

/** True when node_modules is what package-lock.json says: by our stamp, or by npm's own record of a later install. */
function isInstalled() {
  if (!existsSync(node24())) return false;
  if (existsSync(stamp)) {
    if (readFileSync(stamp, 'utf8') === lockHash()) return true;
  }
  const record = join(modules, '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(lock).mtimeMs;
}

async function install() {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.error('Installing dependencies with npm (the first time takes a minute or two) ...');
  const ticker = setInterval(() => console.error(`  still installing, ${seconds()} s`), 15_000);
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { code, output } = await captured(npm, ['install', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) {
      const last = output.trimEnd().split('\n').slice(-15).join('\n');
      throw new Error(
        `npm install failed with exit status ${code}. Its last lines:\n${last}\n` +
          'What to do: see that npm reaches its registry (npm ping) and that the disk has room, then start again.',
      );
    }
  } finally {
    clearInterval(ticker);
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, lockHash());
  console.error(`Dependencies installed in ${seconds()} s.`);
}

function captured(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) =>
      reject(
        new Error(
          error.code === 'ENOENT' ? 'npm is not on PATH: install it beside Node, then start again' : error.message,
        ),
      ),
    );
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** The Node that the platform runs on: the one from node_modules where there is one for this machine, else a new enough own. */
function node24() {
  const packaged = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return packaged;
}

function handOver(args) {
  const node = node24();
  if (!existsSync(node)) {
    throw new Error(
      `there is no packaged Node 24 for ${process.platform}-${process.arch}: install Node 24 or newer, then start again`,
    );
  }
  // A plan needs no control plane, and nothing of the launcher.
  const [program, rest] =
    args[0] === 'plan' ? [['libs', 'plan', 'src', 'main.ts'], args.slice(1)] : [['launcher', 'src', 'main.ts'], args];
  const child = spawn(node, [join(root, ...program), ...rest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
