import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** A span as it came over the wire. Ids are in hexadecimal. */
export interface CollectedSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  /** Empty for the first of a trace. */
  parentSpanId: string;
  attributes: Record<string, string>;
  isError: boolean;
}

/** A collector that speaks OTLP/HTTP with protobuf bodies: POST /v1/traces with an ExportTraceServiceRequest. */
export interface Collector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: CollectedSpan[];
  stop(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const isTraces = request.method === 'POST' && request.url === '/v1/traces';
      if (!isTraces || request.headers['content-type'] !== 'application/x-protobuf') {
        response.writeHead(isTraces ? 415 : 404).end();
        return;
      }
      spans.push(...readRequest(body));
      // An ExportTraceServiceResponse with nothing to say.
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

/** The parts of a protobuf message by field number. Numbers are from opentelemetry/proto/trace/v1/trace.proto. */
function fieldsOf(message: Uint8Array): { number: number; bytes?: Uint8Array; value?: number }[] {
  const reader = new BinaryReader(message);
  const fields: { number: number; bytes?: Uint8Array; value?: number }[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (type === WireType.LengthDelimited) fields.push({ number, bytes: reader.bytes() });
    else if (type === WireType.Varint) fields.push({ number, value: Number(reader.int64()) });
    else reader.skip(type, number);
  }
  return fields;
}

function allOf(message: Uint8Array, number: number): Uint8Array[] {
  return fieldsOf(message).flatMap((field) => (field.number === number && field.bytes ? [field.bytes] : []));
}

function oneOf(message: Uint8Array, number: number): Uint8Array {
  return allOf(message, number).at(-1) ?? new Uint8Array();
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** ExportTraceServiceRequest: resource_spans = 1; ResourceSpans: resource = 1, scope_spans = 2; ScopeSpans: spans = 2. */
function readRequest(request: Uint8Array): CollectedSpan[] {
  return allOf(request, 1).flatMap((resourceSpans) => {
    const service = attributesOf(oneOf(resourceSpans, 1), 1)['service.name'] ?? '';
    return allOf(resourceSpans, 2).flatMap((scopeSpans) => allOf(scopeSpans, 2).map((span) => readSpan(span, service)));
  });
}

/** Span: trace_id = 1, span_id = 2, parent_span_id = 4, name = 5, attributes = 9, status = 15 (code = 3; 2 is an error). */
function readSpan(span: Uint8Array, service: string): CollectedSpan {
  const code = fieldsOf(oneOf(span, 15)).find(({ number }) => number === 3)?.value;
  return {
    service,
    name: text(oneOf(span, 5)),
    traceId: hex(oneOf(span, 1)),
    spanId: hex(oneOf(span, 2)),
    parentSpanId: hex(oneOf(span, 4)),
    attributes: attributesOf(span, 9),
    isError: code === 2,
  };
}

/** KeyValue: key = 1, value = 2; AnyValue: string_value = 1, bool_value = 2, int_value = 3. */
function attributesOf(message: Uint8Array, number: number): Record<string, string> {
  return Object.fromEntries(
    allOf(message, number).map((pair) => {
      const [value] = fieldsOf(oneOf(pair, 2));
      return [text(oneOf(pair, 1)), value?.bytes ? text(value.bytes) : String(value?.value ?? '')];
    }),
  );
}
