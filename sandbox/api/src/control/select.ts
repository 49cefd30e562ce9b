import type { Sandbox } from '@appfactory/resources/sandbox';
import type { Verb } from '../access/kubernetesAccess.ts';
import { HttpError } from '../httpError.ts';
import type { Call } from './call.ts';

/**
 * The sandbox that the path names. Throws 404, in the same words, when there is none, when it is another tenant's, and
 * when the caller may not do this to it: nobody learns of sandboxes that are not theirs.
 */
export async function selectSandbox(call: Call, verb: Verb): Promise<Sandbox> {
  const { sandboxID, caller, services } = call;
  const sandbox = services.sandboxes.find(sandboxID);
  const own = sandbox?.metadata.namespace === caller.namespace ? sandbox : undefined;
  // Asked for absent ones too, so that the time of the answer tells nothing either.
  const allowed = await services.access.allowed(caller, verb, own?.metadata.name ?? sandboxID);
  if (!own || !allowed) {
    throw new HttpError(404, `There is no sandbox "${sandboxID}" that this key may ${verb}.`);
  }
  return own;
}
