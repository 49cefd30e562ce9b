import type { KubeClient } from '@appfactory/kube/client';
import { SECRETS } from '@appfactory/kube/resources';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { HttpError } from './httpError.ts';

/** Reads the token that opens a sandbox's daemon. Throws 503 when the operator has not made it. */
export async function readAccessToken(client: KubeClient, sandbox: Sandbox): Promise<string> {
  const { namespace = '', name } = sandbox.metadata;
  const secretName = sandbox.status?.accessTokenSecret;
  const secret = secretName ? await client.find(SECRETS, { namespace, name: secretName }) : undefined;
  const token = secret?.data?.token;
  if (!token) throw new HttpError(503, `The sandbox "${name}" has no access token yet: try again.`);
  return Buffer.from(token, 'base64').toString('utf8');
}
