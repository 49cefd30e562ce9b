import { createHash } from 'node:crypto';
import type { KubeClient } from '@appfactory/kube/client';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { GROUP } from '@appfactory/resources/meta';
import { HttpError } from '../httpError.ts';
import { Expiring } from './expiring.ts';

const TOKEN_REVIEWS: ResourceType = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenReview',
  plural: 'tokenreviews',
  namespaced: false,
};
const ACCESS_REVIEWS: ResourceType = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SubjectAccessReview',
  plural: 'subjectaccessreviews',
  namespaced: false,
};

/** Seconds for which a revoked token or right may still work. */
const KEEP_MS = 10_000;
const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Who calls, as the API server says. */
export interface Caller {
  username: string;
  uid: string | undefined;
  groups: string[];
  extra: Record<string, string[]>;
  /** The namespace of its ServiceAccount: all that it can see. */
  namespace: string;
}

export type Verb = 'create' | 'get' | 'list' | 'update' | 'delete';

interface TokenReview {
  status?: {
    authenticated?: boolean;
    error?: string;
    user?: { username?: string; uid?: string; groups?: string[]; extra?: Record<string, string[]> };
  };
}

/** Asks the API server who a token is, and what that ServiceAccount may do to sandboxes. */
export class KubernetesAccess {
  readonly #client: KubeClient;
  readonly #callers = new Expiring<Caller>({ ttlMs: KEEP_MS, limit: 1000 });
  readonly #decisions = new Expiring<boolean>({ ttlMs: KEEP_MS, limit: 5000 });

  constructor(client: KubeClient) {
    this.#client = client;
  }

  /** Throws 401 for no or a wrong token, 403 for one that is not a ServiceAccount's. */
  authenticate(token: string | undefined): Promise<Caller> {
    if (!token) {
      throw new HttpError(
        401,
        'The header X-API-KEY is missing: give a token of a ServiceAccount (kubectl create token NAME).',
      );
    }
    // The hash, so that a token is nowhere in memory for longer than its request.
    const key = createHash('sha256').update(token).digest('base64');
    return this.#callers.get(key, () => this.#review(token));
  }

  /** Whether the caller may do this to a sandbox (or to sandboxes) of its namespace. */
  allowed(caller: Caller, verb: Verb, name?: string): Promise<boolean> {
    const key = JSON.stringify([caller.username, caller.uid, verb, name ?? '']);
    return this.#decisions.get(key, async () => {
      const review = await this.#client.post<{ status?: { allowed?: boolean } }>(
        ACCESS_REVIEWS,
        {},
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: {
            user: caller.username,
            uid: caller.uid,
            groups: caller.groups,
            extra: caller.extra,
            resourceAttributes: { group: GROUP, resource: 'sandboxes', verb, namespace: caller.namespace, name },
          },
        },
      );
      return review.status?.allowed === true;
    });
  }

  /** Throws 403 that names what is missing. For calls that name no sandbox: those have no existence to give away. */
  async require(caller: Caller, verb: Verb): Promise<void> {
    if (await this.allowed(caller, verb)) return;
    throw new HttpError(
      403,
      `${caller.username} may not ${verb} sandboxes in the namespace "${caller.namespace}": a Role with the verb "${verb}" on sandboxes.${GROUP} is missing.`,
    );
  }

  async #review(token: string): Promise<Caller> {
    const review = await this.#client.post<TokenReview>(
      TOKEN_REVIEWS,
      {},
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token },
      },
    );
    const user = review.status?.user;
    if (!review.status?.authenticated || !user?.username) {
      throw new HttpError(401, 'The API key is not a token that the cluster knows, or it has expired.');
    }
    const namespace = SERVICE_ACCOUNT.exec(user.username)?.[1];
    if (!namespace) {
      throw new HttpError(
        403,
        `"${user.username}" is not a ServiceAccount: only those have a namespace to make sandboxes in.`,
      );
    }
    return { username: user.username, uid: user.uid, groups: user.groups ?? [], extra: user.extra ?? {}, namespace };
  }
}
