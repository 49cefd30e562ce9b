import type { Log } from '@appfactory/kube/log';

/** Aborts at SIGTERM or SIGINT. A second signal ends the process at once. */
export function stopSignal(log: Log): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      log.info({ signal }, 'stopping');
      stopping.abort();
    });
  }
  return stopping.signal;
}
