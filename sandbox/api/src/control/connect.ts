import { z } from 'zod';
import { readAccessToken } from '../accessToken.ts';
import { HttpError } from '../httpError.ts';
import { isEnding, isReady } from '../sandboxes.ts';
import { readBody } from './body.ts';
import type { Answer, Call } from './call.ts';
import { presentConnection } from './present.ts';
import { selectSandbox } from './select.ts';
import { setTimeoutOf, timeoutSchema } from './timeout.ts';

const READY_WITHIN_MS = 55_000;

const bodySchema = z.looseObject({ timeout: timeoutSchema.nullish() });

/**
 * POST /sandboxes/{id}/connect: what a client needs to drive a sandbox, which is as much as changing it, so that is the
 * right it takes. A time given here can only lengthen the sandbox's life. One that is starting is waited for.
 */
export async function connect(call: Call): Promise<Answer> {
  const body = await readBody(call.request, bodySchema);
  const found = await selectSandbox(call, 'update');
  const { services } = call;
  const sandbox = await services.sandboxes.until(
    found,
    (seen) => (isReady(seen) || isEnding(seen) ? seen : undefined),
    AbortSignal.any([call.gone, AbortSignal.timeout(READY_WITHIN_MS)]),
  );
  if (!sandbox) throw new HttpError(503, `The sandbox "${call.sandboxID}" is not ready yet: try again.`);
  if (isEnding(sandbox)) throw new HttpError(404, `The sandbox "${call.sandboxID}" has ended.`);
  if (body.timeout && Date.now() + body.timeout * 1000 > Date.parse(sandbox.status?.expiresAt ?? '1970-01-01')) {
    await setTimeoutOf(call, sandbox, body.timeout);
  }
  const token = await readAccessToken(services.client, sandbox);
  return { status: 200, body: presentConnection(sandbox, token, services.previewDomain()) };
}
