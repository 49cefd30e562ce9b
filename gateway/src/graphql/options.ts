import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { YogaDriver, type YogaDriverConfig } from '@graphql-yoga/nestjs';
import { type INestApplicationContext, Injectable } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { createGraphQLError, type YogaServerInstance } from 'graphql-yoga';
import { personOf } from '../accounts/identifyRequest.ts';
import { requestId } from '../http/guard.ts';
import type { PeopleKube } from '../kube/personKube.ts';
import type { RequestContext } from './context.ts';
import { failedOf, graphqlError } from './failure.ts';
import { introspectionForSignedIn, limits } from './limits.ts';
import { countSubscriptions, type Open } from './openSubscriptions.ts';
import { tracedOperations } from './tracedOperations.ts';

export interface GraphqlParts {
  /** Subscriptions of each person. */
  subscriptions: Open;
  people: PeopleKube;
  log: Log;
}

/** What answers over HTTP, for who speaks GraphQL in another way. */
@Injectable()
class OpenYogaDriver extends YogaDriver<'express'> {
  get server(): YogaServerInstance<object, object> {
    return this.yoga as unknown as YogaServerInstance<object, object>;
  }
}

/** How GraphQL is served: over HTTP, subscriptions as server-sent events; over WebSockets (webSocket/) in the same way. */
export function graphqlOptions({ people, subscriptions, log }: GraphqlParts): YogaDriverConfig {
  return {
    driver: OpenYogaDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    landingPage: false,
    cors: false,
    batching: false,
    logging: false,
    plugins: [introspectionForSignedIn, limits(), countSubscriptions(subscriptions), tracedOperations],
    context: ({ req, res }: { req: IncomingMessage; res: ServerResponse }): RequestContext => {
      const person = personOf(req);
      const address = req.socket.remoteAddress ?? '';
      return { req, res, requestId: requestId(req), address, person, kube: person && people.for(person) };
    },
    maskedErrors: {
      maskError: masking(log),
    },
  };
}

export function yogaOf(app: INestApplicationContext): YogaServerInstance<object, object> {
  return app.get<GraphQLModule<OpenYogaDriver>>(GraphQLModule).graphQlAdapter.server;
}

/** What the asker is told of an error: what GraphQL finds wrong, expected failures, and of surprises nothing. */
export function masking(log: Log): (error: unknown, message: string) => Error {
  return (error, message) => {
    const outer = error instanceof GraphQLError ? error : undefined;
    const cause = outer ? outer.originalError : error;
    // What GraphQL itself finds wrong, and what a resolver says on purpose.
    if (outer && (!cause || cause instanceof GraphQLError)) return outer;
    const place = { nodes: outer?.nodes, path: outer?.path };
    const failed = failedOf(cause);
    if (failed) return createGraphQLError(failed.message, { ...place, extensions: graphqlError(failed).extensions });
    log.error({ err: cause, path: outer?.path }, 'a request failed');
    return createGraphQLError(message, { ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  };
}
