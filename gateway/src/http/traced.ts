import type { IncomingMessage, ServerResponse } from 'node:http';
import { inSpan } from '@appfactory/tracing/tracing';
import { requestId } from './guard.ts';

/** Express middleware: a request is a span, part of the trace that its headers name (W3C Trace Context), until it is answered. */
export function traced(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const { traceparent } = request.headers;
  const options = {
    kind: 'server',
    attributes: {
      'http.request.method': request.method,
      'url.path': '/graphql',
      'appfactory.request': requestId(request),
    },
    parent: { traceparent: typeof traceparent === 'string' ? traceparent : undefined },
  } as const;
  void inSpan(`${request.method} /graphql`, options, async (span) => {
    const closed = new Promise((resolve) => response.once('close', resolve));
    next();
    await closed;
    span.setAttribute('http.response.status_code', response.statusCode);
  });
}
