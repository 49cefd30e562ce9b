import { HttpError } from '../httpError.ts';
import type { Handle } from './call.ts';
import { selectSandbox } from './select.ts';

/** An operation that E2B has and a pod has not. Who may not see the sandbox is told that it is not there, as everywhere. */
export function unsupported(operation: string, instead: string): Handle {
  return async (call) => {
    if (call.sandboxID !== '') await selectSandbox(call, 'update');
    throw new HttpError(501, `${operation} is not supported by a sandbox that is a pod. ${instead}`);
  };
}
