import { setTimeout as sleep } from 'node:timers/promises';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents } from '@appfactory/events/connection';
import { inboxPrefix } from '@appfactory/events/credentials';
import { Reporter } from '@appfactory/events/stream';
import { inSpan, startTracing } from '@appfactory/tracing/tracing';
import pino from 'pino';
import { type Browser, chromium } from 'playwright-core';
import { type AgentConfig, readConfig, readPlan } from './config.ts';
import { prepare } from './history.ts';
import { Production } from './production.ts';
import { run } from './run.ts';
import { EXIT_RETRY, EXIT_TERMINAL, Stop } from './stop.ts';
import { Verifier } from './verify/verifier.ts';
import { Repository } from './workspace/repository.ts';
import { BuildSandbox } from './workspace/sandbox.ts';
import { Toolchain } from './workspace/toolchain.ts';
import { BlueprintWriter } from './writers/blueprint/blueprintWriter.ts';

const log = pino({ name: 'agent', level: process.env.LOG_LEVEL ?? 'info' });

/** Milliseconds that the browser's container has to come up. */
const BROWSER_LIMIT = 60_000;

async function main(): Promise<number> {
  const config = readConfig(process.env);
  const tracing = await startTracing('agent');
  const attributes = {
    'k8s.namespace.name': config.APPBUILD_NAMESPACE,
    'appfactory.build': config.APPBUILD_NAME,
    'appfactory.generation': config.APPBUILD_GENERATION,
  };
  try {
    return await inSpan('build', { attributes, parent: { traceparent: config.TRACEPARENT } }, async (span) => {
      const code = await build(config);
      span.setAttribute('process.exit.code', code);
      return code;
    });
  } finally {
    await tracing.stop();
  }
}

/** Resolves with the exit code. */
async function build(config: AgentConfig): Promise<number> {
  const stated = readPlan(config.PLAN_FILE);
  const ref = {
    namespace: config.APPBUILD_NAMESPACE,
    name: config.APPBUILD_NAME,
    uid: config.APPBUILD_UID,
    generation: config.APPBUILD_GENERATION,
  };
  const events = await connectEvents({
    url: config.NATS_URL,
    credsFile: config.NATS_CREDS_FILE,
    name: `agent ${ref.namespace}/${ref.name}`,
    inboxPrefix: inboxPrefix(ref.uid),
  });
  const reporter = new Reporter(events, ref, config.POD_UID);
  try {
    await reporter.report({ type: 'started', attempt: config.POD_UID, features: stated.features.length });
    log.info({ features: stated.features.map(({ id }) => id) }, 'Building');
    // Comes up while the first code is written.
    const browser = connectBrowser(config);
    const [sandbox, bucket] = await Promise.all([BuildSandbox.connect(config), Bucket.open(events, ref.uid)]);
    const toolchain = new Toolchain(sandbox);
    const repository = new Repository(sandbox, bucket);
    const writer = new BlueprintWriter();
    await repository.restore();
    const { GO_BACK: back } = config;
    const { plan, leftOut } = await prepare({ plan: stated, back, repository, writer, toolchain, bucket, ...ref });
    const owner = { email: config.OWNER_EMAIL, password: config.OWNER_PASSWORD };
    const passed = await run({
      plan,
      leftOut,
      generation: ref.generation,
      previewUrl: config.PREVIEW_URL,
      owner,
      writer,
      repository,
      toolchain,
      verifier: new Verifier({ plan, owner, toolchain, reporter, bucket, browser }),
      production: new Production(sandbox, toolchain, config.PREVIEW_URL),
      bucket,
      reporter,
    });
    log.info({ passed }, passed ? 'Built and verified' : 'Built; a check failed');
    const connected = await browser;
    if (typeof connected !== 'string') await connected.close();
    return 0;
  } catch (error) {
    const stop = error instanceof Stop ? error : new Stop('retry', 'AgentError', messageOf(error), { cause: error });
    log.error({ reason: stop.reason, kind: stop.kind, err: stop }, 'The build stopped');
    if (stop.kind === 'retry') return EXIT_RETRY;
    await reporter.report({ type: 'failed', reason: stop.reason, message: stop.message.slice(0, 2000) });
    return EXIT_TERMINAL;
  } finally {
    await reporter.flush();
    await events.close();
  }
}

/** The browser of this pod, or the reason why there is none: then checks are skipped, and Ready stays false. */
async function connectBrowser({ BROWSER_WS }: AgentConfig): Promise<Browser | string> {
  if (!BROWSER_WS) return 'The agent was given no browser (BROWSER_WS is not set)';
  const deadline = Date.now() + BROWSER_LIMIT;
  for (;;) {
    try {
      return await chromium.connect(BROWSER_WS, { timeout: 10_000 });
    } catch (error) {
      if (Date.now() > deadline)
        return `The browser did not come up within ${BROWSER_LIMIT / 1000} seconds: ${messageOf(error).split('\n')[0]}`;
      await sleep(200);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.once('SIGTERM', () => {
  log.info('Asked to stop; what is committed is kept');
  process.exit(143);
});

process.exit(await main());
