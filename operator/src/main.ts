// biome-ignore-all assist/source/organizeImports: the heap's size must be set before the rest is loaded.
import '@appfactory/kube/smallHeap';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { createLog } from '@appfactory/kube/log';
import { startTracing } from '@appfactory/tracing/tracing';
import { readConfig } from './runtime/config.ts';
import { runOperator } from './runtime/operator.ts';
import { stopSignal } from './runtime/stop.ts';

const log = createLog('operator');
const stop = stopSignal(log);
try {
  const config = readConfig(process.env);
  const tracing = await startTracing('operator');
  await runOperator({ config, kube: loadKubeConfig(), log, stop });
  await tracing.stop();
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : String(error));
  // At once: another operator may be working already.
  process.exit(1);
}
