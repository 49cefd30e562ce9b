import { AsyncLocalStorage } from 'node:async_hooks';

const ids = new AsyncLocalStorage<string>();

/**
 * Does the work for a request from outside that has this id: the API server writes it into its audit log as the id (auditID) of
 * everything that is asked of it meanwhile.
 * @param id at most 64 letters, digits, `.`, `_` and `-`
 */
export function withRequestId<T>(id: string, work: () => T): T {
  return ids.run(id, work);
}

/** The id of the request that is being worked for; undefined where there is none. */
export function currentRequestId(): string | undefined {
  return ids.getStore();
}
