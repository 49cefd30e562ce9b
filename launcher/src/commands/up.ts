import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UpOptions } from '../arguments.ts';
import { ensureBinaries } from '../binaries/ensure.ts';
import { NOT_ON_A_CLUSTER, startOnCluster } from '../cluster.ts';
import { dataDir, requireRoom } from '../dataDir.ts';
import { prepareImages } from '../images/prepare.ts';
import { type Lock, takeLock } from '../lock.ts';
import { ROOT } from '../manifests.ts';
import { BuildWatch } from '../output/buildWatch.ts';
import { outcomeOf } from '../output/outcome.ts';
import { Progress } from '../output/progress.ts';
import { closingTable } from '../output/table.ts';
import { type Platform, requireFree, startPlatform } from '../platform.ts';
import { endRunning } from '../run.ts';
import { stopSignal } from '../stopSignal.ts';
import type { PartEvent } from '../supervise.ts';
import { contextKubeconfig } from '../userKubeconfig.ts';
import { applyUserManifests, readUserManifests, type UserObject } from '../userManifests.ts';

const SAMPLE = join(ROOT, 'examples', 'crm.yaml');

/** `npm start`: brings the platform up, applies manifests, and keeps it up or (`--once`) ends with their outcome. */
export async function up(options: UpOptions): Promise<number> {
  const dir = dataDir(options.data);
  if (process.platform !== 'linux' && !options.context) {
    throw new Error(
      'Pods run as processes of this machine on Linux only.\nWhat to do: start a cluster of your own (kind, Docker Desktop) ' +
        'and use it: npm start -- --context NAME (kubectl config get-contexts shows the names).',
    );
  }
  const files = options.files.length > 0 || !options.once ? options.files : [SAMPLE];
  const objects = await readUserManifests(files);
  const progress = new Progress();
  let platform: Platform | undefined;
  const signal = stopSignal(() => {
    process.stderr.write('Ending everything at once.\n');
    for (const part of platform?.parts.running ?? []) killQuietly(part.pid());
    process.exit(130);
  });
  const lock = await takeLock(dir);
  try {
    await requireRoom(dir);
    platform = await start(dir, options, progress, signal);
    await lock.announce(platform.addresses);
    void tellGateway(platform, progress, lock, signal);
    return await run(platform, options, objects, progress, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return stoppedCode(options);
  } finally {
    if (platform) {
      const { stop } = platform;
      await progress.during('Stopping', stop);
      progress.say(`Stopped; everything is kept in ${dir}`);
    }
    await lock.release();
  }
}

/** Says where to sign in as soon as the gateway is up; builds do not wait for it. */
async function tellGateway(platform: Platform, progress: Progress, lock: Lock, signal: AbortSignal): Promise<void> {
  if (!platform.gateway) return;
  try {
    const { address, signInLink } = await platform.gateway;
    if (signal.aborted) return;
    progress.say(`The gateway is up: ${address}/graphql`);
    progress.say(`Sign in, once, by this link: ${signInLink}`);
    await lock.announce({ ...platform.addresses, gateway: address });
  } catch (error) {
    if (signal.aborted) return;
    progress.say(`${error instanceof Error ? error.message : String(error)}\nThe platform builds without a gateway.`);
  }
}

async function start(dir: string, options: UpOptions, progress: Progress, signal: AbortSignal): Promise<Platform> {
  const { context, port } = options;
  // Known before minutes of preparing; the start looks again.
  if (context) await contextKubeconfig(context);
  else await requireFree(port);
  const [binaries, images] = await both(
    context ? Promise.resolve(undefined) : progress.during('Programs', ensureBinaries),
    progress.during('Images', prepareImages),
    signal,
  );
  const onEvent = (event: PartEvent) => progress.say(partLine(event));
  return progress.during('Starting', (onStart) => {
    const shared = { dir, images, port, signal, onStart, onEvent };
    if (binaries) return startPlatform({ ...shared, binaries, gateway: options.gateway });
    return startOnCluster({ ...shared, context: context ?? '' });
  });
}

/** How long (ms) what was being prepared may take to clean up after itself. */
const CLEAN_UP_TIME = 10_000;

/** Both; when one fails or the signal aborts, the other is ended and has had time to clean up. */
async function both<A, B>(first: Promise<A>, second: Promise<B>, signal: AbortSignal): Promise<[A, B]> {
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([Promise.all([first, second]), aborted]);
  } catch (error) {
    endRunning();
    await Promise.race([Promise.allSettled([first, second]), sleep(CLEAN_UP_TIME)]);
    throw error;
  }
}

async function run(
  platform: Platform,
  options: UpOptions,
  objects: UserObject[],
  progress: Progress,
  signal: AbortSignal,
): Promise<number> {
  progress.say('The platform is up:');
  for (const [name, address] of Object.entries(platform.addresses)) {
    process.stdout.write(`           ${name.padEnd(11)} ${address}\n`);
  }
  if (options.context) process.stdout.write(`${NOT_ON_A_CLUSTER.map((line) => `           - ${line}`).join('\n')}\n`);
  if (!options.once) {
    process.stdout.write(`\n  export KUBECONFIG=${platform.addresses.kubeconfig}\n\n`);
    process.stdout.write(
      'In another terminal: kubectl apply -f examples/crm.yaml (or npm run kubectl -- ...). Ctrl-C stops.\n',
    );
  }
  const client = platform.client;
  const watch = new BuildWatch((line) => progress.say(line));
  const watching = new AbortController();
  const done = watch.run(client, AbortSignal.any([signal, watching.signal]));
  try {
    const keys = await applyUserManifests(client, objects);
    if (!options.once) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      return stoppedCode(options);
    }
    const builds = await watch.ended(keys, signal);
    process.stdout.write(`\n${closingTable(builds)}\n\n`);
    if (signal.aborted) return stoppedCode(options);
    const bad = builds.filter((build) => outcomeOf(build).state !== 'ready');
    return bad.length === 0 && builds.length === keys.length ? 0 : 1;
  } finally {
    watching.abort();
    await done;
  }
}

/** A platform that is stopped has done its work; a build that was stopped has not. */
function stoppedCode(options: UpOptions): number {
  return options.once ? 130 : 0;
}

function partLine(event: PartEvent): string {
  switch (event.kind) {
    case 'died':
      return `${event.part} ended with ${event.how}; starting it again in ${event.restartIn / 1000} s`;
    case 'restarted':
      return `${event.part} runs again (process ${event.pid})`;
    case 'failed':
      return `${event.message}\nTrying again in ${event.restartIn / 1000} s.`;
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
