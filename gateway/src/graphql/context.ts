import type { IncomingMessage, ServerResponse } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Failed } from './failure.ts';

/** What every resolver can know of the request. */
export interface RequestContext {
  req: IncomingMessage;
  res: ServerResponse;
  requestId: string;
  /** IP address of the client. */
  address: string;
  /** Nobody: the anonymous. */
  person: Person | undefined;
  kube: PersonKube | undefined;
}

export function contextOf(execution: ExecutionContext): RequestContext {
  return GqlExecutionContext.create(execution).getContext<RequestContext>();
}

/** Parameter: the whole context. */
export const Ctx = createParamDecorator((_: undefined, execution: ExecutionContext) => contextOf(execution));

/** Parameter: whoever is signed in. */
export const Me = createParamDecorator((_: undefined, execution: ExecutionContext): Person => {
  const { person } = contextOf(execution);
  if (!person) throw notSignedIn();
  return person;
});

/** Parameter: Kubernetes as the signed-in person may use it. */
export const Kube = createParamDecorator((_: undefined, execution: ExecutionContext): PersonKube => {
  const { kube } = contextOf(execution);
  if (!kube) throw notSignedIn();
  return kube;
});

export function notSignedIn(): Failed {
  return new Failed('NOT_SIGNED_IN', 'Sign in first: with signIn, or a Kubernetes token as "Authorization: Bearer".');
}
