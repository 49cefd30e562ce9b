import type { GraphQLSchema } from 'graphql';
import { request } from 'undici';
import type { TestClient } from '../client.ts';
import { SocketClient } from '../socketClient.ts';
import { ATTEMPTS, type Attempt, FILES } from './attempts.ts';
import { everyField } from './everyField.ts';
import { type OwnBuild, type Target, without } from './target.ts';

/** All attempts, each with the field that it is made with. */
export function allAttempts(schema: GraphQLSchema): [string, Attempt][] {
  const stated = Object.entries(ATTEMPTS).flatMap(([field, attempts]) =>
    attempts.map((attempt): [string, Attempt] => [field, attempt]),
  );
  return [...everyField(schema), ...stated];
}

/** What somebody is answered to everything that they try on a target; what they asked with is taken out. */
export async function answersTo(
  client: TestClient,
  target: Target,
  own: OwnBuild,
  attempts: [string, Attempt][],
): Promise<string[]> {
  const all: string[] = [];
  for (const [field, attempt] of attempts) {
    const query = attempt(target, own);
    all.push(`${field}: ${without(target, await answerTo(client, query))}`);
    if (query.startsWith('subscription')) {
      all.push(`${field} over a WebSocket: ${without(target, await firstOverSocket(client, query))}`);
    }
  }
  for (const path of FILES) {
    const { statusCode, body } = await request(client.address + path(target), { headers: client.headers });
    all.push(`${without(target, path(target))}: ${statusCode} ${without(target, await body.text())}`);
  }
  return all;
}

/** The answer, or the first of a subscription. */
export async function answerTo(client: TestClient, query: string): Promise<string> {
  if (!query.startsWith('subscription')) {
    const { data, errors } = await client.graphql(query);
    return JSON.stringify({ data, errors: errors?.map(({ message, extensions }) => [message, extensions?.code]) });
  }
  const connection = new AbortController();
  try {
    const first = await client.subscribe<unknown>(query, {}, connection.signal).next();
    return JSON.stringify(first.value);
  } catch (error) {
    return String(error);
  } finally {
    connection.abort();
  }
}

/** What comes first of a subscription over a WebSocket; why there is none where that is refused. */
async function firstOverSocket({ address, headers }: TestClient, query: string): Promise<string> {
  try {
    const socket = await SocketClient.connect(address, { headers });
    socket.start(query);
    const message = await socket.next();
    socket.socket.terminate();
    return JSON.stringify(message);
  } catch (error) {
    return String(error);
  }
}
