import { SANDBOXES } from '@appfactory/kube/resources';
import type { Answer, Call } from './call.ts';
import { selectSandbox } from './select.ts';

const SEEN_WITHIN_MS = 5_000;

/** DELETE /sandboxes/{id}: answers when this API no longer knows the sandbox, so that the next call says 404. */
export async function remove(call: Call): Promise<Answer> {
  const sandbox = await selectSandbox(call, 'delete');
  const { client, sandboxes } = call.services;
  const gone = sandboxes.until(
    sandbox,
    ({ metadata }) => (metadata.deletionTimestamp ? true : undefined),
    AbortSignal.timeout(SEEN_WITHIN_MS),
  );
  await client.delete(SANDBOXES, sandbox.metadata, { uid: sandbox.metadata.uid });
  await gone;
  return { status: 204 };
}
