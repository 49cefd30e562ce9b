import type { ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { Failed, type FailureCode, failedOf } from '../graphql/failure.ts';

const STATUS: Record<FailureCode, number> = {
  INVALID: 400,
  NOT_SIGNED_IN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  EXISTS: 409,
  CHANGED_MEANWHILE: 409,
  TOO_MANY_ATTEMPTS: 429,
  TOO_MANY_SUBSCRIPTIONS: 429,
  UNAVAILABLE: 503,
};

/**
 * Answers over plain HTTP; expected failures as GraphQL words them, surprises masked. Never rejects.
 * @param options isText: for programs that show the answer's text to people, as git does
 */
export async function orHttpFailure(
  response: ServerResponse,
  log: Log,
  work: () => Promise<void>,
  options: { isText?: boolean } = {},
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failed = failedOf(error);
    if (!failed) log.error({ err: error }, 'a request failed');
    // What has begun cannot be taken back: whoever reads it sees that it does not end well.
    if (response.headersSent) response.destroy();
    else answerFailure(response, failed, options.isText ?? false);
  }
}

function answerFailure(response: ServerResponse, failed: Failed | undefined, isText: boolean): void {
  const { code, message } = failed ?? { code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong here.' };
  const status = failed ? STATUS[failed.code] : 500;
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(isText ? `${message}\n` : JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

/** The same for what is not there and for what is somebody else's. */
export function nothingHere(): Failed {
  return new Failed('NOT_FOUND', 'There is nothing here.');
}
