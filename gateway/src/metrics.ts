import type { IncomingMessage, ServerResponse } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';
import type { Hub } from './history/hub.ts';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The gateway's own numbers, beside the process's. */
export function gatewayMetrics(registry: Registry, { hub, indexer }: { hub: Hub; indexer: { position: number } }) {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'gateway_event_subscribers',
    help: 'Subscriptions to builds’ events that are open',
    registers: [registry],
    collect() {
      this.set(hub.size);
    },
  });
  new Gauge({
    name: 'gateway_history_sequence',
    help: 'Last sequence of the stream EVENTS that is stored',
    registers: [registry],
    collect() {
      this.set(indexer.position);
    },
  });
  const time = new Histogram({
    name: 'gateway_http_request_duration_seconds',
    help: 'Time until an answer was sent, subscriptions left out',
    labelNames: ['method', 'code'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const end = time.startTimer();
    response.once('finish', () => {
      const isStream = String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
      if (!isStream) end({ method: request.method ?? '', code: String(response.statusCode) });
    });
    next();
  };
  const countSockets = (sockets: { size: number; buffered: number }) => {
    new Gauge({
      name: 'gateway_websockets',
      help: 'WebSockets that are open',
      registers: [registry],
      collect() {
        this.set(sockets.size);
      },
    });
    new Gauge({
      name: 'gateway_websocket_buffered_bytes',
      help: 'Bytes for slow clients of WebSockets that have not left this process',
      registers: [registry],
      collect() {
        this.set(sockets.buffered);
      },
    });
  };
  return { middleware, countSockets };
}
