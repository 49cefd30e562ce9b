import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { QueueObserver, WorkQueue } from './queue.ts';

/** controller-runtime's metrics, under its names, so that the usual dashboards work. Times in seconds. */
export interface ControllerMetrics {
  total: Counter<'controller' | 'result'>;
  errors: Counter<'controller'>;
  time: Histogram<'controller'>;
  active: Gauge<'controller'>;
  maxConcurrent: Gauge<'controller'>;
  watchQueue(name: string, queue: WorkQueue): void;
}

const TIME_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const QUEUE_BUCKETS = [0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000];

const known = new WeakMap<Registry, ControllerMetrics>();

/** The metrics of all controllers of a registry; made at the first call. */
export function controllerMetrics(registry: Registry): ControllerMetrics {
  const existing = known.get(registry);
  if (existing) return existing;
  const registers = [registry];
  const controller = ['controller'] as const;
  const queues = new Map<string, WorkQueue>();
  const metrics: ControllerMetrics = {
    total: new Counter({
      name: 'controller_runtime_reconcile_total',
      help: 'Total number of reconciliations per controller',
      labelNames: ['controller', 'result'],
      registers,
    }),
    errors: new Counter({
      name: 'controller_runtime_reconcile_errors_total',
      help: 'Total number of reconciliation errors per controller',
      labelNames: controller,
      registers,
    }),
    time: new Histogram({
      name: 'controller_runtime_reconcile_time_seconds',
      help: 'Length of time per reconciliation per controller',
      labelNames: controller,
      buckets: TIME_BUCKETS,
      registers,
    }),
    active: new Gauge({
      name: 'controller_runtime_active_workers',
      help: 'Number of currently used workers per controller',
      labelNames: controller,
      registers,
    }),
    maxConcurrent: new Gauge({
      name: 'controller_runtime_max_concurrent_reconciles',
      help: 'Maximum number of concurrent reconciles per controller',
      labelNames: controller,
      registers,
    }),
    watchQueue: (name, queue) => queues.set(name, queue),
  };
  new Gauge({
    name: 'workqueue_unfinished_work_seconds',
    help: 'How many seconds of work has been done that is in progress and has not been observed by work_duration',
    labelNames: ['name'],
    registers,
    collect() {
      for (const [name, queue] of queues)
        this.set(
          { name },
          ages(queue).reduce((sum, age) => sum + age, 0),
        );
    },
  });
  new Gauge({
    name: 'workqueue_longest_running_processor_seconds',
    help: 'How many seconds has the longest running processor for workqueue been running',
    labelNames: ['name'],
    registers,
    collect() {
      for (const [name, queue] of queues) this.set({ name }, Math.max(0, ...ages(queue)));
    },
  });
  known.set(registry, metrics);
  return metrics;
}

function ages(queue: WorkQueue): number[] {
  const now = performance.now();
  return [...queue.working].map((startedAt) => (now - startedAt) / 1000);
}

/** The usual workqueue_* metrics of one queue. */
export function queueObserver(registry: Registry, name: string): QueueObserver {
  const counter = (metric: string, help: string) =>
    (registry.getSingleMetric(metric) as Counter<'name'> | undefined) ??
    new Counter({ name: metric, help, labelNames: ['name'], registers: [registry] });
  const histogram = (metric: string, help: string) =>
    (registry.getSingleMetric(metric) as Histogram<'name'> | undefined) ??
    new Histogram({ name: metric, help, labelNames: ['name'], buckets: QUEUE_BUCKETS, registers: [registry] });
  const depth =
    (registry.getSingleMetric('workqueue_depth') as Gauge<'name'> | undefined) ??
    new Gauge({
      name: 'workqueue_depth',
      help: 'Current depth of workqueue',
      labelNames: ['name'],
      registers: [registry],
    });
  const adds = counter('workqueue_adds_total', 'Total number of adds handled by workqueue');
  const retries = counter('workqueue_retries_total', 'Total number of retries handled by workqueue');
  const waited = histogram(
    'workqueue_queue_duration_seconds',
    'How long in seconds an item stays in workqueue before being requested',
  );
  const worked = histogram(
    'workqueue_work_duration_seconds',
    'How long in seconds processing an item from workqueue takes',
  );
  return {
    added: () => adds.inc({ name }),
    depth: (count) => depth.set({ name }, count),
    waited: (seconds) => waited.observe({ name }, seconds),
    worked: (seconds) => worked.observe({ name }, seconds),
    retried: () => retries.inc({ name }),
  };
}

/** Counts requests to the API server under client-go's name; give it to the client as `observe`. */
export function requestObserver(registry: Registry): (request: { method: string; code: string; host: string }) => void {
  const total = new Counter({
    name: 'rest_client_requests_total',
    help: 'Number of HTTP requests, partitioned by status code, method, and host',
    labelNames: ['code', 'method', 'host'],
    registers: [registry],
  });
  return ({ method, code, host }) => total.inc({ method, code, host });
}
