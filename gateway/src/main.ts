// biome-ignore-all assist/source/organizeImports: the heap's size must be set before the rest is loaded.
import '@appfactory/kube/smallHeap';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { startTracing } from '@appfactory/tracing/tracing';
import { compile } from './compile.ts';
import { readConfig } from './config.ts';

/** The gateway: GraphQL over HTTP for people and their dashboard. */
const log = createLog('gateway');
try {
  const config = readConfig(process.env);
  const tracing = await startTracing('gateway');
  const compiled = (await import(pathToFileURL(await compile()).href)) as typeof import('./gateway.ts');
  const gateway = await compiled.startGateway({
    config,
    kube: loadKubeConfig(),
    log,
    planWorker: join(import.meta.dirname, 'planning', 'worker.ts'),
  });
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    void gateway
      .stop()
      .then(() => tracing.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { address, metricsAddress } = gateway;
  process.stdout.write(`${JSON.stringify({ ready: true, address, metrics: metricsAddress })}\n`);
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : String(error));
  process.exit(1);
}
