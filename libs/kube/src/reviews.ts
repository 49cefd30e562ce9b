import type { KubeClient } from './client.ts';
import type { ObjectRef } from './object.ts';
import { SERVICE_ACCOUNTS } from './resources.ts';

/** Who a token belongs to, as the API server sees it. */
export interface TokenReview {
  authenticated?: boolean;
  user?: { username: string; uid?: string; groups?: string[]; extra?: Record<string, string[]> };
  audiences?: string[];
  error?: string;
}

export interface AccessQuestion {
  user: string;
  groups?: string[];
  uid?: string;
  resource: { group: string; resource: string; verb: string; namespace?: string; name?: string; subresource?: string };
}

/** A token of a service account, good for a time; seconds. Bound to an object, it ends with that object. */
export async function createToken(
  client: KubeClient,
  account: ObjectRef,
  options: {
    expirationSeconds: number;
    audiences?: string[];
    boundObject?: { kind: 'Pod' | 'Secret' | 'Node'; name: string; uid: string };
  },
): Promise<{ token: string; expirationTimestamp: string }> {
  const { audiences, expirationSeconds, boundObject } = options;
  const boundObjectRef = boundObject && { apiVersion: 'v1', ...boundObject };
  const body = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { audiences, expirationSeconds, boundObjectRef },
  };
  const { name, namespace } = account;
  const answer = await client.post<{ status: { token: string; expirationTimestamp: string } }>(
    SERVICE_ACCOUNTS,
    { name, namespace, subresource: 'token' },
    body,
  );
  return answer.status;
}

/** Asks the API server whose token this is. */
export async function reviewToken(client: KubeClient, token: string, audiences?: string[]): Promise<TokenReview> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token, audiences } };
  const path = '/apis/authentication.k8s.io/v1/tokenreviews';
  return (await client.request<{ status: TokenReview }>('POST', path, { body })).status;
}

/** Asks the API server whether somebody may do something. */
export async function reviewAccess(
  client: KubeClient,
  { user, groups, uid, resource }: AccessQuestion,
): Promise<{ allowed: boolean; reason?: string }> {
  const spec = { user, groups, uid, resourceAttributes: resource };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  return (await client.request<{ status: { allowed: boolean; reason?: string } }>('POST', path, { body })).status;
}

/** Asks the API server whether the client itself may do something. */
export async function reviewOwnAccess(client: KubeClient, resource: AccessQuestion['resource']): Promise<boolean> {
  const spec = { resourceAttributes: resource };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  return (await client.request<{ status: { allowed: boolean } }>('POST', path, { body })).status.allowed;
}
