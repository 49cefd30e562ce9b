import { randomBytes } from 'node:crypto';
import { ApiError } from '@appfactory/kube/errors';
import { APP_TEMPLATES, SANDBOXES } from '@appfactory/kube/resources';
import { API_VERSION, LABEL_TEMPLATE } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { z } from 'zod';
import { readAccessToken } from '../accessToken.ts';
import { HttpError } from '../httpError.ts';
import { isEnding, isReady } from '../sandboxes.ts';
import { readBody } from './body.ts';
import type { Answer, Call } from './call.ts';
import { presentConnection } from './present.ts';
import { timeoutSchema } from './timeout.ts';

/** Just under the SDK's own limit of a minute, so that the client gets our words rather than its own time-out. */
const READY_WITHIN_MS = 55_000;
const DEFAULT_TIMEOUT_SECONDS = 300;

const bodySchema = z.looseObject({
  templateID: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be the name of an AppTemplate'),
  timeout: timeoutSchema.default(DEFAULT_TIMEOUT_SECONDS),
  metadata: z.record(z.string().max(128), z.string().max(1024)).nullish(),
  envVars: z.record(z.string().max(128), z.string().max(8192)).nullish(),
});

/** What E2B can and a pod cannot. Refused: a client that asks for one of them relies on it. */
const UNSUPPORTED: Record<string, string> = {
  mcp: 'there is no MCP gateway in it',
  network: 'its egress is what the namespace’s network policy says',
  iam: 'there is no workload identity',
  volumeMounts: 'there are no volumes to mount',
  autoPause: 'a pod cannot be paused',
  autoResume: 'a pod cannot be resumed',
  allow_internet_access: 'its egress is what the namespace’s network policy says',
};

/** POST /v2/sandboxes and /sandboxes: makes a Sandbox and answers when it is Ready. */
export async function create(call: Call): Promise<Answer> {
  const { services, caller } = call;
  const body = await readBody(call.request, bodySchema);
  refuseUnsupported(body);
  await services.access.require(caller, 'create');
  if (!(await services.client.find(APP_TEMPLATES, { name: body.templateID }))) {
    throw new HttpError(404, `There is no template "${body.templateID}": kubectl get apptemplates lists them.`);
  }
  const made = await make(call, body);
  try {
    const ready = await waitUntilReady(call, made);
    const token = await readAccessToken(services.client, ready);
    if (call.gone.aborted) throw new HttpError(499, 'The client left before its sandbox was ready.');
    return { status: 201, body: presentConnection(ready, token, services.previewDomain()) };
  } catch (error) {
    // Nobody was told its id, so nobody else would end it before its time.
    await services.client.delete(SANDBOXES, made.metadata, { uid: made.metadata.uid }).catch((failure: unknown) => {
      services.log.warn(
        { err: failure, sandbox: made.metadata.name },
        'a sandbox that did not get ready could not be deleted',
      );
    });
    throw error;
  }
}

async function make(call: Call, body: z.infer<typeof bodySchema>): Promise<Sandbox> {
  const { services, caller } = call;
  try {
    return await services.client.create(
      SANDBOXES,
      {
        apiVersion: API_VERSION,
        kind: 'Sandbox',
        metadata: {
          name: `sandbox-${randomBytes(5).toString('hex')}`,
          namespace: caller.namespace,
          labels: { [LABEL_TEMPLATE]: body.templateID },
        },
        spec: {
          template: body.templateID,
          provider: 'pod',
          timeoutSeconds: body.timeout,
          metadata: body.metadata ?? {},
          env: body.envVars ?? {},
        },
      },
      'sandbox-api',
    );
  } catch (error) {
    // A quota, or a rule of the schema: the API server's words say which.
    if (error instanceof ApiError && [400, 403, 422].includes(error.code))
      throw new HttpError(error.code === 403 ? 429 : 400, error.detail);
    throw error;
  }
}

type Outcome = { ready: Sandbox } | { failed: string };

async function waitUntilReady(call: Call, made: Sandbox): Promise<Sandbox> {
  const limit = AbortSignal.any([call.gone, AbortSignal.timeout(READY_WITHIN_MS)]);
  const outcome = await call.services.sandboxes.until<Outcome>(
    made,
    (sandbox) => {
      if (isEnding(sandbox)) return { failed: 'it was deleted' };
      if (isReady(sandbox) && sandbox.status?.sandboxID) return { ready: sandbox };
      return sandbox.status?.phase === 'Failed' ? { failed: readyMessage(sandbox) } : undefined;
    },
    limit,
  );
  if (!outcome)
    throw new HttpError(
      503,
      `The sandbox was not ready within ${READY_WITHIN_MS / 1000} seconds and was deleted: try again.`,
    );
  if ('failed' in outcome) throw new HttpError(500, `The sandbox did not start: ${outcome.failed}`);
  return outcome.ready;
}

function readyMessage(sandbox: Sandbox): string {
  return sandbox.status?.conditions?.find((one) => one.type === 'Ready')?.message ?? 'its phase is Failed';
}

function refuseUnsupported(body: Record<string, unknown>): void {
  for (const [field, why] of Object.entries(UNSUPPORTED)) {
    const value = body[field];
    const asked = typeof value === 'object' && value !== null ? isAsked(value) : value === true;
    if (asked)
      throw new HttpError(400, `"${field}" is not supported by a sandbox that is a pod: ${why}. Leave it out.`);
  }
}

function isAsked(value: object): boolean {
  if ('enabled' in value) return value.enabled === true;
  return Object.keys(value).length > 0;
}
