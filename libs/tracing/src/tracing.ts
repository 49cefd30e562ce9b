import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** Traces are being exported. */
export interface Tracing {
  /** Sends what has not been sent, and ends. Never rejects: a collector that is away must not keep a program from ending. */
  stop(): Promise<void>;
}

const SCOPE = 'appfactory';

/**
 * Exports this program's traces over OTLP/HTTP when OTEL_EXPORTER_OTLP_ENDPOINT (or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) says
 * where to, and OTEL_SDK_DISABLED does not forbid it. Nothing is loaded otherwise, and spans cost next to nothing.
 * @param service its name in traces; OTEL_SERVICE_NAME goes before it
 */
export async function startTracing(service: string, env: NodeJS.ProcessEnv = process.env): Promise<Tracing> {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return { stop: async () => {} };
  const { startExport } = await import('./export.ts');
  return startExport(env.OTEL_SERVICE_NAME || service);
}

export interface SpanOptions {
  /** Attribute names are OpenTelemetry's where it has one. What is undefined is left out. */
  attributes?: Record<string, string | number | boolean | undefined>;
  kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** What caused it elsewhere, as a W3C traceparent; left out: what goes on here. A text that is none begins a new trace. */
  parent?: { traceparent?: string };
}

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Does the work in a span of its own, which fails when the work does. */
export async function inSpan<T>(
  name: string,
  { attributes, kind = 'internal', parent }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const within = parent ? propagation.extract(ROOT_CONTEXT, parent) : context.active();
  const tracer = trace.getTracer(SCOPE);
  return tracer.startActiveSpan(name, { kind: KINDS[kind], attributes }, within, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** As inSpan, where something is traced already; else the work alone. For what would else begin traces that tell nothing. */
export function inChildSpan<T>(
  name: string,
  options: Omit<SpanOptions, 'parent'>,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  return trace.getActiveSpan() ? inSpan(name, options, work) : work(undefined);
}

/** Says more of the span that is open, if one is. */
export function nameActiveSpan(name: string, attributes: Record<string, string | undefined>): void {
  trace.getActiveSpan()?.updateName(name).setAttributes(attributes);
}

/** Headers (W3C Trace Context) that let others go on with what goes on here; none when nothing is traced. */
export function traceHeaders(): { traceparent?: string; tracestate?: string } {
  const headers: { traceparent?: string; tracestate?: string } = {};
  propagation.inject(context.active(), headers);
  return headers;
}
