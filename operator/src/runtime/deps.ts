import type { KubeClient } from '@appfactory/kube/client';
import type { Recorder } from '@appfactory/kube/events';
import type { Log } from '@appfactory/kube/log';
import type { Registry } from 'prom-client';
import type { Caches } from './caches.ts';
import type { OperatorConfig } from './config.ts';

/** What every controller of the operator gets: `createXController(deps: OperatorDeps): Controller`. */
export interface OperatorDeps {
  client: KubeClient;
  /** Shared; full by the time a reconcile runs. Objects in them must not be changed. */
  caches: Caches;
  recorder: Recorder;
  config: OperatorConfig;
  log: Log;
  /** For metrics of one's own. */
  registry: Registry;
  /** Aborts when the program stops: for loops and connections of one's own. */
  signal: AbortSignal;
}
