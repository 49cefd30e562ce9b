import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBinaries } from '../binaries/ensure.ts';
import { prepareDashboard } from '../dashboard.ts';
import { installedModules } from '../images/dependencies.ts';
import { prepareImages } from '../images/prepare.ts';
import { TEMPLATES_DIR } from '../images/templateImage.ts';
import { ROOT } from '../manifests.ts';
import { endRunning } from '../run.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const STOP_TIME = 5000;
/** How long (ms) Jest may need to end after it has written its result: longer, and a test has left something running. */
const END_TIME = 60_000;

const DEFAULT_TEMPLATE = join(TEMPLATES_DIR, 'nextjs-shadcn-fullstack');
const E2E_CONFIG = join(ROOT, 'e2e', 'jest.config.mjs');

/** `npm test`: checks, unit tests and e2e tests, all of them whatever fails; the last line counts. */
export async function gate(args: string[]): Promise<number> {
  endWhenStopped();
  const counts: Counts[] = [];
  for (const command of await checkSteps()) counts.push(await checkStep(command));
  await prepare(false);
  // A pattern may name tests of one kind only.
  const some = args.length > 0 ? ['--passWithNoTests', ...args] : [];
  // What built apps import, so that their code is linted and type-checked in a clone where nobody ran npm in the template.
  const APPFACTORY_TEMPLATE_MODULES = await installedModules(DEFAULT_TEMPLATE, {
    NEXT_TELEMETRY_DISABLED: '1',
    CI: '1',
  });
  counts.push(await jest(some, { APPFACTORY_TEMPLATE_MODULES }));
  if (existsSync(E2E_CONFIG)) {
    await prepare(true);
    counts.push(await jest(['--config', E2E_CONFIG, ...some]));
  }
  return report(counts);
}

/** Unit tests that try one of several in the gate, and all of them with APPFACTORY_FULL. */
const SWEEPS = ['operator/src/appbuild/(faults|crash)', 'operator/src/sandbox/faults', 'operator/src/release/runner'];

/** `npm run e2e`, with `--full` the long sweeps too. */
export async function endToEnd(options: { full: boolean; args: string[] }): Promise<number> {
  endWhenStopped();
  await prepare(true);
  const env: Record<string, string> = options.full ? { E2E_FULL: '1' } : {};
  const counts = [await jest(['--config', E2E_CONFIG, ...options.args], env)];
  if (options.full && options.args.length === 0) counts.push(await jest(SWEEPS, { APPFACTORY_FULL: '1' }));
  return report(counts);
}

/** What the tests use is fetched before them, so that no test's time depends on it. */
async function prepare(images: boolean): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  await ensureBinaries(say);
  await prepareDashboard();
  if (images) await prepareImages(say);
}

/** The parts of the package's own check script, each counted. */
async function checkSteps(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: { check: string } };
  return manifest.scripts.check.split('&&').map((step) => step.trim());
}

async function checkStep(command: string): Promise<Counts> {
  process.stdout.write(`\n> ${command}\n`);
  const code = await runThrough('sh', ['-c', command], { NX_DAEMON: 'false', NX_NO_CLOUD: 'true' });
  process.stdout.write(code === 0 ? `ok: ${command}\n` : `FAILED: ${command}\n`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

interface JestResult {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

async function jest(args: string[], env: Record<string, string> = {}): Promise<Counts> {
  const dir = await mkdtemp(join(tmpdir(), 'appfactory-gate-'));
  const file = join(dir, 'result.json');
  try {
    const program = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', program];
    const code = await runThrough(process.execPath, [...flags, '--json', '--outputFile', file, ...args], env, dir);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (!text) {
      process.stdout.write(`FAILED: jest ended with exit status ${code} and no result\n`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const result = JSON.parse(text) as JestResult;
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    // A failure outside of any test, for example in a teardown, must not pass unseen.
    return { passed: result.numPassedTests, failed: failed || (code === 0 ? 0 : 1), skipped: result.numPendingTests };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * Runs a program in the foreground.
 * @param resultDir where the program leaves its result as its last act: it is ended when it does not end soon after that
 * @returns its exit status, 130 for a signal
 */
function runThrough(command: string, args: string[], env: Record<string, string>, resultDir?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // --json prints the whole result on standard output; people read the report on standard error.
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', resultDir ? 'ignore' : 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    const stop = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    let patience: NodeJS.Timeout | undefined;
    const watcher = resultDir ? watch(resultDir) : undefined;
    watcher?.once('change', () => {
      patience = setTimeout(() => {
        process.stdout.write(
          'FAILED: the tests have ended, but something that they started runs on: it is ended now\n',
        );
        child.kill('SIGKILL');
      }, END_TIME);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      clearTimeout(patience);
      watcher?.close();
      resolve(code ?? (signal ? 130 : 1));
    });
  });
}

/** Somebody who stops the tests wants no further step, and must not read a count as if all had run. */
function endWhenStopped(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.stdout.write(`\nStopped by ${signal}: not all tests ran.\n`);
      endRunning();
      // The time that a test program needs to stop its platform.
      setTimeout(() => process.exit(130), STOP_TIME);
    });
  }
}

function report(counts: Counts[]): number {
  const sum = (key: keyof Counts) => counts.reduce((total, one) => total + one[key], 0);
  const skipped = sum('skipped');
  process.stdout.write(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
  );
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}
