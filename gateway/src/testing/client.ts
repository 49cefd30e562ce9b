import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'undici';

export interface GraphqlAnswer<T> {
  status: number;
  headers: IncomingHttpHeaders;
  data: T | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/** Speaks to a gateway as a browser or a program does. */
export class TestClient {
  readonly address: string;
  readonly headers: Record<string, string>;

  constructor(address: string, headers: Record<string, string> = {}) {
    this.address = address;
    this.headers = headers;
  }

  with(headers: Record<string, string>): TestClient {
    return new TestClient(this.address, { ...this.headers, ...headers });
  }

  /** The same person at another gateway. */
  at(address: string): TestClient {
    return new TestClient(address, this.headers);
  }

  async graphql<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer<T>> {
    const answer = await request(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await answer.body.text();
    const body = (text.startsWith('{') ? JSON.parse(text) : { data: null }) as Omit<GraphqlAnswer<T>, 'status'>;
    return { ...body, status: answer.statusCode, headers: answer.headers };
  }

  /** The data. @throws Error with the errors that came instead */
  async data<T = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors, status } = await this.graphql<T>(query, variables);
    if (errors || !data) throw new Error(`${status}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** A subscription's values, over server-sent events; the signal drops the connection. */
  async *subscribe<T>(query: string, variables: Record<string, unknown>, signal: AbortSignal): AsyncGenerator<T> {
    const answer = await request(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...this.headers },
      body: JSON.stringify({ query, variables }),
      bodyTimeout: 0,
      signal,
    });
    let text = '';
    try {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        text += chunk.toString('utf8');
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          const data = lines.find((line) => line.startsWith('data:'))?.slice(5);
          if (!data?.trim()) continue;
          const value = JSON.parse(data) as { data?: T; errors?: unknown };
          if (value.errors || !value.data) throw new Error(JSON.stringify(value.errors));
          yield value.data;
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** A client that is signed in by the link in the file. */
export async function signedIn(address: string, link: string): Promise<TestClient> {
  const url = new URL(link.trim());
  const answer = await request(`${address}${url.pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ link: url.searchParams.get('link') ?? '' }).toString(),
  });
  await answer.body.dump();
  const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  if (!cookie) throw new Error(`the link was answered with ${answer.statusCode}: ${String(answer.headers.location)}`);
  return new TestClient(address, { cookie });
}
