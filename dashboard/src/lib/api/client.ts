import { print } from '@0no-co/graphql.web';
import { AskError, errorOf } from './errors.ts';
import type { TadaDocumentNode } from './graphql.ts';

interface Answer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

export interface AskOptions {
  signal?: AbortSignal;
  /** It is sent even when the page is being left. */
  outlivesPage?: boolean;
}

/**
 * Asks the gateway that served this page; the session is in a cookie.
 * @throws AskError with what the gateway says is wrong, or that it cannot be reached
 */
export async function ask<T, V>(document: TadaDocumentNode<T, V>, variables: V, options: AskOptions = {}): Promise<T> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query: textOf(document), variables }),
    signal: options.signal,
    keepalive: options.outlivesPage ?? false,
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw new AskError('UNREACHABLE', 'The gateway does not answer. Is the platform running? It is tried again.');
  });
  const answer = (await response.json().catch(() => ({}))) as Answer<T>;
  if (answer.errors?.length) throw errorOf(answer.errors, response.headers.get('x-request-id'));
  if (!answer.data) throw new AskError('INTERNAL', `The gateway answered with status ${response.status} and no data.`);
  return answer.data;
}

const texts = new WeakMap<object, string>();

export function textOf(document: TadaDocumentNode<unknown, never>): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = print(document as unknown as Parameters<typeof print>[0]);
  texts.set(document, text);
  return text;
}
