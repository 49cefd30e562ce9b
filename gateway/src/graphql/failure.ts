import { ApiError, isAlreadyExists, isConflict, isForbidden, isInvalid, isNotFound } from '@appfactory/kube/errors';
import type { Type } from '@nestjs/common';
import { createUnionType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import type { z } from 'zod';

/** Every way in which something may fail that a person can do something about. */
const FAILURE_CODES = [
  'INVALID',
  'NOT_FOUND',
  'EXISTS',
  'CHANGED_MEANWHILE',
  'FORBIDDEN',
  'NOT_SIGNED_IN',
  'TOO_MANY_ATTEMPTS',
  'TOO_MANY_SUBSCRIPTIONS',
  'UNAVAILABLE',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];
const FailureCodes = Object.fromEntries(FAILURE_CODES.map((code) => [code, code]));

registerEnumType(FailureCodes, { name: 'FailureCode', description: 'Why it was not done.' });

@ObjectType({ description: 'It was not done, for a reason that somebody can do something about.' })
export class Failure {
  @Field(() => FailureCodes, { description: 'For programs.' })
  code!: FailureCode;

  @Field(() => String, { description: 'For people: what is wrong, and what to do.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'The input that is wrong, for example spec.entities[0].name.' })
  field?: string;
}

/** The result of a mutation in the schema: what it gives, or why it was not done. */
export function resultType<T>(name: string, done: () => Type<T>) {
  return createUnionType({
    name,
    types: () => [done(), Failure] as const,
    resolveType: (value: unknown) => (value instanceof Failure ? Failure : done()),
  });
}

/** An expected failure; it becomes a Failure of the schema where the schema has a place for it, else an error with its code. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly code: FailureCode;
  readonly field: string | undefined;

  constructor(code: FailureCode, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** The failure that an error stands for; undefined for a surprise. */
export function failedOf(error: unknown): Failed | undefined {
  if (error instanceof Failed) return error;
  if (error instanceof ApiError) return ofKubernetes(error);
  if (isAway(error)) {
    return new Failed('UNAVAILABLE', 'A part of the platform does not answer: try again in a moment.');
  }
  return undefined;
}

function ofKubernetes(error: ApiError): Failed | undefined {
  const { detail } = error;
  if (isNotFound(error)) return new Failed('NOT_FOUND', detail);
  if (isAlreadyExists(error)) return new Failed('EXISTS', `${detail}: choose another name.`, 'name');
  if (isConflict(error)) {
    return new Failed('CHANGED_MEANWHILE', 'Somebody else changed it meanwhile: look at it again, then try again.');
  }
  if (isForbidden(error) || error.code === 401) return new Failed('FORBIDDEN', detail);
  if (isInvalid(error)) {
    // AppBuild.appfactory.dev "x" is invalid: spec.entities[0].name: Invalid value: "object": why
    const parts = /is invalid: (?:\[?)([a-z][\w.[\]-]*): (?:[A-Z][a-z]+ value: (?:"[^"]*": )?)?(.*)$/s.exec(detail);
    return new Failed('INVALID', parts?.[2] ?? detail, parts?.[1]);
  }
  if (error.code >= 500 || error.code === 429) {
    return new Failed('UNAVAILABLE', 'Kubernetes does not answer now: try again in a moment.');
  }
  return undefined;
}

/**
 * Errors of connections that are refused, lost or late; PostgreSQL's classes 08 (connection) and 57P (shutting down), and
 * tables that are not there: somebody dropped the history, and it is being made again.
 */
function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code = '', message = '' } = error as { code?: unknown; message?: unknown };
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|UND_ERR_\w+|08\w{3}|57P\d\d|42P01|3F000)$/.test(String(code)))
    return true;
  return /^(connect|read|write) E[A-Z]+|Connection terminated|timeout exceeded when trying to connect/.test(
    String(message),
  );
}

/** Where the schema has a Failure beside the result: expected failures become one, surprises go on. */
export async function orFailure<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    const failed = failedOf(error);
    if (!failed) throw error;
    const { code, message, field } = failed;
    return Object.assign(new Failure(), { code, message, field });
  }
}

/** Where the schema has no place for a failure: an error that is not masked. */
export function graphqlError(failed: Failed): GraphQLError {
  return new GraphQLError(failed.message, { extensions: { code: failed.code, field: failed.field } });
}

/** The first thing that zod finds wrong, as a failure of the input at `path`. */
export function invalid(error: z.ZodError, path: string): Failed {
  const [issue] = error.issues;
  const where = (issue?.path ?? []).reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    path,
  );
  return new Failed('INVALID', issue?.message ?? 'This value is not right.', where.replace(/^\./, ''));
}
