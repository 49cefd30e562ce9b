import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { failedOf } from '../graphql/failure.ts';
import { basicPasswordOf, bearerOf, sessionOf } from '../http/cookies.ts';
import type { AccessTokens } from './accessTokens.ts';
import type { Identify } from './identify.ts';
import type { Person } from './person.ts';

const people = new WeakMap<IncomingMessage, Person>();

/** Whoever sent the request, as it was found out; undefined for the anonymous. */
export function personOf(request: IncomingMessage): Person | undefined {
  return people.get(request);
}

/** Notes who sent the request, where that was found out in another way than by identifyRequest. */
export function identifyAs(request: IncomingMessage, person: Person): void {
  people.set(request, person);
}

/**
 * Express middleware: finds out who asks before a request is even parsed, since what may be asked depends on it.
 * @param accessTokens where files are fetched: their tokens are good there, also as the password of basic authentication
 */
export function identifyRequest(identify: Identify, log: Log, accessTokens?: AccessTokens) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const bearer = bearerOf(request) ?? (accessTokens && basicPasswordOf(request));
    identify.person({ bearer, session: sessionOf(request), accessTokens }).then(
      (person) => {
        if (person) people.set(request, person);
        next();
      },
      (error: unknown) => {
        log.warn({ err: error }, 'it could not be found out who asks');
        const message = failedOf(error)?.message ?? 'It could not be found out who you are: try again in a moment.';
        response.writeHead(503, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ errors: [{ message, extensions: { code: 'UNAVAILABLE' } }] }));
      },
    );
  };
}
