import { SANDBOXES } from '@appfactory/kube/resources';
import { type Sandbox, sandboxSpecSchema } from '@appfactory/resources/sandbox';
import { z } from 'zod';
import { readBody } from './body.ts';
import type { Answer, Call } from './call.ts';
import { selectSandbox } from './select.ts';

/** Seconds, with the limits of the resource. */
export const timeoutSchema = sandboxSpecSchema.shape.timeoutSeconds.unwrap();

/** POST /sandboxes/{id}/timeout: the sandbox ends so many seconds from now, sooner or later than it would have. */
export async function timeout(call: Call): Promise<Answer> {
  const body = await readBody(call.request, z.looseObject({ timeout: timeoutSchema }));
  const sandbox = await selectSandbox(call, 'update');
  await setTimeoutOf(call, sandbox, body.timeout);
  return { status: 204 };
}

/** The operator makes status.expiresAt of it. */
export async function setTimeoutOf(call: Call, sandbox: Sandbox, seconds: number): Promise<void> {
  const { client, sandboxes } = call.services;
  const spec = { timeoutSeconds: seconds, timeoutFrom: new Date().toISOString() };
  const changed = await client.mergePatch(
    SANDBOXES,
    sandbox.metadata,
    { spec },
    { uid: sandbox.metadata.uid, fieldManager: 'sandbox-api' },
  );
  sandboxes.cache.learn(changed);
}
