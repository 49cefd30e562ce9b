import { createHash } from 'node:crypto';
import type { KubeClient } from '@appfactory/kube/client';
import { reviewToken } from '@appfactory/kube/reviews';
import { AccessTokens } from './accessTokens.ts';
import type { Accounts } from './accounts.ts';
import type { Person } from './person.ts';

/** How long (ms) the API server's word on a token is believed. Its requests are decided there each time anyway. */
const BELIEVED = 30_000;
const MOST_KNOWN = 1000;

/** Finds out who asks: by the session cookie, or by a Kubernetes token. */
export class Identify {
  readonly #accounts: Accounts;
  readonly #client: KubeClient;
  readonly #known = new Map<string, { person: Person | undefined; until: number }>();

  constructor(accounts: Accounts, client: KubeClient) {
    this.#accounts = accounts;
    this.#client = client;
  }

  /**
   * @param credentials what the request carries; a token goes before a cookie. `accessTokens` where those for fetching files are
   * good, too.
   */
  async person(credentials: {
    bearer?: string;
    session?: string;
    accessTokens?: AccessTokens;
  }): Promise<Person | undefined> {
    const { bearer, accessTokens } = credentials;
    if (bearer !== undefined) {
      return AccessTokens.isOne(bearer) ? accessTokens?.person(bearer) : this.#byToken(bearer);
    }
    if (credentials.session !== undefined) return this.#accounts.bySession(credentials.session);
    return undefined;
  }

  async #byToken(token: string): Promise<Person | undefined> {
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.#known.get(key);
    if (known && known.until > performance.now()) return known.person;
    const { authenticated, user } = await reviewToken(this.#client, token);
    const person: Person | undefined =
      authenticated && user
        ? { kind: 'kubernetes', username: user.username, groups: user.groups ?? [], token }
        : undefined;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, { person, until: performance.now() + BELIEVED });
    return person;
  }
}
