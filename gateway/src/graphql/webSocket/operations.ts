import type { IncomingMessage } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { withRequestId } from '@appfactory/kube/requestId';
import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { YogaServerInstance } from 'graphql-yoga';
import type { Identify } from '../../accounts/identify.ts';
import { identifyAs } from '../../accounts/identifyRequest.ts';
import type { Person } from '../../accounts/person.ts';
import { bearerIn, bearerOf, sessionOf } from '../../http/cookies.ts';
import { requestId } from '../../http/guard.ts';
import type { PeopleKube } from '../../kube/personKube.ts';
import { notSignedIn } from '../context.ts';
import { Failed, graphqlError } from '../failure.ts';
import type { Open } from '../openSubscriptions.ts';
import { masking } from '../options.ts';
import { type Connection, TOO_MANY, TRY_AGAIN, UNAUTHORIZED } from './connection.ts';

export type Yoga = YogaServerInstance<object, object>;

export interface OperationParts {
  yoga: Yoga;
  identify: Identify;
  people: PeopleKube;
  /** Connections of each person. */
  open: Open;
  log: Log;
  /** Milliseconds after which it is looked again whether a token is still good. */
  lookAgain: number;
}

/** Of one connection at a time. */
const MOST_SUBSCRIPTIONS = 50;
const INIT_WITHIN = 10_000;

type Params = Record<string, unknown>;
/** What graphql-ws runs, with the way that the server of HTTP would do it. */
type Operation = ExecutionArgs & { run: () => ReturnType<NonNullable<ServerOptions<Params, Connection>['subscribe']>> };

/**
 * Subscriptions over graphql-ws: whoever connects is found out as over HTTP, and what they ask goes through the same parser, limits, guards
 * and masks.
 */
export function socketOperations(parts: OperationParts): ServerOptions<Params, Connection> {
  const masked = masking(parts.log);
  return {
    connectionInitWaitTimeout: INIT_WITHIN,
    onConnect: (context) => connect(context, parts),
    async onSubscribe({ extra, subscriptions }, _id, payload) {
      try {
        if (!extra.person) throw notSignedIn();
        if (Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS) {
          throw new Failed(
            'TOO_MANY_SUBSCRIPTIONS',
            `A connection has at most ${MOST_SUBSCRIPTIONS} subscriptions: end some, or open another.`,
          );
        }
        return await prepared(parts.yoga, extra.request, extra.person, payload);
      } catch (error) {
        const told = error instanceof Failed ? graphqlError(error) : masked(error, 'Unexpected error.');
        return [told instanceof GraphQLError ? told : new GraphQLError(told.message)];
      }
    },
    subscribe: (operation) => (operation as Operation).run(),
    onClose: ({ extra }) => extra.forget?.(),
  };
}

/** Finds out who connects, and goes on to look whether they are still signed in. */
async function connect(
  { extra, connectionParams }: Context<Params, Connection>,
  { identify, people, open, log, lookAgain }: OperationParts,
): Promise<boolean> {
  const { authorization, Authorization = authorization } = connectionParams ?? {};
  const given = typeof Authorization === 'string' ? Authorization : undefined;
  const bearer = given === undefined ? bearerOf(extra.request) : bearerIn(given);
  if (given !== undefined && bearer === undefined) {
    extra.close(UNAUTHORIZED, 'connectionParams.authorization is "Bearer TOKEN"');
    return false;
  }
  const credentials = { bearer, session: sessionOf(extra.request) };
  try {
    extra.person = await identify.person(credentials);
  } catch (error) {
    log.warn({ err: error }, 'it could not be found out who connects');
    extra.close(TRY_AGAIN, 'It could not be found out who you are');
    return false;
  }
  const { person } = extra;
  if (!person) {
    extra.close(UNAUTHORIZED, 'Sign in first');
    return false;
  }
  // They may have left meanwhile, and then nobody would stop looking.
  if (!extra.isOpen()) return false;
  let leave: () => void;
  try {
    leave = open.enter(person);
  } catch (error) {
    // The reason of a close has 123 bytes.
    extra.close(TOO_MANY, error instanceof Failed ? error.message.slice(0, 120) : 'You have too many open');
    return false;
  }
  const look = () => {
    identify.person(credentials).then(
      (still) => {
        if (still) extra.person = still;
        else extra.close(UNAUTHORIZED, 'Signed out');
      },
      // What is away now says nothing of them.
      (error: unknown) => log.debug({ err: error }, 'it could not be found out who is connected'),
    );
  };
  if (person.kind === 'account') {
    const unlisten = people.longLived.listen(person, look);
    extra.forget = () => {
      unlisten();
      leave();
    };
  } else {
    // Nobody tells when a token expires.
    const timer = setInterval(look, lookAgain).unref();
    extra.forget = () => {
      clearInterval(timer);
      leave();
    };
  }
  return true;
}

/** @throws GraphQLError or Failed when it is not done */
async function prepared(
  yoga: Yoga,
  upgrade: IncomingMessage,
  person: Person,
  { query, operationName, variables }: SubscribePayload,
): Promise<Operation> {
  const req = requestOf(upgrade, person);
  const params = { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
  const enveloped = yoga.getEnveloped({ req, params } as object);
  const document = enveloped.parse(query) as ExecutionArgs['document'];
  // Cookies cannot be set here, and what is asked once gains nothing.
  if (getOperationAST(document, operationName)?.operation !== 'subscription') {
    throw new Failed('INVALID', 'Over a WebSocket there are subscriptions alone: ask everything else over HTTP.');
  }
  const schema = enveloped.schema as ExecutionArgs['schema'];
  const [error] = enveloped.validate(schema, document) as GraphQLError[];
  if (error) throw error;
  const contextValue: unknown = await enveloped.contextFactory();
  const args = { schema, document, operationName, variableValues: variables, contextValue };
  const run = () => withRequestId(requestId(req), () => enveloped.subscribe(args)) as ReturnType<Operation['run']>;
  return { ...args, run };
}

/** An operation as a request of its own: with an id of its own, and what it may read of its own. */
function requestOf(upgrade: IncomingMessage, person: Person): IncomingMessage {
  const request = Object.create(upgrade) as IncomingMessage;
  identifyAs(request, person);
  return request;
}
