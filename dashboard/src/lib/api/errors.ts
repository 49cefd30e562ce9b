import type { ResultOf } from './graphql.ts';
import type { FailureParts } from './queries/parts.ts';

/** Codes of the gateway, and two of our own: UNREACHABLE for no answer at all, INTERNAL for a surprise at its end. */
export type ErrorCode = ResultOf<typeof FailureParts>['code'] | 'UNREACHABLE' | 'INTERNAL';

const EXPECTED = [
  'CHANGED_MEANWHILE',
  'EXISTS',
  'FORBIDDEN',
  'INVALID',
  'NOT_FOUND',
  'NOT_SIGNED_IN',
  'TOO_MANY_ATTEMPTS',
  'TOO_MANY_SUBSCRIPTIONS',
  'UNAVAILABLE',
] as const satisfies readonly ErrorCode[];

/** Something was not done. `message` is for people; `field` names the input that is wrong, where one is. */
export class AskError extends Error {
  override readonly name = 'AskError';
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, field?: string | null) {
    super(message);
    this.code = code;
    this.field = field ?? undefined;
  }

  /** Asking again later may help. */
  get isPassing(): boolean {
    return ['UNREACHABLE', 'UNAVAILABLE', 'INTERNAL', 'TOO_MANY_SUBSCRIPTIONS'].includes(this.code);
  }
}

/** The first of an answer's errors. */
export function errorOf(
  errors: readonly { message: string; extensions?: Record<string, unknown> }[],
  requestId?: string | null,
): AskError {
  const [first] = errors;
  const { code: given, field } = (first?.extensions ?? {}) as { code?: string; field?: string };
  const code = EXPECTED.find((expected) => expected === given);
  if (code) return new AskError(code, first?.message ?? '', field);
  const where = requestId ? ` It is in the gateway’s log as ${requestId}.` : '';
  return new AskError('INTERNAL', `Something went wrong at the platform’s end.${where}`);
}

/** Any error as one that can be shown. */
export function toAskError(error: unknown): AskError {
  if (error instanceof AskError) return error;
  return new AskError('INTERNAL', error instanceof Error ? error.message : String(error));
}

/** The result of a mutation. @throws AskError when it is a Failure */
export function resultOf<T extends { __typename?: string }>(result: T): Exclude<T, { __typename?: 'Failure' }> {
  if (result.__typename !== 'Failure') return result as Exclude<T, { __typename?: 'Failure' }>;
  const { code, message, field } = result as unknown as ResultOf<typeof FailureParts>;
  throw new AskError(code, message, field);
}
