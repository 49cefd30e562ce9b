import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from '@appfactory/kube/client';
import { SECRETS } from '@appfactory/kube/resources';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { HttpError } from './httpError.ts';
import { daemonAddress } from './sandboxes.ts';

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 5;

/** Reads the token that opens a sandbox's daemon. Throws 503 when the operator has not made it. */
export async function readAccessToken(client: KubeClient, sandbox: Sandbox): Promise<string> {
  const { namespace = '', name } = sandbox.metadata;
  const secretName = sandbox.status?.accessTokenSecret;
  const secret = secretName ? await client.find(SECRETS, { namespace, name: secretName }) : undefined;
  const token = secret?.data?.token;
  if (!token) throw new HttpError(503, `The sandbox "${name}" has no access token yet: try again.`);
  return Buffer.from(token, 'base64').toString('utf8');
}

/** Calls the daemon of a sandbox for the control API itself. Throws 502 when it does not answer. */
export async function callDaemon(
  sandbox: Sandbox,
  token: string,
  call: { method: 'GET' | 'POST'; path: string; body?: object },
): Promise<Response> {
  const address = daemonAddress(sandbox);
  if (!address) throw new HttpError(502, `The sandbox "${sandbox.metadata.name}" is not running.`);
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(`http://${address.host}:${address.port}${call.path}`, {
        method: call.method,
        headers: { 'x-access-token': token, 'content-type': 'application/json' },
        body: call.body && JSON.stringify(call.body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return response;
      throw new HttpError(
        502,
        `The daemon of the sandbox "${sandbox.metadata.name}" answered ${call.path} with ${response.status}.`,
      );
    } catch (error) {
      if (error instanceof HttpError) throw error;
      if (attempt >= ATTEMPTS)
        throw new HttpError(502, `The daemon of the sandbox "${sandbox.metadata.name}" does not answer.`);
      await sleep(100 * attempt);
    }
  }
}
