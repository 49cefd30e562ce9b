/** The API server's answer to a request that it did not carry out. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status. */
  readonly code: number;
  /** Kubernetes' reason, for example AlreadyExists, Conflict, NotFound, Invalid, Expired. */
  readonly reason: string;
  /** What the server said, without our words about the request. */
  readonly detail: string;
  /** Milliseconds to wait before the same request, when the server asked for that. */
  readonly retryAfter: number | undefined;

  constructor(init: { code: number; reason: string; message: string; request: string; retryAfter?: number }) {
    super(`${init.request}: ${init.code} ${init.reason}: ${init.message}`);
    this.code = init.code;
    this.reason = init.reason;
    this.detail = init.message;
    this.retryAfter = init.retryAfter;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404;
}

export function isAlreadyExists(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'AlreadyExists';
}

/** A precondition (resource version, uid) did not hold, or another field manager owns a field. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 409 && error.reason !== 'AlreadyExists';
}

/** The resource version or continue token is too old: list again. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === 410;
}

/** The object is wrong and stays wrong, however often it is sent. */
export function isInvalid(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 422 || error.code === 400);
}

export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === 403;
}
